"""Markdown (CommonMark and tables); raw HTML in it stays text, but for line breaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Document
from ingest.encoding import decode
from ingest.writing import BULLET, Writer, item_indent

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read(data: bytes) -> Document:
    """Blocks of a Markdown file: list numbers as printed, link lists to its own headings left out."""
    decoded = decode(data)
    source, title = decoded.text, None
    if front := _FRONT_MATTER.match(source):
        found = _FRONT_TITLE.search(front["fields"])
        source, title = source[front.end() :], found["title"] if found else None
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(_COMMENT.sub("", source))
    walker = _Walker()
    walker.walk(tokens)
    return walker.writer.document(title, decoded.warnings)


@dataclass(slots=True)
class _Walker:
    writer: Writer = field(default_factory=Writer)
    lists: list[str] = field(default_factory=list)
    label: str | None = None
    cells: list[str] = field(default_factory=list)
    in_header: bool = False

    def walk(self, tokens: Sequence[Token]) -> None:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                end = _closing(tokens, place)
                if _is_contents(tokens[place:end]):
                    place = end
                    continue
            self._take(token, tokens[place - 1] if place else None)
            place += 1

    def _take(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._end_item()
                self.lists.append(token.type)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.label = f"{token.info}{token.markup}" if token.info else BULLET
            case "list_item_close":
                self._end_item()
            case "inline":
                self._inline(token, before)
            case "fence" | "code_block":
                for line in token.content.splitlines():
                    self._paragraph([[line]], bold=False)
            case "thead_open" | "thead_close":
                self.in_header = token.type == "thead_open"
            case "tr_close":
                indent = self._indent() + bool(self.lists)
                self.writer.add_row(self.cells, header=self.in_header, indent=indent)
                self.cells = []

    def _inline(self, token: Token, before: Token | None) -> None:
        paragraphs = _lines(token.children or [])
        opener = before.type if before else ""
        if opener == "heading_open" and before:
            text = " ".join(line for lines in paragraphs for line in lines)
            self.writer.add("heading", text, indent=self._indent(), level=int(before.tag[1]))
        elif opener in ("td_open", "th_open"):
            self.cells.append(" ".join(line for lines in paragraphs for line in lines))
        else:
            children = token.children or []
            self._paragraph(paragraphs, bold=_is_bold(children), lead=_lead(children))

    def _paragraph(self, paragraphs: list[list[str]], *, bold: bool, lead: str = "") -> None:
        for place, lines in enumerate(paragraphs):
            if self.label is not None:
                self.writer.add_item(self.label, lines, indent=self._indent())
                self.label = None
            else:
                indent = self._indent() + 1 if self.lists else 0
                first = lead if place == 0 else ""
                alone = bold or (bool(first) and " ".join(lines).split() == first.split())
                self.writer.add_paragraph(lines, indent=indent, bold=alone, lead=first)

    def _end_item(self) -> None:
        """An item that opens with another list still prints its number."""
        if self.label not in (None, BULLET):
            self.writer.add_item(self.label or "", [], indent=self._indent())
        self.label = None

    def _indent(self) -> int:
        return (
            item_indent(len(self.lists), bulleted=self.lists[-1] == "bullet_list_open") if self.lists else 0
        )


def _lines(children: Sequence[Token]) -> list[list[str]]:
    """Text of inline tokens: paragraphs (cut at hard breaks) of soft lines."""
    paragraphs: list[list[str]] = [[""]]
    for child in children:
        if child.type == "hardbreak":
            paragraphs.append([""])
        elif child.type == "softbreak":
            paragraphs[-1].append("")
        else:
            first, *others = _BREAK.split(child.content)
            paragraphs[-1][-1] += first
            paragraphs += [[other] for other in others]
    return paragraphs


def _is_bold(children: Sequence[Token]) -> bool:
    kept = [child for child in children if child.content or child.type.startswith("strong")]
    return (
        len(kept) > 2
        and kept[0].type == "strong_open"
        and kept[-1].type == "strong_close"
        and sum(child.type == "strong_open" for child in kept) == 1
    )


def _lead(children: Sequence[Token]) -> str:
    """The text in strong print that a paragraph begins with."""
    kept = [child for child in children if child.content or child.type.startswith("strong")]
    if not kept or kept[0].type != "strong_open":
        return ""
    inside = takewhile(lambda child: child.type != "strong_close", kept[1:])
    return "".join(child.content for child in inside)


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Past the token that closes the one at `start`."""
    level = tokens[start].level
    end = start + 1
    while tokens[end].level != level or tokens[end].nesting != -1:
        end += 1
    return end + 1


def _is_contents(tokens: Sequence[Token]) -> bool:
    """Whether every text in a list is a link to a place in the same document."""
    texts = [token.children or [] for token in tokens if token.type == "inline"]
    return bool(texts) and all(_is_own_link(children) for children in texts)


def _is_own_link(children: Sequence[Token]) -> bool:
    opened = [child for child in children if child.type == "link_open"]
    inside, loose = 0, ""
    for child in children:
        inside += child.nesting if child.type.startswith("link_") else 0
        loose += "" if inside else child.content
    return bool(opened) and not loose.strip() and all(str(c.attrGet("href")).startswith("#") for c in opened)
