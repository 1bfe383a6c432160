"""What a file is, by its content: a short list of kinds without programs. Names and claims count nothing."""

import csv
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import PurePosixPath

from helpdesk.errors import Refused

_LONGEST_NAME = 100
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069<>:"/\\|?*;]+')
"""What a file name must not hold; the marks of direction could hide its ending."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ENCODINGS = ("utf-8-sig", "cp932")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its media type, and the ending that its name gets."""

    media_type: str
    ending: str


PDF = FileKind("application/pdf", "pdf")
PNG = FileKind("image/png", "png")
JPEG = FileKind("image/jpeg", "jpg")
DOCX = FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
CSV = FileKind("text/csv", "csv")
TEXT = FileKind("text/plain", "txt")
KINDS = (PDF, PNG, JPEG, DOCX, CSV, TEXT)

_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PNG),
    (b"\xff\xd8\xff", JPEG),
)


def sniff(content: bytes) -> FileKind:
    """The kind of a file; Refused for an empty one and for what is not on the list."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"PK\x03\x04") and _is_document(content):
        return DOCX
    text = _text_of(content)
    if text is None:
        endings = ", ".join(kind.ending for kind in KINDS)
        raise Refused(f"files of this kind are not taken; send one of {endings}", "file_kind")
    return CSV if _is_table(text) else TEXT


def file_name(claimed: str, kind: FileKind) -> str:
    """The name under which a file is kept: without folders and hidden marks, with the ending of its kind."""
    last = claimed.replace("\\", "/").rpartition("/")[2]
    plain = _UNSAFE.sub(" ", last).strip(" .")
    stem = " ".join(PurePosixPath(plain).stem.split())[:_LONGEST_NAME].strip(" .")
    return f"{stem or 'file'}.{kind.ending}"


def _is_document(content: bytes) -> bool:
    """Whether a ZIP file is a Word document without macros; other archives can hold anything."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names


def _text_of(content: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text.strip() and not _CONTROL.search(text) else None
    return None


def _is_table(text: str) -> bool:
    """Whether each of at least two lines has the same number of cells, more than one."""
    try:
        widths = {len(row) for row in csv.reader(StringIO(text)) if row}
    except csv.Error:
        return False
    return len(text.splitlines()) > 1 and len(widths) == 1 and widths.pop() > 1
