"""Japanese sentences: a quote, or a quote shortened where that changes nothing; no word is exchanged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.grounding.japanese_notation import canonical
from knowledge.grounding.objections import Objection

_OURSELVES = frozenset(
    [
        "当社",
        "弊社",
        "当院",
        "当行",
        "当会",
        "当組合",
        "当協会",
        "当法人",
        "当グループ",
        "私たち",
        "私ども",
        "本社",
    ]
)
_ADVERBS = "書面で|速やかに|遅滞なく|直ちに|すみやかに|法令に従い|法令に基づき|適切に|厳重に|安全に"
_CONJUNCTIONS = "及び|並びに|又は|若しくは"
_TOKEN = re.compile(
    rf"{_ADVERBS}|{_CONJUNCTIONS}|、|[をがはにでへとも]|(?:(?!{_ADVERBS}|{_CONJUNCTIONS})[^、をがはにでへとも])+"
)
_GOES_ON = re.compile(r"[一-鿿ァ-ヶ々ー][しりいきちみびぎえけせてれじめ]+$")
_BOUND = re.compile(r"(?:除き|限り|基づき|従い|当たり|応じ|おり|より|つき|とおり|際し|関し|対し|場合|とき)$")
_NARROW = re.compile(r"のみ|だけ|限り|限って|しか")
_TURNS = re.compile(r"ない|ません|なく|除|以外|ず")
_DEMAND = re.compile(r"ください|なければなりません|必要|べき")
_PARALLEL = re.compile(r"[^、は]*[^、は合きに際]は[^、は]*[^、ぁ-ん]、([^、は]*は.*)$")
"""Two statements of which the first has no verb: 電話番号は…、受付時間は…"""


@dataclass(frozen=True, slots=True)
class _Token:
    """A stretch, or the items of a list with the word that joins the last one."""

    items: tuple[str, ...]
    joined: str = ""


def shortened(said: str, quotes: Sequence[str]) -> Objection | None:
    """Why no sentence of the quotes carries a Japanese sentence, or None.

    What may be left out: the company as the topic, some adverbs, items of a list, and whole statements that
    stand side by side. Notation of numbers, dates and times is free.
    """
    mine = canonical(said).rstrip("。")
    whole = [each for quote in quotes for each in canonical(quote).split("。") if each]
    sentences = [*whole, *(found[1] for each in whole if (found := _PARALLEL.match(each)))]
    if any(_carries(each.removeprefix("ただし、"), mine.removeprefix("ただし、")) for each in sentences):
        return None
    if any(mine in each for each in whole):
        return "negation" if _TURNS.search("。".join(whole)) else "condition"
    figures = set(re.findall(r"\d+[^\d\s]?", mine))
    return "number" if figures - set(re.findall(r"\d+[^\d\s]?", "。".join(sentences))) else "words"


def _carries(quote: str, said: str) -> bool:
    if quote == said:
        return True
    theirs, mine = _tokens(quote), _tokens(said)
    leaps = _leaps(theirs)
    narrow = _NARROW.search(quote) is not None
    demanding = _DEMAND.search(quote) is not None
    places = {0: {0}}
    for at in range(len(theirs) + 1):
        for done in sorted(places.get(at, ())):
            if at == len(theirs):
                continue
            for end in leaps.get(at, ()):
                places.setdefault(end, set()).add(done)
            if done == len(mine):
                continue
            if _same(theirs[at], mine[done], narrow, demanding):
                places.setdefault(at + 1, set()).add(done + 1)
            if done + 1 == len(mine) and at + 1 < len(theirs) and _ends(theirs, at, mine[done]):
                return True
    return len(mine) in places.get(len(theirs), ())


def _tokens(text: str) -> list[_Token]:
    raw = _TOKEN.findall(text)
    found: list[_Token] = []
    at = 0
    while at < len(raw):
        end = at
        while end + 2 < len(raw) and raw[end + 1] == "、" and _is_item(raw[end]) and _is_item(raw[end + 2]):
            end += 2
        if end + 2 < len(raw) and _is_item(raw[end]) and raw[end + 1] in _CONJUNCTIONS.split("|"):
            found.append(_Token(tuple(raw[at : end + 3 : 2]), raw[end + 1]))
            at = end + 3
        else:
            found.append(_Token((raw[at],)))
            at += 1
    return [token for token in found if token.items != ("、",)]


def _is_item(raw: str) -> bool:
    return raw not in "、をがはにでへとも" and _GOES_ON.search(raw) is None and raw not in _ADVERBS.split("|")


def _same(theirs: _Token, mine: _Token, narrow: bool, demanding: bool) -> bool:
    if theirs == mine:
        return True
    if narrow or (demanding and theirs.joined in ("又は", "若しくは")):
        return False
    rest = iter(theirs.items)
    return (
        bool(theirs.joined)
        and mine.joined in ("", theirs.joined)
        and all(item in rest for item in mine.items)
    )


def _ends(theirs: Sequence[_Token], at: int, mine: _Token) -> bool:
    """Whether the sentence ends where the quote goes on: 保存します from 保存し、…"""
    stem = theirs[at].items[-1]
    return len(theirs[at].items) == 1 and _is_clause_end(stem) and mine.items == (stem + "ます",)


def _is_clause_end(text: str) -> bool:
    return _GOES_ON.search(text) is not None and _BOUND.search(text) is None


def _leaps(theirs: Sequence[_Token]) -> dict[int, set[int]]:
    """From where to where the quote may be passed over."""
    found: dict[int, set[int]] = {}
    texts = [token.items[0] if not token.joined else "" for token in theirs]
    if len(texts) > 1 and texts[0] in _OURSELVES and texts[1] == "は":
        found.setdefault(0, set()).add(2)
    for at, text in enumerate(texts):
        if text in _ADVERBS.split("|"):
            found.setdefault(at, set()).add(at + 1)
    ends = [at + 1 for at, text in enumerate(texts) if text and _is_clause_end(text) and at + 1 < len(texts)]
    topics = [
        at + 1
        for at, text in enumerate(texts)
        if text == "は" and at and _BOUND.search(texts[at - 1]) is None
    ]
    starts = [*topics[:1], *ends]
    for end in ends:
        for start in starts:
            if start < end and not any(start < other < end for other in ends):
                found.setdefault(start, set()).add(end)
    return found
