"""Words in a policy that point at other clauses of it, and what they point at; those to statutes are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.clauses import Clause
from knowledge.elsewhere import points_elsewhere
from knowledge.numbered import number_name

_N = r"[0-9０-９一二三四五六七八九十百]+"
_ARTICLE = rf"(?:第{_N}条(?:の{_N})*(?!(?:まで)?\s*削除)|(?<![以事])[同本前次]条(?!件))"
_PARAGRAPH = rf"(?:第{_N}項(?!目)|(?<![以事])[同前次]項(?!目))"
_ITEM = rf"(?:第{_N}号|[同前次]号|[（(]{_N}[)）])"
_ENCLOSED = rf"[（(](?:{_N}|[A-Za-zＡ-Ｚａ-ｚ]{{1,4}}|[ァ-ン])[)）]"
_COUNTER = r"[つ点件名社者項号種個人回年月日時分週か箇ヶカ円%％]"
_ABOVE = (
    rf"(?:(?:[0-9０-９]{{1,3}}|[IVX]{{1,5}}|[A-ZＡ-Ｚ])(?:[-－.．](?:[0-9０-９]{{1,3}}|[ivx]{{1,5}}))*[.．]?"
    rf"(?:{_ENCLOSED})*|(?:{_ENCLOSED})+|[①-⑳])(?![0-9０-９A-Za-z]|{_COUNTER})"
)
_JAPANESE = re.compile(
    rf"(?P<article>{_ARTICLE})(?:の?(?P<paragraph>{_PARAGRAPH}))?(?:の?(?P<item>{_ITEM}))?"
    rf"|(?P<own>{_PARAGRAPH})(?:の?(?P<of_own>{_ITEM}))?"
    rf"|(?P<lone>第{_N}号|[同前次]号)|(?P<chapter>第{_N}章|[前次]章)"
    r"|(?P<several>前(?:各|[二三四五])[項号条])|(?P<named>別[表紙]|附則)"
    rf"|[上前下]記の?\s?(?P<above>{_ABOVE})"
)
_OUTERMOST = r"(?:\d{1,3}|[IVX]{1,6}|[A-Z])"
_BRACKET = r"\((?:[a-z]{1,5}|\d{1,3}|[A-Z])\)"
_INSIDE = r"(?:[-.](?:\d{1,3}|[A-Z]|[ivx]{1,5}))"
_COUNTS = (
    r"(?!\s*%|\s+(?:percent|days?|weeks?|months?|years?|hours?|minutes?|seconds?|times|thousand|[mb]illion"
    r"|yen|dollars?|euros?|pounds?|people|persons?|individuals)\b)"
)
_BESIDE_TEXT = (
    r"(?!\s+(?!(?:and|or|of|to|is|are|was|were|shall|may|must|will|can|do|does|has|have|appl(?:y|ies)|we|you"
    r"|they|it|as|for|with|on|by|if|when|unless|where|that|which|above|below|the|our|your|this)\b)[a-z$€£¥])"
)
_NUMBER = rf"{_OUTERMOST}{_INSIDE}{{0,8}}(?:\.?{_BRACKET}){{0,8}}[①-⑳]?(?!\w)"
_ANY = rf"(?:{_NUMBER}|{_BRACKET})"
_OUTER = r"(?:Articles?|Sections?|Clauses?|Chapters?|articles?|sections?|clauses?|chapters?|§{1,2})"
_INNER = r"(?:[Pp]aragraphs?|[Ii]tems?|[Ss]ubsections?|[Pp]oints?|[Ss]ub-?paragraphs?)"
_CUE = (
    r"(?:\b[Ss]ee|\b(?:stated|described|set out|set forth|listed|defined|mentioned|referred to|named"
    r"|provided|provided for|specified|given|shown) (?:in|under|by)|\bpursuant to|\baccording to"
    r"|\b(?P<weak>under|of|in))"
)
_CUED = rf"(?:{_OUTERMOST}(?:{_INSIDE}|\.?{_BRACKET}){{1,8}}[①-⑳]?|{_BRACKET})"
_ALSO = rf"(?:\s*(?:,|and|or|to)\s+{_NUMBER}(?![\w.]{{0,20}}\w){_COUNTS})"
_SIDE = (
    r"[Tt]he\s+(?P<{0}>preceding|previous|foregoing|following|next|same)"
    r"\s+(?P<{1}>[Aa]rticle|[Cc]hapter|[Ss]ection|[Pp]aragraph|[Ii]tem)\b"
)
_ENGLISH = re.compile(
    rf"\b(?P<inner>{_INNER})\s+(?P<inner_n>{_ANY})(?P<inner_also>(?:(?:,|\s+and|\s+or)\s+{_BRACKET}){{0,8}})"
    rf"(?:\s+of\s+(?:(?P<outer>{_OUTER})\s+(?P<outer_n>{_NUMBER})|{_SIDE.format('outer_side', 'outer_of')}))?"
    rf"|(?<!\w)(?P<word>{_OUTER})\s*(?P<n>{_NUMBER})(?P<steps>(?:,?\s+{_INNER}\s+{_ANY}){{0,4}})(?P<also>{_ALSO}{{0,20}})"
    rf"|(?<![\w.(-])(?<!\b[Tt]he\s)(?P<bare>{_ANY})\.?\s+(?:above|below)\b(?!-|\s+(?:zero|average|the\s+(?:average|age|limit)))"
    rf"|{_CUE}\s+(?P<cued>{_CUED})(?![\w%]){_COUNTS}(?:(?P<sure>\s+(?:above|below)\b)|(?(weak){_BESIDE_TEXT}))"
    r"|\b(?:[Ss]ee|(?:stated|described|set out|listed|defined|mentioned|named)\s+in)\s+"
    r"(?P<point>\d{1,2})\.(?!\d)"
    r"|\b[Tt]he\s+(?P<annex>Annex|Appendix|Schedule)\b"
    rf"|\b{_SIDE.format('side', 'of')}(?!s)"
    rf"|\b[Tt]he\s+(?:preceding|previous|foregoing)\s+(?:two|three|\d)\s+(?P<plural>{_INNER}|{_OUTER})"
    r"|\b(?:see|under|section|heading|headed)\s+[“\"](?P<title>[^”\"]{3,90})[”\"]"
)
_QUOTED = re.compile(r"「(?P<title>[^」]{2,50})」(?!とは|といいま|という|と総称|と呼)")
_JOINS = re.compile(r"\s*(?:及び|又は|並びに|若しくは|、|から|and|or|,)\s*")
_SIDES = {"前": "-1", "次": "+1", "同": "same", "本": "+0"}
_ENGLISH_SIDES = {
    "preceding": "-1", "previous": "-1", "foregoing": "-1", "following": "+1", "next": "+1", "same": "same",
}  # fmt: skip
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
    last = Mention(-1, -1, ())
    in_statute = False
    found = [*_JAPANESE.finditer(text), *_ENGLISH.finditer(text), *_QUOTED.finditer(text)]
    for match in sorted(found, key=re.Match.start):
        if match.start() < own or (match.start() == 0 and match.re is _JAPANESE and match["named"]):
            continue
        read = list(_read(match))
        joined = last.end >= 0 and bool(_JOINS.fullmatch(text, last.end, match.start()))
        goes_on = joined or any(number == "same" for one in read for _kind, number in one.steps)
        if (in_statute and goes_on) or points_elsewhere(text, *match.span()):
            in_statute, last = True, Mention(*match.span(), ())
            continue
        in_statute = False
        for mention in read:
            last = _completed(mention, last, joined=joined and match.re is _JAPANESE)
            yield last


def _read(match: re.Match[str]) -> Iterator[Mention]:
    if match.re is _JAPANESE:
        yield Mention(*match.span(), tuple(_japanese_steps(match)))
    elif match["title"]:
        yield Mention(*match.span("title"), (("title", match["title"]),), is_sure=False)
    else:
        yield from _english(match)


def _completed(mention: Mention, last: Mention, *, joined: bool) -> Mention:
    """With what the mention before it says: 同条第2項 is of that article, 第1項又は第2項 of one article."""
    if not mention.steps:
        return mention
    kind, number = mention.steps[0]
    kinds = [before for before, _ in last.steps]
    if number == "same":
        upto = kinds.index(kind) + 1 if kind in kinds else 0
        steps = (*last.steps[:upto], *mention.steps[1:]) if upto else ()
    elif joined and kind in ("paragraph", "item") and number not in _SIDES.values() and kind in kinds:
        steps = (*last.steps[: kinds.index(kind)], *mention.steps)
    else:
        return mention
    return replace(mention, steps=steps)


def _japanese_steps(match: re.Match[str]) -> list[Step]:
    if match["several"]:
        return []
    if match["named"]:
        return [("named", match["named"])]
    if match["above"]:
        return [("above", match["above"])]
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
    elif match["inner"]:
        yield from _inner(match)
    else:
        yield Mention(*match.span(), tuple(_english_steps(match)))


def _inner(match: re.Match[str]) -> Iterator[Mention]:
    """ "Items (1) and (2) of Section 3" are two of one section."""
    outer: tuple[Step, ...] = ()
    if match["outer"]:
        outer = ((_kind(match["outer"]), match["outer_n"]),)
    elif match["outer_of"]:
        outer = ((_kind(match["outer_of"]), _ENGLISH_SIDES[match["outer_side"]]),)
    kind, first = _kind(match["inner"]), match.start("inner_also")
    others = list(re.finditer(_BRACKET, match["inner_also"]))
    end = first if others else match.end()
    yield Mention(match.start(), end, (*outer, (kind, match["inner_n"])))
    for other in others:
        yield Mention(first + other.start(), first + other.end(), (*outer, (kind, other[0])))


def _listed(match: re.Match[str]) -> Iterator[Mention]:
    """ "Articles 3 and 5" are two."""
    kind, first = _kind(match["word"]), match.start("also")
    inner = [(_kind(word), number) for word, number in re.findall(rf"({_INNER})\s+({_ANY})", match["steps"])]
    yield Mention(match.start(), match.end("steps"), ((kind, match["n"]), *inner))
    for other in re.finditer(_NUMBER, match["also"]):
        yield Mention(first + other.start(), first + other.end(), ((kind, other[0]),))


def _english_steps(match: re.Match[str]) -> list[Step]:
    if match["bare"]:
        return [("any", match["bare"])]
    if match["plural"]:
        return []
    if match["annex"]:
        return [("named", match["annex"])]
    return [(_kind(match["of"]), _ENGLISH_SIDES[match["side"]])]


def _kind(word: str) -> str:
    singular = word.lower().rstrip("s").replace("-", "")
    return _KINDS.get(singular, "section")
