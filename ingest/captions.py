"""Headings that share a line with their text, stand above an article in brackets, or run over two lines."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lines import announces, is_contact, is_date, is_sentence, is_verbless, reads_like_heading
from ingest.numbering import STRUCTURE
from ingest.pieces import Piece
from ingest.writing import LOWEST_HEADING

_RUN_IN = re.compile(r"(?P<caption>[A-Z][^.:?!。：]{1,50}[.:])\s+(?=[A-Z“\"])")
_LONGEST_RUN_IN = 6
_BRACKETED = re.compile(r"[（(【〔][^（）()【】〔〕]{1,40}[)）】〕]")


def join_headings(pieces: list[Piece], text: str) -> list[Piece]:
    """ "CHAPTER I" and "GENERAL PROVISIONS" on the line below it are one heading."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, piece):
            joined[-1] = replace(last, end=piece.end, text=text[last.start : piece.end])
        else:
            joined.append(piece)
    return joined


def _goes_on(number: Piece, piece: Piece) -> bool:
    if not number.labels or number.labels[0].family not in STRUCTURE or number.body.strip(" 　.:："):
        return False
    beside = piece.gap == 0 if piece.kind == "paragraph" else piece.kind == "heading"
    same = (number.kind, number.level, number.page) == (piece.kind, piece.level, piece.page)
    return beside and same and not piece.labels and reads_like_heading(piece.text)


def mark_article_captions(pieces: list[Piece]) -> None:
    """（目的） above 第1条 heads the article, and those after it up to the next caption."""
    for place, piece in enumerate(pieces[:-1]):
        following = pieces[place + 1].labels
        above = bool(following) and following[0].family in ("条", "article")
        if above and piece.kind == "paragraph" and _BRACKETED.fullmatch(piece.text):
            piece.kind, piece.level = "heading", LOWEST_HEADING


def split_run_in(pieces: list[Piece]) -> list[Piece]:
    """ "Retention. We keep …" is a heading and its text, where at least two paragraphs begin so."""
    places = {place for place, piece in enumerate(pieces) if _run_in(piece)}
    if len(places) < 2:
        return pieces
    return [
        part for place, piece in enumerate(pieces) for part in (_split(piece) if place in places else [piece])
    ]


def _run_in(piece: Piece) -> int:
    """Characters of the caption that the paragraph begins with, 0 where there is none."""
    if piece.kind != "paragraph" or piece.labels or is_contact(piece.text) or is_date(piece.text):
        return 0
    found = _RUN_IN.match(piece.text)
    rest = piece.text[found.end() :] if found else ""
    if found is None or not (is_sentence(rest) or announces(rest)):
        return 0
    caption = found["caption"][:-1]
    short = len(caption.split()) <= _LONGEST_RUN_IN
    return found.end("caption") if short and is_verbless(caption) and reads_like_heading(caption) else 0


def _split(piece: Piece) -> Iterator[Piece]:
    length = _run_in(piece)
    rest = piece.text[length:].lstrip()
    start = piece.end - len(rest)
    end = piece.start + length
    yield replace(piece, kind="heading", level=LOWEST_HEADING, text=piece.text[:length], end=end)
    yield replace(piece, text=rest, start=start, gap=0)
