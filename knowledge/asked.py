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


def asked_value(question: str) -> Value | None:
    """The kind of value a question asks for, or None when it asks for something else."""
    return next((value for value in values() if value.asks.search(question)), None)


@cache
def values() -> tuple[Value, ...]:
    """All kinds, in the order they are tried."""
    table = tomllib.loads(files("knowledge").joinpath("asked_values.toml").read_text("utf-8"))
    parts: dict[str, str] = table["part"]
    return tuple(
        Value(row["name"], row["reach"], _pattern(row["asks"], parts), _pattern(row["states"], parts))
        for row in table["value"]
    )


def _pattern(alternatives: list[str], parts: dict[str, str]) -> "re.Pattern[str]":
    whole = "|".join(alternatives)
    while whole != (filled := re.sub(r"<(\w+)>", lambda name: parts[name[1]], whole)):
        whole = filled
    return re.compile(whole, re.IGNORECASE)
