"""Bombs: small to make, endless to read. Each is named as what it claims to be."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import accumulate

from tests.ingest.formats import WORD, paragraph_xml, zip_of

MEBI = 1 << 20
SENTENCE = "We keep your name for two years."
HEADER = b"%PDF-1.4\n"
FONTS = "/Resources << /Font << /F1 3 0 R >> >>"
SHOW = f"BT /F1 12 Tf 60 700 Td ({SENTENCE}) Tj ET"
ITEM = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def page(body: str) -> bytes:
    """An HTML page."""
    return f"<!doctype html><html><head><title>Policy</title></head><body>{body}</body></html>".encode()


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(body: str) -> bytes:
    """A Word document that is stored as it is, so that it does not unpack to far more."""
    text = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": text.encode()}, zipfile.ZIP_STORED)


def pdf(*objects: str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    parts = [f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1") for number, body in enumerate(objects, 1)]
    *offsets, end = accumulate(map(len, parts), initial=len(HEADER))
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root {root} 0 R >>\n"
    return b"".join((HEADER, *parts, f"{trailer}startxref\n{end}\n%%EOF\n".encode()))


def pdf_pages(kids: str, count: int, *more: str, catalog: str = "") -> bytes:
    """Catalog 1, page tree 2, font 3, then `more` from 4 on."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    return pdf(f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", tree, font, *more)


def pdf_stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def one_page(content: str, extra: str = "", *more: str) -> bytes:
    """A PDF whose only page (object 4) shows `content` (object 5); `more` from 6 on."""
    leaf = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {FONTS} /Contents 5 0 R {extra} >>"
    return pdf_pages("4 0 R", 1, leaf, pdf_stream(content), *more)


def outline(entries: int, last: str) -> bytes:
    """A table of contents of so many entries, each before the next."""
    items = (f"<</Next {8 + number} 0 R>>" for number in range(entries - 1))
    leaf = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {FONTS} /Contents 5 0 R >>"
    root = f"<< /Type /Outlines /First 7 0 R /Count {entries} >>"
    return pdf_pages("4 0 R", 1, leaf, pdf_stream(SHOW), root, *items, last, catalog="/Outlines 6 0 R")


def circular_xref() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    data = one_page(SHOW)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + data[data.rindex(b"startxref") :].split()[1])


def entities(declared: str, used: str) -> bytes:
    """A Word document that declares entities and uses one."""
    body = f"<w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body>"
    text = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{WORD}">{body}</w:document>'
    return zip_of({"word/document.xml": text})


LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "ha"}">' for level in range(10))
SYSTEM = '<!ENTITY file SYSTEM "file:///etc/passwd">'


def nested_zip() -> bytes:
    """An archive in an archive in an archive, the innermost full of nothing."""
    inner = packed({"x": b"\0" * (8 * MEBI)})
    return packed({"word/document.xml": b" ", "inner.zip": packed({"inner.zip": inner})})


def quoted_prefix() -> bytes:
    """What looks like a label, a date, a contact and a company again and again, never quite."""
    return ("1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.x " * 2000 + "\n").encode()


Bomb = Callable[[], bytes]
BOMBS: dict[str, Bomb] = {
    # HTML
    "divs.html": lambda: page("<div>" * 200_000 + SENTENCE + "</div>" * 200_000),
    "unclosed.html": lambda: page(f"<b><i><p>{SENTENCE}" * 100_000),
    "tables.html": lambda: page("<table><tr><td>" * 1_500 + SENTENCE),
    "cells.html": lambda: page("<table><tr>" + "<td>x" * 500_000 + "</table>" + SENTENCE),
    "items.html": lambda: page("<ol>" + "<li>your name;" * 1_000_000 + "</ol>"),
    "lists.html": lambda: page("<ul><li>x" * 900 + f"<p>{SENTENCE}"),
    "headings.html": lambda: page("".join(f"<h{1 + n % 6}>Part {n}</h{1 + n % 6}>" for n in range(200_000))),
    "attribute.html": lambda: page(f'<p title="{"x" * (20 * MEBI)}">{SENTENCE}'),
    "attributes.html": lambda: page("<p " + " ".join(f"a{n}=1" for n in range(500_000)) + f">{SENTENCE}"),
    "styles.html": lambda: page(
        "<style>" + ".a{display:none}" * 500_000 + f"</style><p class=a>{SENTENCE}<p>x"
    ),
    "comment.html": lambda: page("<!--" * 1_000_000 + SENTENCE),
    "brackets.html": lambda: page("<" * 3_000_000 + SENTENCE),
    "entities.html": lambda: page("&amp;" * 2_000_000 + "&" * 1_000_000 + SENTENCE),
    "references.html": lambda: page("&#x110000;&#xD800;&#0;&#99999999999999999999;" * 50_000 + SENTENCE),
    "closers.html": lambda: page("<i>" * 1_999 + "</b>" * 500_000 + SENTENCE),
    "doctypes.html": lambda: b"<!DOCTYPE " * 500_000 + page(SENTENCE),
    "picture.html": lambda: page(f'<img src="data:image/png;base64,{"A" * (30 * MEBI)}"><p>{SENTENCE}'),
    # Word
    "zip-bomb.docx": lambda: packed({"word/document.xml": b" " * (200 * MEBI)}),
    "xml-bomb.docx": lambda: word("<w:p/>" * 5_000_000),
    "nested-zip.docx": nested_zip,
    "many-parts.docx": lambda: packed({f"part{n}": b"" for n in range(60_000)}),
    "xxe.docx": lambda: entities(SYSTEM, "&file;"),
    "laughs.docx": lambda: entities(LAUGHS, "&l9;"),
    "quadratic.docx": lambda: entities(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 100_000),
    "deep.docx": lambda: word("<w:sdt>" * 100_000 + paragraph_xml(SENTENCE) + "</w:sdt>" * 100_000),
    "tables.docx": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 3_000 + paragraph_xml(SENTENCE) + "</w:tc></w:tr></w:tbl>" * 3_000
    ),
    "items.docx": lambda: word(paragraph_xml("your name;", ITEM.format(0, 1)) * 150_000),
    "levels.docx": lambda: word(
        paragraph_xml("x", ITEM.format(99999999999, 1)) * 100 + paragraph_xml("y", ITEM.format(-5, 10**30))
    ),
    "huge-picture.docx": lambda: packed(
        {"word/document.xml": b"<x/>", "word/media/image1.png": b"\0" * (100 * MEBI)}
    ),
    # PDF
    "circular-xref.pdf": circular_xref,
    "outline.pdf": lambda: outline(600_000, "<<>>"),
    "outline-circle.pdf": lambda: outline(3, "<</Next 7 0 R>>"),
    "page-tree.pdf": lambda: pdf_pages("2 0 R " * 50, 2**31 - 1),
    "page-circle.pdf": lambda: pdf_pages(
        "4 0 R", 1, "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 4 0 R] /Count 9 >>"
    ),
    "pages.pdf": lambda: pdf_pages(
        "4 0 R " * 200_000,
        200_000,
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {FONTS} /Contents 5 0 R >>",
        pdf_stream(SHOW),
    ),
    "form-circle.pdf": lambda: one_page(
        "/X Do " * 1000 + SHOW,
        "",
        pdf_stream(
            "/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
        ),
    ),
    "content.pdf": lambda: one_page(SHOW * 400_000),
    "operators.pdf": lambda: one_page("q " * 3_000_000 + SHOW),
    "box.pdf": lambda: one_page(SHOW).replace(b"[0 0 595 842]", b"[0 0 1e30 -1e30]"),
    "huge-image.pdf": lambda: one_page(
        "/I Do " + SHOW,
        "",
        pdf_stream(
            "x",
            "/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647 "
            "/BitsPerComponent 8 /ColorSpace /DeviceRGB",
        ),
    ),
    "nested-arrays.pdf": lambda: pdf("<< /Type /Catalog /Pages 2 0 R /X " + "[" * 500_000 + " >>", "<< >>"),
    "length.pdf": lambda: one_page(SHOW).replace(b"/Length ", b"/Length 99999999999"),
    # Markdown
    "quotes.md": lambda: b"> " * 100_000 + SENTENCE.encode(),
    "lists.md": lambda: (
        "".join("  " * depth + "- x\n" for depth in range(2_000)).encode() + SENTENCE.encode()
    ),
    "brackets.md": lambda: b"[" * 300_000 + b"](" * 100_000 + SENTENCE.encode(),
    "emphasis.md": lambda: b"*a **b " * 200_000 + SENTENCE.encode(),
    "backticks.md": lambda: b" ".join(b"`" * length for length in range(2_500)) + SENTENCE.encode(),
    "definitions.md": lambda: "".join(f"[a{n}]: <x>\n" for n in range(100_000)).encode() + b"[a1] " * 50_000,
    "table.md": lambda: b"|a" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|x\n" * 2_000,
    "items.md": lambda: b"- your name;\n" * 1_000_000,
    # Text
    "one-line.txt": lambda: b"x" * (100 * MEBI),
    "long-word.txt": lambda: b"x" * (9 * MEBI),
    "long-line.txt": lambda: (SENTENCE + " ").encode() * 280_000,
    "items.txt": lambda: "".join(f"{n}. your name;\n" for n in range(1_000_000)).encode(),
    "headings.txt": lambda: b"Privacy Policy\n\n" * 300_000,
    "stacked.txt": lambda: b"Use of Data\n" * 30_000 + SENTENCE.encode(),
    "indents.txt": lambda: "".join(
        " " * (n % 1_000) + f"({n}) we keep it;\n" for n in range(10_000)
    ).encode(),
    "bidi.txt": lambda: ("\u202e\u2066\u200b\u200d\ufeff" * 200_000 + SENTENCE + "\n").encode(),
    "combining.txt": lambda: ("a" + "\u0301" * 2_000_000 + SENTENCE).encode(),
    "utf16.txt": lambda: (f"プライバシーポリシー\n\n{SENTENCE}\n" * 50_000).encode("utf-16"),
    "odd-utf16.txt": lambda: b"\xff\xfe" + b"\xd8" * 100_001,
    "shift-jis.txt": lambda: ("当社は、個人情報を取得します。\n" * 100_000).encode("shift_jis"),
    "broken-utf8.txt": lambda: SENTENCE.encode() * 100_000 + b"\xc3\x28\xff",
    "labels.txt": quoted_prefix,
    "dots.txt": lambda: ("." * 500_000 + "\n" + "。" * 500_000 + "\n" + SENTENCE).encode(),
    "spaces.txt": lambda: (" " * 2_000_000 + "x" + "\t" * 1_000_000 + SENTENCE).encode(),
    "brackets.txt": lambda: ("（" * 300_000 + "附則（" * 100_000 + SENTENCE).encode(),
    "addresses.txt": lambda: ("1," * 300_000 + "\n" + "a@a.a" * 100_000 + "\n" + "東京都" * 200_000).encode(),
    "dates.txt": lambda: (
        "令和" * 300_000 + "1 of " * 200_000 + "2020 - " * 100_000 + "\n" + SENTENCE
    ).encode(),
    "company.txt": lambda: ("株式会社" * 300_000 + "Co., " * 300_000 + "\n" + SENTENCE).encode(),
    "digits.txt": lambda: ("9" * 1_000_000 + ". x\n" + "第" + "九" * 500_000 + "条 x\n" + SENTENCE).encode(),
    "breaks.txt": lambda: b"\r" * 1_000_000 + b"\n" * 1_000_000 + b"\x0c" * 100_000 + SENTENCE.encode(),
}
