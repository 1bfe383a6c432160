"""Cross-references inside a policy: "see Article 5, paragraph 2", "V-ii above", 第7条第2項, 前項."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.clauses import Clause, PolicyVersion
from knowledge.mentions import Step, mentions
from knowledge.numbered import NumberedClauses, arabic_number, number_name

_BESIDE = ("-1", "+0", "+1")
_CIRCLED = re.compile("[①-⑳]")


@dataclass(frozen=True, slots=True)
class Reference:
    """`text[start:end]` of a version points at the clause at `place`; None where the text leaves it open."""

    start: int
    end: int
    place: str | None


def references(version: PolicyVersion) -> tuple[Reference, ...]:
    """The references of a version to clauses of its own, in reading order; those to statutes are none."""
    numbered = NumberedClauses(version)
    found: list[Reference] = []
    for clause in version.clauses:
        for mention in mentions(clause):
            place = _place(mention.steps, clause, numbered)
            if place or mention.is_sure:
                found.append(Reference(clause.start + mention.start, clause.start + mention.end, place))
    return tuple(found)


def _place(steps: Sequence[Step], at: Clause, numbered: NumberedClauses) -> str | None:
    """The place that the steps lead to from `at`; None where one of them leads to none or to several."""
    current: Clause | None = None
    for kind, number in steps:
        if number in _BESIDE:
            current = numbered.beside(kind, current or at, int(number))
        else:
            current = _FIND[kind](numbered, current, at, number)
        if current is None:
            return None
    return current.place if current else None


def _article(numbered: NumberedClauses, _outer: Clause | None, _at: Clause, number: str) -> Clause | None:
    name, *brackets = re.split(r"[()]+", number.rstrip(")"))
    return _descend(numbered, numbered.article(name), brackets)


def _chapter(numbered: NumberedClauses, _outer: Clause | None, _at: Clause, number: str) -> Clause | None:
    return numbered.chapter(number)


def _section(numbered: NumberedClauses, _outer: Clause | None, at: Clause, number: str) -> Clause | None:
    whole = numbered.outermost(number_name(number))
    first, *rest = re.findall(r"\w+", number)
    return whole or _descend(numbered, numbered.outermost(first), rest)


def _any(numbered: NumberedClauses, _outer: Clause | None, at: Clause, number: str) -> Clause | None:
    """By a number alone: the one beside it, unless the policy has another as good."""
    first, *rest = re.findall(r"\w+", number)
    if number.startswith("("):
        return _descend(numbered, numbered.nearest(first, at), rest)
    if rest:
        return _section(numbered, None, at, number) or _beside(numbered, at, first, rest)
    near, far = numbered.nearest(first, at), numbered.outermost(first)
    return near if far is None or near == far else None


def _above(numbered: NumberedClauses, _outer: Clause | None, at: Clause, number: str) -> Clause | None:
    """上記3 and 上記① by a number printed in that manner; articles and chapters are named as such."""
    found = _any(numbered, None, at, unicodedata.normalize("NFKC", number))
    printed = (found.number or "") if found else ""
    circled = bool(_CIRCLED.search(number))
    return None if re.search("[条章]", printed) or circled != bool(_CIRCLED.search(printed)) else found


def _beside(numbered: NumberedClauses, at: Clause, first: str, rest: list[str]) -> Clause | None:
    """ "V-ii" beside `at`; printed as 5 and 2 where a document lost its roman numerals."""
    found = _descend(numbered, numbered.nearest(first, at), rest)
    arabic = [arabic_number(name) for name in (first, *rest)]
    return found or _descend(numbered, numbered.nearest(arabic[0], at), arabic[1:])


def _paragraph(numbered: NumberedClauses, outer: Clause | None, at: Clause, number: str) -> Clause | None:
    base = outer or numbered.base(at)
    first, *rest = re.findall(r"\w+", number)
    return _descend(numbered, numbered.paragraph(base, first), rest) if base else None


def _item(numbered: NumberedClauses, outer: Clause | None, at: Clause, number: str) -> Clause | None:
    bases = [outer] if outer else [numbered.beside("paragraph", at, 0), numbered.base(at)]
    found = (numbered.item(base, number_name(number)) for base in bases if base)
    return next(filter(None, found), None)


def _named(numbered: NumberedClauses, _outer: Clause | None, _at: Clause, number: str) -> Clause | None:
    return numbered.titled(number, whole=False)


def _title(numbered: NumberedClauses, _outer: Clause | None, at: Clause, number: str) -> Clause | None:
    found = numbered.titled(number, whole=True)
    return None if found == at else found


def _descend(numbered: NumberedClauses, outer: Clause | None, names: Sequence[str]) -> Clause | None:
    for name in filter(None, map(number_name, names)):
        outer = numbered.inside(outer, name) if outer else None
    return outer


_Find = Callable[[NumberedClauses, Clause | None, Clause, str], Clause | None]
_FIND: Mapping[str, _Find] = {
    "article": _article, "chapter": _chapter, "section": _section, "paragraph": _paragraph, "item": _item,
    "any": _any, "above": _above, "named": _named, "title": _title,
}  # fmt: skip
