"""Where sentences begin and end, by rules; offsets hold by construction."""

import re

_ENDING = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)|[。！？]+[」』）】]*|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|viz|co|ltd|inc|corp|no|nos|art|arts|sec|para|dr|mr|mrs|ms|st|jr|sr|dept|tel"
    r"|approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|u\.s|u\.k|e\.u|a\.m|p\.m)|\b[A-Z]|^\W*[0-9]{1,3})\.$",
    re.IGNORECASE,
)
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_MARKER = re.compile(r"[•※*■◆●○・–—-]|\(?\w{1,3}[.)]\s|[①-⑳➀-➉]")
_ENDS = (".", ":", ";", "!", "?", "。", "：", "！", "？")
_SHORT_LINE = 70
"""Characters up to which lines that end like no sentence belong together."""
_CLOSER = {"「": "」", "『": "』", "（": "）", "【": "】"}


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of each sentence, without surrounding white space, in order and never overlapping.

    A line break ends a sentence unless it wraps one or parts an address; 。 inside brackets does not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for ending in _ENDING.finditer(text):
        if _goes_on(text, start, ending):
            continue
        _keep(spans, text, start, ending.end())
        start = ending.end()
    _keep(spans, text, start, len(text))
    return spans


def _goes_on(text: str, start: int, ending: "re.Match[str]") -> bool:
    rest = text[ending.end() :].lstrip()
    if not rest:
        return False
    if ending.group().startswith("\n"):
        return _wraps(text[start : ending.start()].rstrip(), rest)
    if ending.group()[0] in "。！？":
        quoted_within = ending.group()[-1] not in "。！？" and _HIRAGANA.match(text[ending.end()])
        return bool(quoted_within) or _inside_brackets(text[start : ending.end()])
    if rest[0].islower():
        return True
    return ending.group() == "." and _ABBREVIATION.search(text[start : ending.end()]) is not None


def _wraps(before: str, rest: str) -> bool:
    """Whether a line break stands inside a sentence, or between the short lines of an address."""
    if rest[0].islower() or before.endswith((",", "、", "-", "(")):
        return True
    last, following = before.rsplit("\n", 1)[-1].strip(), rest.split("\n", 1)[0].strip()
    short = max(len(last), len(following)) <= _SHORT_LINE
    return short and not before.endswith(_ENDS) and not _MARKER.match(rest)


def _inside_brackets(piece: str) -> bool:
    return any(piece.count(opening) > piece.count(closing) for opening, closing in _CLOSER.items())


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
