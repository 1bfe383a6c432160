"""What paragraph styles of a Word document mean: outline level and list membership."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.readers.docx_package import WORD, attribute, whole_number

_HEADING = re.compile(r"(?:heading|見出し|überschrift)\s*(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|表題|題名|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次)\b.*", re.IGNORECASE)
_DEEPER = re.compile(r"(?:list(?: bullet| number)?|箇条書き|段落番号) (?P<level>[2-5])", re.IGNORECASE)
BODY = 9
"""The outline level that Word writes for body text; 0 to 8 are headings."""


@dataclass(frozen=True, slots=True)
class Style:
    """`level` 1 is the title, 2 the first heading level, 0 body text.

    `depth`: in how many lists a list style stands by its name ("List Bullet 2" in one).
    """

    level: int = 0
    list_number: str | None = None
    list_level: int = 0
    is_contents: bool = False
    depth: int = 0


def read_styles(part: Element | None) -> dict[str, Style]:
    """The styles by id, with what they inherit."""
    if part is None:
        return {}
    elements = {style.get(WORD + "styleId", ""): style for style in part.iter(WORD + "style")}
    return {name: _style(name, elements) for name in elements}


def outline_level(value: str | None) -> int:
    """Our heading level of a Word outline level ("0" is the first)."""
    level = whole_number(value, BODY)
    return level + 2 if 0 <= level < BODY else 0


def _style(name: str, elements: dict[str, Element]) -> Style:
    level, number, list_level, contents, depth = 0, None, None, False, 0
    for element in _lineage(name, elements):
        shown = attribute(element, "name") or ""
        if deeper := _DEEPER.fullmatch(shown):
            depth = depth or int(deeper["level"]) - 1
        contents = contents or bool(_CONTENTS.fullmatch(shown))
        level = level or _named_level(shown) or outline_level(attribute(element, "pPr/outlineLvl"))
        number = number or attribute(element, "pPr/numPr/numId")
        list_level = list_level or attribute(element, "pPr/numPr/ilvl")
    return Style(level, number, whole_number(list_level), contents, depth)


def _named_level(shown: str) -> int:
    if _TITLE.fullmatch(shown):
        return 1
    heading = _HEADING.fullmatch(shown)
    return int(heading["level"]) + 1 if heading else 0


def _lineage(name: str, elements: dict[str, Element]) -> list[Element]:
    """The style and those it is based on; a circle of styles ends where it closes."""
    line: list[Element] = []
    while name in elements and elements[name] not in line:
        line.append(elements[name])
        name = attribute(elements[name], "basedOn") or ""
    return line
