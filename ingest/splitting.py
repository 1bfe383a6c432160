"""Paragraphs longer than the encoder reads are cut at ends of sentences, each part a clause of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.pieces import Piece

LONGEST = 1200
"""Characters that a clause may have: about 300 tokens, what the bundled encoder takes in."""

_SEPARATORS = ["\n\n", "\n", ". ", "。", "; ", "；", ", ", "、", " ", ""]


def split_long(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, over-long paragraphs in parts; offsets stay exact."""
    for piece in pieces:
        if piece.kind == "paragraph" and piece.end - piece.start > LONGEST:
            yield from _parts(piece)
        else:
            yield piece


def _parts(piece: Piece) -> Iterator[Piece]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        chunk_size=LONGEST,
        chunk_overlap=0,
        add_start_index=True,
    )
    for part in splitter.create_documents([piece.text]):
        start = piece.start + part.metadata["start_index"]
        text = part.page_content
        yield replace(piece, text=text, start=start, end=start + len(text))
