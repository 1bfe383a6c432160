"""Invented identifiers in sentences, each line with what has to be hidden in it.

`python -m tests.quality.identifiers` prints how many are found, by set, and what is hidden in policy
questions that hold none.
"""

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.masking import mask

HERE = Path(__file__).parent
SETS = tomllib.loads((HERE / "identifiers.toml").read_text("utf-8"))
LINES = 1200
INDIVIDUAL = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
"""Weights of the check digit of an individual number (Ordinance No. 85 of 2014, art. 5)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the identifier of this kind in it."""

    text: str
    kind: str
    secret: str


class Maker:
    """Makes identifiers of nobody, from shapes."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # examples

    def make(self, asked: str) -> str:
        """As `identifiers.toml` says it; a check digit comes by trying."""
        way, _, shape = asked.partition(" ")
        if way == "wide":
            return re.sub("[!-~]", lambda found: chr(ord(found[0]) + 0xFEE0), self._shaped(shape))
        if way == "iban":
            return self._iban(*shape.split(" ", 1))
        check = {"card": _is_card, "individual": _is_individual}.get(way)
        if check is None:
            return self._shaped(asked)
        while not check(made := self._shaped(shape)):
            pass
        return made

    def _shaped(self, shape: str) -> str:
        pools = {"#": "0123456789", "A": "ABCDEFGHJKLMNPRSTUVWXYZ"}
        return "".join(self.chance.choice(pools.get(each, each)) for each in shape)

    def _iban(self, country: str, shape: str) -> str:
        """ISO 13616, mod 97."""
        account = self._shaped(shape).replace(" ", "")
        plain = "".join(str(int(each, 36)) for each in f"{account}{country}00")
        joined = f"{country}{98 - int(plain) % 97:02}{account}"
        return " ".join(joined[at : at + 4] for at in range(0, len(joined), 4)) if " " in shape else joined


def _is_card(text: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    plain = [int(each) for each in reversed(re.sub(r"\D", "", text))]
    return sum(each * 2 - 9 * (each > 4) if at % 2 else each for at, each in enumerate(plain)) % 10 == 0


def _is_individual(text: str) -> bool:
    *digits, check = [int(each) for each in re.sub(r"\D", "", text)]
    rest = sum(digit * weight for digit, weight in zip(digits, INDIVIDUAL, strict=True)) % 11
    return check == (0 if rest <= 1 else 11 - rest)


def lines(name: str, seed: int, count: int = LINES) -> Iterator[Line]:
    """As many of each kind from one of the sets."""
    maker, kinds = Maker(seed), SETS[name]
    for number in range(count):
        kind = list(kinds)[number % len(kinds)]
        secret = maker.make(maker.chance.choice(kinds[kind]["shapes"]))
        yield Line(maker.chance.choice(kinds[kind]["sentences"]).format(secret), kind, secret)


def missed(found: Iterable[Line]) -> list[Line]:
    """Lines in which the identifier or its first half still stands."""
    return [line for line in found if line.secret[: max(4, len(line.secret) // 2)] in mask(line.text).text]


def questions() -> list[str]:
    """Questions to policies, which hold no identifiers: our own, and those of the acceptance set."""
    files = (HERE / "questions.jsonl", HERE / "acceptance.jsonl")
    asked = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [one["question"] for one in asked if one["kind"] in ("answerable", "unanswerable")]


def false_hits() -> list[tuple[str, str]]:
    """Questions in which something is hidden all the same."""
    return [(text, mask(text).text) for text in questions() if mask(text).text != text]


def main() -> None:
    """Print recall by kind, and false hits."""
    for name in SETS:
        left = missed(lines(name, seed=7))
        kinds = dict(Counter(one.kind for one in left))
        typer.echo(f"{name:<8} {1 - len(left) / LINES:.1%} of {LINES} found; missed: {kinds or 'none'}")
    typer.echo(f"hidden in {len(false_hits())} of {len(questions())} questions")


if __name__ == "__main__":
    main()
