"""Words in a policy that point at other clauses of it, and what they point at; those to statutes are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.clauses import Clause
from knowledge.numbered import number_name

_N = r"[0-9０-９一二三四五六七八九十百]+"
_ARTICLE = rf"(?:第{_N}条(?:の{_N})*(?!(?:まで)?\s*削除)|(?<![以事])[同本前次]条(?!件))"
_PARAGRAPH = rf"(?:第{_N}項(?!目)|(?<![以事])[前次]項(?!目))"
_ITEM = rf"(?:第{_N}号|[前次]号|[（(]{_N}[)）])"
_JAPANESE = re.compile(
    rf"(?P<article>{_ARTICLE})(?:の?(?P<paragraph>{_PARAGRAPH}))?(?:の?(?P<item>{_ITEM}))?"
    rf"|(?P<own>{_PARAGRAPH})(?:の?(?P<of_own>{_ITEM}))?"
    rf"|(?P<lone>第{_N}号|[前次]号)|(?P<chapter>第{_N}章|[前次]章)"
    r"|(?P<several>前(?:各|[二三四五])[項号条])|(?P<named>別[表紙]|附則)"
)
_OUTERMOST = r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6}|[A-Z])"
_BRACKET = r"\((?:[a-z]{1,5}|\d{1,3}|[A-Z])\)"
_INSIDE = r"(?:[-.](?:\d{1,3}|[A-Z]|[ivx]{1,5}))"
_NUMBER = rf"{_OUTERMOST}{_INSIDE}*(?:\.?{_BRACKET})*[①-⑳]?(?!\w)"
_ANY = rf"(?:{_NUMBER}|{_BRACKET})"
_OUTER = r"(?:Articles?|Sections?|Clauses?|Chapters?|articles?|sections?|clauses?|chapters?|§{1,2})"
_INNER = r"(?:[Pp]aragraphs?|[Ii]tems?|[Ss]ubsections?|[Pp]oints?|[Ss]ub-?paragraphs?)"
_CUE = (
    r"(?:\b[Ss]ee|\b(?:stated|described|set out|set forth|listed|defined|mentioned|referred to|named"
    r"|provided|provided for|specified|given|shown) (?:in|under|by)|\bpursuant to|\baccording to"
    r"|\b(?P<weak>under|of|in))"
)
_CUED = rf"{_OUTERMOST}{_INSIDE}+(?:\.?{_BRACKET})*[①-⑳]?|{_OUTERMOST}(?:\.?{_BRACKET})+[①-⑳]?|{_BRACKET}"
_ENGLISH = re.compile(
    rf"\b(?P<inner>{_INNER})\s+(?P<inner_n>{_ANY})(?:\s+of\s+(?P<outer>{_OUTER})\s+(?P<outer_n>{_NUMBER}))?"
    rf"|(?<!\w)(?P<word>{_OUTER})\s*(?P<n>{_NUMBER})"
    rf"(?P<steps>(?:,?\s+{_INNER}\s+{_ANY})*)(?P<also>(?:\s*(?:,|and|or|to)\s+{_NUMBER}(?![\w.]*\w))*)"
    rf"|(?<![\w.(-])(?P<bare>{_ANY})\.?\s+(?:above|below)\b"
    rf"|{_CUE}\s+(?P<cued>{_CUED})(?![\w%])(?P<sure>\s+(?:above|below)\b)?"
    r"|\b(?:[Ss]ee|(?:stated|described|set out|listed|defined|mentioned|named)\s+in)\s+"
    r"(?P<point>\d{1,2})\.(?!\d)"
    r"|\b[Tt]he\s+(?P<annex>Annex|Appendix|Schedule)\b"
    r"|\b[Tt]he\s+(?P<side>preceding|previous|foregoing|following|next)"
    r"\s+(?P<of>[Aa]rticle|[Cc]hapter|[Ss]ection|[Pp]aragraph|[Ii]tem)\b(?!s)"
    rf"|\b[Tt]he\s+(?:preceding|previous|foregoing)\s+(?:two|three|\d)\s+(?P<plural>{_INNER}|{_OUTER})"
    r"|\b(?:see|under|section|heading|headed)\s+[“\"](?P<title>[^”\"]{3,90})[”\"]"
)
_QUOTED = re.compile(r"「(?P<title>[^」]{3,50})」")
_OTHER_LAW = re.compile(
    rf"^(?:\s*(?:,|and|or|to|through)\s+(?:{_INNER}\s+)?{_ANY})*(?:\s*\([^)]*\))?(?:"
    r",?\s*(?:of|under)\s+(?:the\s+|that\s+|said\s+|its\s+)?(?!this|these|our|present)(?:[\w'’&-]+\s+){0,6}?"
    r"(?:Act|Law|Code|Regulations?|Directive|Ordinance|Order|Guidelines?|Convention|Treaty|Constitution"
    r"|Contract|Agreement|[Ss]tatutes?|[Bb]ylaws|[A-Z]{3,}[a-z]*)\b"
    r"|\s+(?:no\.\s*\d+\s+)?(?:UK\s+|EU\s+)?[A-Z]{3,}[a-z]*\b)"
)
_LAW_BEFORE = re.compile(
    r"(?:\b(?:GDPR|APPI|CCPA|Act|Code|Law|Directive),?\s+$)"
    r"|(?<!この)(?<!本)(?:法|法律|令|規則|条例|ガイドライン|指針|約款|契約書?|様式)(?:[（(「][^）)」]*[）)」])?の?$"
)
_NEAR = 80
"""Characters before a number in which the name of a statute is looked for."""

_JOINS = re.compile(r"\s*(?:及び|又は|並びに|若しくは|、|から|and|or|,)\s*")
_SIDES = {"前": "-1", "次": "+1", "同": "same", "本": "+0"}
_KINDS = {
    "article": "article", "chapter": "chapter", "paragraph": "paragraph", "subsection": "paragraph",
    "item": "item", "point": "item", "subparagraph": "item",
}  # fmt: skip

Step = tuple[str, str]
"""What to look for: a kind of clause and its number; "-1" and "+1" are the one before and the one after."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of a clause points elsewhere, by `steps` from the outermost inwards.

    No steps: at several clauses. Not `is_sure`: only when a clause is found there.
    """

    start: int
    end: int
    steps: tuple[Step, ...]
    is_sure: bool = True


def mentions(clause: Clause) -> Iterator[Mention]:
    """Where a clause points elsewhere; its own number does not."""
    text, own = clause.text, len(clause.number or "")
    statute_until = -1
    found = [*_JAPANESE.finditer(text), *_ENGLISH.finditer(text), *_QUOTED.finditer(text)]
    for match in sorted(found, key=re.Match.start):
        if match.start() < own or (match.start() == 0 and match.re is _JAPANESE and match["named"]):
            continue
        joined = statute_until >= 0 and bool(_JOINS.fullmatch(text[statute_until : match.start()]))
        if (
            joined
            or _LAW_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()])
            or _OTHER_LAW.match(text[match.end() :])
        ):
            statute_until = match.end()
        elif match.re is _JAPANESE:
            yield Mention(match.start(), match.end(), tuple(_japanese_steps(match)))
        elif match["title"]:
            yield Mention(*match.span("title"), (("title", match["title"]),), is_sure=False)
        else:
            yield from _english(match)


def _japanese_steps(match: re.Match[str]) -> list[Step]:
    if match["several"]:
        return []
    if match["named"]:
        return [("named", match["named"])]
    kinds = (
        ("article", match["article"]),
        ("chapter", match["chapter"]),
        ("paragraph", match["paragraph"] or match["own"]),
        ("item", match["item"] or match["of_own"] or match["lone"]),
    )
    return [(kind, _japanese_number(token)) for kind, token in kinds if token]


def _japanese_number(token: str) -> str:
    return _SIDES.get(token[0]) or number_name(token.replace("項", "").replace("号", ""))


def _english(match: re.Match[str]) -> Iterator[Mention]:
    if match["word"]:
        yield from _listed(match)
    elif match["cued"]:
        sure = match["weak"] is None or match["sure"] is not None
        yield Mention(*match.span("cued"), (("any", match["cued"]),), is_sure=sure)
    elif match["point"]:
        yield Mention(*match.span("point"), (("any", match["point"]),))
    else:
        yield Mention(*match.span(), tuple(_english_steps(match)))


def _listed(match: re.Match[str]) -> Iterator[Mention]:
    """ "Articles 3 and 5" are two."""
    kind, first = _kind(match["word"]), match.start("also")
    inner = [(_kind(word), number) for word, number in re.findall(rf"({_INNER})\s+({_ANY})", match["steps"])]
    yield Mention(match.start(), match.end("steps"), ((kind, match["n"]), *inner))
    for other in re.finditer(_NUMBER, match["also"]):
        yield Mention(first + other.start(), first + other.end(), ((kind, other[0]),))


def _english_steps(match: re.Match[str]) -> list[Step]:
    if match["inner"]:
        inner = (_kind(match["inner"]), match["inner_n"])
        return [(_kind(match["outer"]), match["outer_n"]), inner] if match["outer"] else [inner]
    if match["bare"]:
        return [("any", match["bare"])]
    if match["plural"]:
        return []
    if match["annex"]:
        return [("named", match["annex"])]
    return [(_kind(match["of"]), "+1" if match["side"] in ("following", "next") else "-1")]


def _kind(word: str) -> str:
    singular = word.lower().rstrip("s").replace("-", "")
    return _KINDS.get(singular, "section")
