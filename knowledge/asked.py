"""What kind of value a question asks for, and whether a passage states one.

"What is the fee?" is answered only by a passage that names an amount, however near others come.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Value:
    """A kind of value: how questions ask for it, how policies state it, and how far down the ranking."""

    name: str
    reach: int
    asks: "re.Pattern[str]"
    states: "re.Pattern[str]"
    same: "re.Pattern[str] | None"

    def answered_by(self, passage: str, question: str) -> bool:
        """Whether a passage states such a value, of what the question names."""
        if self.states.search(passage) is None:
            return False
        named = self.same.search(question) if self.same else None
        return named is None or named.group().lower() in passage.lower()


def asked_value(question: str) -> Value | None:
    """The kind of value a question asks for, or None when it asks for something else."""
    return next((value for value in values() if value.asks.search(question)), None)


@cache
def values() -> tuple[Value, ...]:
    """All kinds, in the order they are tried."""
    table = tomllib.loads(files("knowledge").joinpath("asked_values.toml").read_text("utf-8"))
    parts: dict[str, str] = table["part"]
    return tuple(
        Value(
            name=row["name"],
            reach=row["reach"],
            asks=_pattern(row["asks"], parts),
            states=_pattern(row["states"], parts),
            same=_pattern([row["same"]], parts) if "same" in row else None,
        )
        for row in table["value"]
    )


def _pattern(alternatives: list[str], parts: dict[str, str]) -> "re.Pattern[str]":
    whole = "|".join(alternatives)
    while whole != (filled := re.sub(r"<(\w+)>", lambda name: parts[name[1]], whole)):
        whole = filled
    return re.compile(whole, re.IGNORECASE)
