"""Sections of a document that marks none: by decoration, by name, by number and by indented text."""

import re

from ingest.lines import announces, is_company, is_contact, is_signature, reads_like_heading
from ingest.pieces import Piece
from ingest.writing import LOWEST_HEADING

_SUPPLEMENT = re.compile(r"(?:附\s*則|付\s*則|別\s*[表紙])(?:\s*[（(].{1,40}[)）])?\s*")
_HEADING_MARKS = "■◆□◇●▼▶◎"


def mark_decorated(pieces: list[Piece]) -> None:
    """■ and its like mark headings where text follows each, not the next of the same kind."""
    marked = [place for place, piece in enumerate(pieces) if piece.text[0] in _HEADING_MARKS]
    for mark in {pieces[place].text[0] for place in marked}:
        places = [place for place in marked if pieces[place].text[0] == mark]
        following = [pieces[place + 1 : place + 2] for place in places]
        texts = sum(bool(after) and after[0].text[0] != mark for after in following)
        short = all(reads_like_heading(pieces[place].body) for place in places)
        if short and texts * 4 >= len(places) * 3 and len(places) > 1:
            for place in places:
                pieces[place].kind, pieces[place].level = "heading", 1


def mark_named(pieces: list[Piece]) -> None:
    """Sections by name: what the table of contents lists, and what a document closes with."""
    outermost = min(piece.indent for piece in pieces)
    for piece in pieces:
        if piece.in_contents or (piece.indent == outermost and _SUPPLEMENT.fullmatch(piece.text)):
            piece.kind, piece.level = "heading", 1


def level_numbered(pieces: list[Piece], numbers: list[int]) -> None:
    """Numbered headings that count on through the document rank with the unnumbered ones around them.

    A line between the title and the first of them names whose document it is.
    """
    if not numbers:
        return
    family = pieces[numbers[0]].labels[0].family
    sections: list[Piece] = []
    values: list[int] = []
    for piece in map(pieces.__getitem__, numbers):
        for label in piece.labels:
            if label.family == family:
                sections.append(piece)
                values.append(label.value)
    before = numbers[0] - 1
    rising = values == sorted(set(values)) and len(values) > 1
    if rising and all(reads_like_heading(piece.body) for piece in sections):
        for piece in sections:
            piece.kind, piece.level = "heading", 1
        if before > 0 and pieces[before].level and pieces[before - 1].level:
            pieces[before].kind, pieces[before].level = "paragraph", 0


def head_indented(pieces: list[Piece], numbers: list[int]) -> None:
    """Unnumbered lines with indented text below them head it, inside the numbered sections around them."""
    if not numbers or not pieces[numbers[0]].level:
        return
    places = [place for place in range(numbers[0] + 1, len(pieces) - 1) if _heads_indented(pieces, place)]
    for place in places if len(places) > 1 else ():
        pieces[place].kind, pieces[place].level = "heading", LOWEST_HEADING


def _heads_indented(pieces: list[Piece], place: int) -> bool:
    piece, following = pieces[place], pieces[place + 1]
    deeper = following.indent > piece.indent and following.kind == "paragraph" and not following.labels
    free = piece.kind == "paragraph" and not piece.labels and piece.indent == pieces[0].indent
    named = is_contact(piece.text) or is_company(piece.text) or is_signature(piece.text)
    return deeper and free and not named and not announces(piece.text) and reads_like_heading(piece.text)
