"""Writes a Word document whose headings and items carry automatic numbers."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MADE = (2025, 2, 1, 0, 0, 0)  # a fixed time in the archive, so that the same text gives the same file


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a multilevel list: how the number is printed, and the typed form it replaces."""

    format: str
    text: str
    typed: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """The first level numbers headings (lines that start with `## `); the others number items."""

    levels: tuple[Level, ...]

    def xml(self) -> str:
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>'
            f'<w:suff w:val="{"nothing" if depth == 0 and level.text.endswith("条") else "space"}"/>'
            f'<w:lvlText w:val="{level.text}"/><w:pPr><w:ind w:left="{420 * depth}"/></w:pPr></w:lvl>'
            for depth, level in enumerate(self.levels)
        )
        return (
            f'{DECLARATION}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )


NUMBERING_EN = Numbering(
    (
        Level("decimal", "Article %1", r"Article \d+ "),
        Level("decimal", "%2.", r"\d+\. "),
        Level("lowerLetter", "(%3)", r"\([a-z]\) "),
        Level("bullet", "•", r"- "),
    )
)
NUMBERING_JA = Numbering(
    (
        Level("decimal", "第%1条", r"第\d+条(?!の)"),
        Level("decimal", "（%2）", r"（\d+）"),
        Level("decimalEnclosedCircle", "%3", r"[①-⑳] "),
        Level("aiueoFullWidth", "%4", r"[ア-オ] "),
    )
)


def write_docx(text: str, target: Path, numbering: Numbering) -> None:
    """Blocks of `text` are divided by empty lines: `# ` title, `## ` numbered heading,
    `=` heading whose number is typed, the rest items (by their typed number) or paragraphs."""
    body = "".join(_paragraph(block, numbering) for block in re.split(r"\n{2,}|\n(?=- )", text.strip()))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({"styles": "styles.xml", "numbering": "numbering.xml"}),
        "word/document.xml": f'{DECLARATION}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/numbering.xml": numbering.xml(),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)


def _paragraph(block: str, numbering: Numbering) -> str:
    text = " ".join(block.splitlines())
    for mark, style in (("# ", "Title"), ("=", "Heading1")):
        if text.startswith(mark):
            return _xml(text.removeprefix(mark), style, None)
    if text.startswith("## "):
        return _heading(text.removeprefix("## "), numbering)
    for depth, level in enumerate(numbering.levels[1:], start=1):
        if typed := re.match(level.typed, text):
            return _xml(text[typed.end() :], None, depth)
    return _xml(text, None, None)


def _heading(text: str, numbering: Numbering) -> str:
    typed = re.match(numbering.levels[0].typed, text)
    if typed is None:
        raise ValueError(f"a heading starts with its number: {text}")
    return _xml(text[typed.end() :], "Heading1", 0)


def _xml(text: str, style: str | None, depth: int | None) -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = ""
    if depth is not None:
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{run}</w:p>"


def _styles() -> str:
    def style(name: str, title: str, size: int, outline: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
            f'<w:pPr><w:spacing w:before="240" w:after="120"/>{outline}</w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    heading = style("Heading1", "heading 1", 26, '<w:outlineLvl w:val="0"/>')
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{style("Title", "Title", 36, "")}{heading}</w:styles>'


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{index}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    package = "application/vnd.openxmlformats-package"
    rels = f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{rels}{xml}{parts}</Types>'
