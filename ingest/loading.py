"""Finds documents and has each read by the reader that its content asks for."""

import re
from collections.abc import Iterable
from pathlib import Path

from ingest.draft import Draft
from ingest.errors import IngestError, Unreadable
from ingest.sandbox import INPUT_BYTES, ReaderName, read_apart

SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"}
"""What is taken from a folder; a file named by itself is judged by its content alone."""

_HTML = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old (.doc) or encrypted Word file",
        "Save it as .docx without a password",
    ),
    (b"{\\rtf", "it is an RTF file", "Save it as .docx"),
)


def find_documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and the documents below the folders named, in a stable order.

    Raises IngestError for a path that does not exist and a folder without documents.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += _documents_below(path)
        elif path.is_file():
            found.append(path)
        else:
            raise IngestError(str(path), "there is no such file or folder", "Check the path")
    return tuple(dict.fromkeys(found))


def _documents_below(folder: Path) -> list[Path]:
    found = sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and _is_shown(path, folder)
    )
    if not found:
        kinds = "Put .txt, .md, .html, .pdf or .docx files in it"
        raise IngestError(str(folder), "the folder holds no document", kinds)
    return found


def load(path: Path) -> Draft:
    """The document at `path`, read and cut inside limits; IngestError names the file and the remedy."""
    try:
        if path.stat().st_size > INPUT_BYTES:
            raise Unreadable("it is larger than 50 MiB", "Export the text alone, without pictures")
        data = path.read_bytes()
        if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise Unreadable("it is empty", "Give a file with the policy's text")
        return read_apart(reader_for(data, path.suffix), data)
    except Unreadable as refusal:
        raise IngestError(path.name, refusal.problem, refusal.remedy) from refusal
    except OSError as failure:
        raise IngestError(
            path.name, f"it cannot be opened ({failure.strerror})", "Check the file's permissions"
        ) from failure


def reader_for(data: bytes, suffix: str = "") -> ReaderName:
    """The reader by content; the suffix only tells Markdown and fragments of HTML from plain text."""
    for signature, problem, remedy in _REFUSED:
        if data.startswith(signature):
            raise Unreadable(problem, remedy)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if suffix.lower() in (".html", ".htm", ".xhtml") or _HTML.search(data[:4096].replace(b"\0", b"")):
        return "html"
    return "markdown" if suffix.lower() in (".md", ".markdown") else "text"


def _is_shown(path: Path, folder: Path) -> bool:
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
