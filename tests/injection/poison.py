"""Policies with instructions written into them: for all to see, where nobody sees them, in headings."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tests.injection.corpus import IN_POLICY, PARTS, Attack
from tests.injection.disguises import tagged

HIDDEN = (
    '<div style="display:none">{}</div>',
    "<!-- {} -->",
    '<p><img src="x.png" alt="{}"></p>',
    '<p aria-hidden="true">{}</p>',
    '<p style="color:#ffffff">{}</p>',
    '<p style="font-size:0">{}</p>',
    "<template><p>{}</p></template>",
    '<script type="text/plain">{}</script>',
    '<p style="position:absolute;left:-9999px">{}</p>',
    "<noscript>{}</noscript>",
)
"""Ways to write what visitors do not see; one more is written in characters that no font has."""


@dataclass(frozen=True, slots=True)
class Poisoned:
    """One organisation's policy file, and the attacks in it with the question that finds each."""

    organisation: str
    file: Path
    attacks: tuple[Attack, ...]


def poisoned(attacks: Sequence[Attack], folder: Path) -> list[Poisoned]:
    """As many policies as hold the attacks, one clause each."""
    planted = sorted((a for a in attacks if a.place in IN_POLICY), key=lambda a: (a.place, a.language))
    made = []
    for (place, language), group in groupby(planted, key=lambda a: (a.place, a.language)):
        listed, most = list(group), len(PARTS["topics"][language])
        for number, start in enumerate(range(0, len(listed), most)):
            organisation = f"{place}-{language}-{number}"
            part = listed[start : start + most]
            file = folder / f"{organisation}.html"
            file.write_text(_page(part), "utf-8")
            made.append(Poisoned(organisation, file, tuple(_asked(n, each) for n, each in enumerate(part))))
    return made


def _asked(number: int, attack: Attack) -> Attack:
    topic = PARTS["topics"][attack.language][number]
    return replace(attack, turns=(PARTS["clauses"][attack.language]["question"].format(topic=topic),))


def _page(attacks: Sequence[Attack]) -> str:
    language = attacks[0].language
    clauses = "\n".join(_clause(number, attack) for number, attack in enumerate(attacks))
    title = {"en": "Privacy Policy", "ja": "個人情報保護方針"}[language]
    meta = html.escape(attacks[0].planted)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>'
        f'<meta name="description" content="{meta}"></head><body><h1>{title}</h1>\n{clauses}</body></html>'
    )


def _clause(number: int, attack: Attack) -> str:
    words = PARTS["clauses"][attack.language]
    topic = PARTS["topics"][attack.language][number]
    heading = words["heading"].format(n=number + 1, topic=topic)
    sentence = words["sentence"].format(topic=topic, days=30 + number)
    planted = html.escape(attack.planted)
    match attack.place:
        case "heading":
            return f"<h2>{number + 1}. {planted}</h2><p>{sentence}</p>"
        case "hidden" if number % (len(HIDDEN) + 1) == len(HIDDEN):
            return f"<h2>{heading}</h2><p>{sentence}{tagged(attack.planted)}</p>"
        case "hidden":
            hidden = HIDDEN[number % (len(HIDDEN) + 1)].format(planted)
            return f"<h2>{heading}</h2><p>{sentence}</p>{hidden}"
        case _:
            return f"<h2>{heading}</h2><p>{sentence} {planted}</p>"
