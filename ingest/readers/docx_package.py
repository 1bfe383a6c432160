"""The parts of a DOCX file, opened with care: a ZIP archive of XML that may be a bomb or a trap."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from ingest.errors import Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 60 << 20
_MOST_FILES = 5_000
_MOST_RATIO = 300
_REMEDY = "Open it in a word processor and save it again as .docx"


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts that matter; a missing part is None."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None


def open_package(data: bytes) -> Package:
    """Unreadable when it is no Word file, encrypted, would unpack to too much, or declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive)
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Unreadable(
                    "it is a ZIP archive but no Word document", "Unpack it, or give a .docx file"
                )
            parts = {name: _part(archive, name) for name in _WANTED if name in names}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as damage:
        raise Unreadable("it is a damaged Word file", _REMEDY) from damage
    return Package(parts["word/document.xml"], *(parts.get(name) for name in _WANTED[1:]))


_WANTED = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("it is encrypted", "Save it without a password")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > _MOST_FILES or unpacked > _MOST_BYTES or unpacked > _MOST_RATIO * packed:
        raise Unreadable("it would unpack to far more than a policy holds", "Save it again without pictures")


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    """One part as a tree; reading stops at the size that the archive declares, which was checked."""
    with archive.open(name) as stream:
        data = stream.read(_MOST_BYTES)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
        return fromstring(data)  # noqa: S314 - the parse before has refused every document type declaration
    except (expat.ExpatError, ParseError, LookupError) as damage:
        raise Unreadable("it is a damaged Word file", _REMEDY) from damage


def _refuse_doctype(*_declaration: object) -> None:
    raise Unreadable("its XML declares a document type, which no word processor writes", _REMEDY)


def attribute(element: Element | None, path: str, name: str = "val") -> str | None:
    """A `w:` attribute of the element at `path` ("pPr/pStyle") below `element`."""
    found = None if element is None else element.find("/".join(WORD + step for step in path.split("/")))
    return None if found is None else found.get(WORD + name)


def is_on(element: Element | None, path: str) -> bool:
    """Whether a toggle such as `w:b` is set; its presence means yes unless its value says no."""
    found = None if element is None else element.find("/".join(WORD + step for step in path.split("/")))
    return found is not None and found.get(WORD + "val", "true").lower() not in ("0", "false", "off", "none")


def whole_number(value: str | None, default: int = 0) -> int:
    """The number that an attribute states, if it is one of a sensible size."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value) else default
