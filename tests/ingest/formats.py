"""One Markdown source in five formats, by writers just large enough for the tests."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from textwrap import wrap

from markdown_it import MarkdownIt

HEADING = re.compile(r"(?P<marks>#+) (?P<text>.+)")
ITEM = re.compile(r"(?P<indent> *)(?P<label>-|\d+\.) (?P<text>.+)")

SOURCE = """# Larch Valley Clinic Privacy Notice

Larch Valley Clinic runs two surgeries and a pharmacy. This notice was last amended on 4 May 2023.

## 1. What we collect

When you register we ask for the following information, and we keep it in the patient file for as long as
you are registered with us, unless a law tells us to keep it for longer than that.

1. your name, your address and your date of birth, as they stand in an official document;
2. how we can reach you:
   - a telephone number, and
   - an e-mail address, if you have one;
3. the name of your insurer.

We do not ask for your religion.

## 2. Who sees it

Doctors and nurses see the whole file. The pharmacy sees prescriptions only.

### 2.1 Laboratories

We send samples under a code. The code list stays with us.

## Contact

Privacy Desk, Larch Valley Clinic

Telephone: 01632 960001
"""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def blocks(source: str) -> Iterator[tuple[str, int, str, str]]:
    """Kind, level, label and text of each block of the small Markdown that the tests use."""
    for paragraph in re.split(r"\n{2,}", source.strip()):
        lines = paragraph.split("\n")
        if found := HEADING.fullmatch(lines[0]):
            yield "heading", len(found["marks"]), "", found["text"]
        elif ITEM.match(lines[0]):
            for line in lines:
                item = ITEM.fullmatch(line)
                assert item is not None
                yield "item", len(item["indent"]) // 3, item["label"].replace("-", "•"), item["text"]
        else:
            yield "paragraph", 0, "", " ".join(lines)


def as_html(source: str) -> bytes:
    body = MarkdownIt("commonmark").render(source)
    page = f"<!doctype html><html><head><title>Site</title></head><body><main>{body}</main></body></html>"
    return page.encode()


def as_text(source: str) -> bytes:
    """Plain text as people type it: no marks, items indented below their section."""
    lines: list[str] = []
    for kind, level, label, text in blocks(source):
        if kind == "item":
            lines.append("  " * (level + 1) + f"{label} {text}")
        else:
            lines += ["", text]
    return "\n".join(lines).encode()


def as_docx(source: str) -> bytes:
    """Headings by style, list numbers automatic and new in each list, as a word processor writes them."""
    parts: list[str] = []
    before, list_number = "", 9
    for kind, level, label, text in blocks(source):
        list_number += kind == "item" != before
        before = kind
        properties = ""
        if kind == "heading":
            style = "Title" if level == 1 else f"Heading{level - 1}"
            properties = f'<w:pStyle w:val="{style}"/>'
        elif kind == "item":
            number = 2 if label == "•" else list_number
            properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        parts.append(paragraph_xml(text, properties))
    return docx_of("".join(parts))


def paragraph_xml(text: str, properties: str = "") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    run = f'<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def docx_of(body: str, numbering: str | None = None, prefix: str = "") -> bytes:
    """A DOCX file with this body; list 1 is decimal ("1."), list 2 bullets; 10 to 19 begin at 1 again."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="%{level + 1}."/></w:lvl>'
        for level in range(3)
    )
    bullets = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#61623;"/></w:lvl>'
        for level in range(3)
    )
    default = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{bullets}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    ) + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(10, 20)
    )
    styles = '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>' + "".join(
        f'<w:style w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    parts = {
        "word/document.xml": f'{prefix}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{numbering or default}</w:numbering>',
    }
    return zip_of(parts)


def zip_of(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def as_pdf(source: str) -> bytes:
    """Courier, wrapped at 84 columns, with a running header and page numbers."""
    size, pitch, page_lines = 10, 14.0, 40
    pages: list[list[str]] = [[]]
    left, height = 60.0, 780.0

    def put(text: str, x: float, font: str, points: int) -> None:
        nonlocal height
        if height < 780 - page_lines * pitch:
            pages.append([])
            height = 780.0
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown = escaped.encode("cp1252").decode("latin-1")
        pages[-1].append(f"BT /{font} {points} Tf {x} {height} Td ({shown}) Tj ET")
        height -= pitch * points / size

    for kind, level, label, text in blocks(source):
        height -= 0 if kind == "item" else pitch
        if kind == "heading":
            put(text, left, "F2", {1: 18, 2: 14, 3: 12}[level])
            continue
        x = left + (24 + 36 * level if kind == "item" else 0)
        columns = 78 - int((x - left) / 6)
        first, *rest = wrap(text, columns, initial_indent=f"{label} " if label else "")
        put(first, x, "F1", size)
        for line in rest:
            put(line, x + (18 if label else 0), "F1", size)
    for number, page in enumerate(pages if len(pages) > 1 else [], start=1):
        page.insert(0, "BT /F1 8 Tf 60 820 Td (Larch Valley Clinic) Tj ET")
        page.append(f"BT /F1 8 Tf 290 30 Td ({number} / {len(pages)}) Tj ET")
    return pdf_of(["\n".join(page) for page in pages])


def pdf_of(pages: list[str], encryption: str = "") -> bytes:
    """A PDF with these content streams and the fonts F1 (Courier) and F2 (Courier-Bold)."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font.format("Courier"),
        font.format("Courier-Bold"),
    ]
    for place, content in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
            f" /Contents {6 + 2 * place} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {encryption} >>"
    start = len(out)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n"
    ).encode("latin-1")
