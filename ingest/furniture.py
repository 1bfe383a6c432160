"""What stands around a policy and is none of it: page-top links, breadcrumbs, tables of contents."""

import re

from ingest.lines import is_sentence
from ingest.pieces import Piece

_TOP_LINK = re.compile(
    r"\W*(?:(?:back |return |go )?to (?:the )?top(?: of (?:the |this )?page)?"
    r"|top of (?:the |this )?page|page ?top|totop|top"
    r"|(?:この)?ページ(?:の)?(?:先頭|トップ|上部?)(?:へ|に)?(?:戻る|もどる)?|トップへ(?:戻る)?|先頭へ(?:戻る)?)\W*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|on this page|in this (?:policy|notice|page)|目次|もくじ", re.IGNORECASE
)
_NAVIGATION = re.compile(r"(?:top|home|トップ|ホーム)(?:\s*(?:page|ページ))?(?:\s*\(.*\))?", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?|…|・|‥|\s){4,}\d{1,3}$")
_CRUMBS = re.compile(r"\s[>＞»›/]\s")
_PAGE_NUMBER = re.compile(
    r"[-–—]\s*\d{1,3}\s*[-–—]|(?:page\s*)?\d{1,3}\s*(?:/|of)\s*\d{1,3}|page\s*\d{1,3}|\d{1,3}\s*ページ",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s*\d{4}|copyright\b|all rights reserved).{0,100}", re.IGNORECASE)
_SHORT = 200
_HEAD = 60
"""Tables of contents are looked for among the first pieces only."""


def is_top_link(text: str) -> bool:
    """ "Top of page" and its kin."""
    return bool(_TOP_LINK.fullmatch(text.strip()))


def drop_furniture(pieces: list[Piece]) -> list[Piece]:
    """The pieces without page furniture."""
    kept = [piece for piece in pieces if not (len(piece.text) <= _SHORT and _is_furniture(piece.text))]
    kept = [piece for place, piece in enumerate(kept) if place > 5 or not _is_crumbs(piece)]
    return _without_contents(kept)


def _is_furniture(text: str) -> bool:
    whole = (_PAGE_NUMBER.fullmatch(text) or _COPYRIGHT.fullmatch(text)) and not is_sentence(text)
    return is_top_link(text) or bool(_LEADER.search(text)) or bool(whole)


def _is_crumbs(piece: Piece) -> bool:
    parts = _CRUMBS.split(piece.text)
    return len(parts) > 1 and bool(_NAVIGATION.fullmatch(parts[0].strip()))


def _without_contents(pieces: list[Piece]) -> list[Piece]:
    """Drop the first run of short lines that come back later as lines of their own, with its heading.

    Lines without numbers are a table of contents only below a line that says so.
    """
    later: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        later[_key(piece)] = place
    for start in range(min(_HEAD, len(pieces))):
        if _CONTENTS.fullmatch(pieces[start].text.strip(" :：")):
            end = _named_end(pieces, start + 1, later)
            if end >= start + 3:
                return pieces[:start] + _marked(pieces[end:], {_key(p) for p in pieces[start + 1 : end]})
    for start in range(min(_HEAD, len(pieces))):
        end = start
        while end < len(pieces) and _may_be_entry(pieces[end]):
            end += 1
        run = pieces[start:end]
        if len(run) >= 2 and _is_contents(run, later, end):
            headed = start > 0 and _CONTENTS.fullmatch(pieces[start - 1].text.strip(" :："))
            return pieces[: start - bool(headed)] + pieces[end:]
    return pieces


def _named_end(pieces: list[Piece], start: int, later: dict[str, int]) -> int:
    """Past the unnumbered lines from `start` on that come back later, each once in the list."""
    seen: set[str] = set()
    end = start
    while end < len(pieces) and not pieces[end].labels:
        key = _key(pieces[end])
        if key in seen or later[key] == end or is_sentence(pieces[end].text):
            break
        seen.add(key)
        end += 1
    return end


def _marked(pieces: list[Piece], named: set[str]) -> list[Piece]:
    """The pieces, the first of each name marked as named in the contents."""
    for piece in pieces:
        if _key(piece) in named and piece.level == 0:
            named.discard(_key(piece))
            piece.in_contents = True
    return pieces


def _may_be_entry(piece: Piece) -> bool:
    text = piece.text
    ends = is_sentence(text) or text.endswith((";", "；", ",", "、"))
    return bool(piece.labels) and piece.level == 0 and not ends and len(text) <= 120


def _is_contents(run: list[Piece], later: dict[str, int], end: int) -> bool:
    returning = [piece for piece in run if later[_key(piece)] >= end]
    navigation = [piece for piece in run if _NAVIGATION.fullmatch(piece.body.strip())]
    each_once = len({_key(piece) for piece in run}) == len(run)
    return each_once and bool(returning) and len(returning) + len(navigation) == len(run)


def _key(piece: Piece) -> str:
    return " ".join(piece.body.casefold().split())
