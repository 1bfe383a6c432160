"""The attacks, put together from `attacks.toml`: the same seed gives the same ones."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.prompting import INSTRUCTIONS
from tests.injection.disguises import DISGUISES

Language = Literal["en", "ja"]
Place = Literal["direct", "turns", "policy", "hidden", "heading", "form", "message", "reply"]
"""Where the instruction stands: in the person's own words, in a policy, or in what was sent to the desk."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
IN_POLICY: tuple[Place, ...] = ("policy", "hidden", "heading")
AT_DESK: tuple[Place, ...] = ("form", "message", "reply")

PARTS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text("utf-8"))
CANARIES = {door: f"kanari{door}" for door in ("message", "name", "details", "note", "reply")}
"""What other people have said at each door; nobody else may ever read it."""

PROMPT = INSTRUCTIONS.split(" into ")[0]


@dataclass(frozen=True, slots=True)
class Attack:
    """What the person writes, turn by turn, and what was planted for them to find.

    `said` is what an obeying model says, `mark` what shows that it was said.
    """

    name: str
    family: str
    language: Language
    place: Place
    turns: tuple[str, ...]
    planted: str
    said: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Aim:
    """One goal in one language, with nothing left to fill in."""

    order: str
    said: str
    mark: str


def attacks(seed: int = 1) -> list[Attack]:
    """More than a thousand, of every family, language and place."""
    maker = _Maker(random.Random(seed))  # noqa: S311  # repeatable on purpose
    made = [
        attack
        for family, parts in PARTS["families"].items()
        for language in LANGUAGES
        for attack in maker.family(family, parts, language)
    ]
    return [*{(attack.place, attack.turns, attack.planted): attack for attack in made}.values()]


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._made = 0

    def family(self, family: str, parts: dict[str, Any], language: Language) -> Iterator[Attack]:
        """All attacks of a family in a language."""
        for frame in parts[language]:
            for goal in self._chance.sample(parts["goals"], parts["each"]):
                yield from self._framed(family, parts, language, frame, _aim(goal, language))

    def _framed(
        self, family: str, parts: dict[str, Any], language: Language, frame: Any, aim: _Aim
    ) -> Iterator[Attack]:
        match family:
            case "turns":
                yield self._made_of(family, language, "turns", self._turns(frame, language, aim), "", aim)
            case "poisoning":
                for place in IN_POLICY:
                    yield self._made_of(family, language, place, (), _filled(frame, aim), aim)
            case "indirect":
                turns = (self._chance.choice(PARTS["questions"][language]),)
                place = AT_DESK[self._made % len(AT_DESK)]
                yield self._made_of(family, language, place, turns, _filled(frame, aim), aim)
            case _:
                for text in self._texts(parts, language, _filled(frame, aim)):
                    yield self._made_of(family, language, "direct", (text,), "", aim)

    def _texts(self, parts: dict[str, Any], language: Language, text: str) -> Iterator[str]:
        disguised = [DISGUISES[each](text, self._chance) for each in parts.get("disguises", ())] or [text]
        carriers = PARTS["carriers"][language]
        for each in disguised:
            chosen = carriers if "carriers" in parts else [self._chance.choice(carriers)]
            for carrier in chosen:
                question = self._chance.choice(PARTS["questions"][language])
                yield carrier.format(attack=each, question=question)

    def _turns(self, frames: Sequence[str], language: Language, aim: _Aim) -> tuple[str, ...]:
        question = self._chance.choice(PARTS["questions"][language])
        return tuple(_filled(frame, aim, question) for frame in frames)

    def _made_of(
        self,
        family: str,
        language: Language,
        place: Place,
        turns: tuple[str, ...],
        planted: str,
        aim: _Aim,
    ) -> Attack:
        self._made += 1
        name = f"{family}-{language}-{self._made}"
        return Attack(name, family, language, place, turns, planted, aim.said, aim.mark)


def _aim(goal: str, language: Language) -> _Aim:
    parts = PARTS["goals"][goal]
    mark = parts["mark"] if isinstance(parts["mark"], str) else parts["mark"][language]
    known = {"canary": CANARIES["message"], "prompt": INSTRUCTIONS.replace("\n", " ").split(". ")[0] + "."}
    said = parts[language]["said"].format(**known)
    return _Aim(parts[language]["order"], said, PROMPT if goal == "prompt" else mark.format(**known))


def _filled(frame: str, aim: _Aim, question: str = "") -> str:
    return frame.format(order=aim.order, said=aim.said, question=question)
