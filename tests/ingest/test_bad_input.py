"""What cannot be taken in is refused in one line that names the file and the remedy."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest import IngestError, find_documents, read_policy
from ingest.errors import Unreadable
from ingest.sandbox import read_apart
from tests.ingest.formats import docx_of, paragraph_xml, pdf_of, zip_of

JAPANESE = "個人情報保護方針\n\n当社は、お客様の個人情報を適切に取り扱います。\n"
ENCRYPTION = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{}> /U <{}> >> /ID [<00> <00>]".format(
    "41" * 32, "42" * 32
)
PICTURE = "0 0 1 rg 60 60 400 600 re f"


def encrypted_zip() -> bytes:
    """A ZIP archive whose only entry says that it is encrypted."""
    data = bytearray(zip_of({"word/document.xml": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (80 << 20))
    return stream.getvalue()


ENTITIES = docx_of(
    paragraph_xml("&lol;"), prefix='<!DOCTYPE d [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
).replace(b"&amp;lol;", b"&lol;")

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.md": (b"\xef\xbb\xbf \n\n", "empty"),
    "noise.txt": (bytes(range(256)) * 20, "binary"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
    "latin.txt": ("Datenschutzerklärung für Kunden\n".encode("latin-1") * 5, "encoding"),
    "locked.pdf": (pdf_of(["BT /F1 12 Tf 60 700 Td (secret) Tj ET"], ENCRYPTION), "encrypted"),
    "scan.pdf": (pdf_of([PICTURE, PICTURE]), "no text"),
    "broken.pdf": (b"%PDF-1.7\nnothing of the kind", "damaged PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), ".doc"),
    "rich.rtf": (rb"{\rtf1 Privacy Policy}", "RTF"),
    "locked.docx": (encrypted_zip(), "encrypted"),
    "other.docx": (zip_of({"mimetype": "application/epub"}), "no Word document"),
    "broken.docx": (docx_of(paragraph_xml("x"))[:-30], "damaged Word file"),
    "bomb.docx": (bomb(), "unpack"),
    "unknown.docx": (zip_of({"word/document.xml": '<?xml version="1.0" encoding="UTF-99"?><x/>'}), "damaged"),
    "torn.docx": (
        docx_of(paragraph_xml("x" * 9)).replace(b"document.xml", b"document.xm1", 1),
        "damaged Word",
    ),
    "undefined.html": (b'<html><meta charset="undefined"><p>Datenschutzerkl\xe4rung', "encoding"),
    "entities.docx": (ENTITIES, "document type"),
    "deep.html": (b"<html><body>" + b"<div>" * 200_000 + b"text" + b"</div>" * 200_000, "nested"),
    "nothing.html": (b"<html><body><nav>Home</nav><script>x()</script></body></html>", "no clause"),
    "title.md": (b"# Privacy Policy\n", "no clause"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, problem = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(IngestError) as refusal:
        read_policy(path, organisation="larch")
    line = str(refusal.value)
    assert line.startswith(f"{name}: ")
    assert problem in line
    assert "\n" not in line
    assert line.count(". ") >= 1, "a remedy follows the problem"


def test_too_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate((50 << 20) + 1)
    with pytest.raises(IngestError, match="larger than 50 MiB"):
        read_policy(path, organisation="larch")


def test_slow_reader_is_stopped() -> None:
    with pytest.raises(Unreadable, match="longer than"):
        read_apart("text", b"Privacy policy", wall_seconds=0.001)


def test_missing_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no such file"):
        find_documents([tmp_path / "none.txt"])
    with pytest.raises(IngestError, match="holds no document"):
        find_documents([tmp_path])


def test_folders_are_searched_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "notes.log", "inner/c.HTML", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_documents([tmp_path, tmp_path / "a.md"])
    assert [path.name for path in found] == ["a.md", "b.txt", "c.HTML"]


@pytest.mark.parametrize(
    ("codec", "told"),
    [("utf-16", "UTF-16"), ("shift_jis", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP")],
)
def test_certain_encodings_are_read_and_told(tmp_path: Path, codec: str, told: str) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(JAPANESE.encode(codec))
    reading = read_policy(path, organisation="larch")
    assert reading.version.text == JAPANESE
    assert reading.version.language == "ja"
    assert any(told in warning for warning in reading.warnings)


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(b"\xef\xbb\xbf" + JAPANESE.encode())
    reading = read_policy(path, organisation="larch")
    assert (reading.version.text, reading.warnings) == (JAPANESE, ())


def test_content_decides_the_reader_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(docx_of(paragraph_xml("We keep your name for two years.")))
    version = read_policy(path, organisation="larch").version
    assert [clause.text for clause in version.clauses] == ["We keep your name for two years."]
