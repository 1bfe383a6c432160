"""Plain text: the canonical text is the file's own; indentation and blank lines are kept as hints."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.blocks import Block, BlockKind, Document
from ingest.encoding import decode
from ingest.invisible import unseen_warnings, without_unseen
from ingest.lines import ends_sentence, is_cjk, opens_contact, reads_like_heading
from ingest.numbering import CJK, read_labels, starts_with_number

_LINE = re.compile(r"[^\r\n\f]+")
_BREAK = re.compile(r"\r\n|[\r\n\f]")
_TAB = 4
_WRAPPED_AT_MOST = 110
"""Longer lines mean that nobody broke them by hand."""

_LEAST_CENTRED, _OFF_CENTRE = 8, 3
"""Columns: where a centred line begins at least, and by how much its margins may differ."""

_NUMBER_FOLLOWS = re.compile(
    r"\b(?:articles?|sections?|clauses?|paragraphs?|items?|see|(?:stated|described|set out|listed) in)$",
    re.IGNORECASE,
)
"""Ends of lines after which a number points at a clause ("as set out in Article / 5. We …")."""

_NARROW = 80
_RULE = re.compile(r"([=\-~_*#—–─━])\1{2,}")
_FULL = 0.6
"""Share of the widest line from which a line counts as full."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    gap: int
    text: str


def read(data: bytes) -> Document:
    """One block per line, or per paragraph where the lines were broken by hand."""
    decoded = decode(data)
    text, unseen = without_unseen(decoded.text)
    lines, levels = _without_rules(_lines(text))
    groups = _paragraphs(lines, levels) if _is_wrapped(lines) else [[line] for line in lines]
    blocks = tuple(_block(group, levels.get(group[0].start, 0)) for group in groups)
    return Document(text, blocks, None, (*decoded.warnings, *unseen_warnings(unseen)))


def _block(group: list[_Line], level: int) -> Block:
    first = group[0]
    kind: BlockKind = "heading" if level else "paragraph"
    return Block(kind, first.start, group[-1].end, first.indent, first.gap, level)


def _without_rules(lines: list[_Line]) -> tuple[list[_Line], dict[int, int]]:
    """The lines without those drawn of signs alone, and the heading levels, by start, of those underlined.

    The sign that comes up first underlines the outermost headings.
    """
    levels: dict[int, int] = {}
    signs: list[str] = []
    for line, rule in pairwise(lines):
        if rule.gap == 0 and _RULE.fullmatch(rule.text) and reads_like_heading(line.text):
            signs += [rule.text[0]] if rule.text[0] not in signs else []
            levels[line.start] = signs.index(rule.text[0]) + 1
    return [line for line in lines if not _RULE.fullmatch(line.text)], levels


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for found in _LINE.finditer(text):
        body = found[0].strip()
        if not body:
            continue
        start = found.start() + found[0].index(body)
        between = text[lines[-1].end : start] if lines else ""
        gap = max(0, len(_BREAK.findall(between)) - 1)
        lines.append(_Line(start, start + len(body), _columns(found[0], body), gap, body))
    return _without_centring(lines)


def _columns(line: str, body: str) -> int:
    """Width of the indentation; the one full-width space that opens a Japanese paragraph is none."""
    lead = line[: line.index(body)]
    if lead == "　" and not read_labels(body):
        return 0
    return sum(_TAB if sign == "\t" else 2 if sign == "　" else 1 for sign in lead)


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether lines end where the paper ends: full lines that stop in the middle of a sentence."""
    widest = max((_width(line.text) for line in lines), default=0)
    if len(lines) < 4 or widest > _WRAPPED_AT_MOST:
        return False
    pairs = list(pairwise(lines))
    running = [following.text for line, following in pairs if _continues(line, following, widest)]
    inside = sum(not (text[0].isupper() or is_cjk(text)) for text in running)
    least = 1 if widest <= _NARROW else 2
    return len(running) >= max(2, len(pairs) // 5) or (inside >= least and inside * 2 >= len(running))


def _continues(line: _Line, following: _Line, widest: int) -> bool:
    middle = not re.search(r"[.!?:;。！？：；][”\"’')）」]*$", line.text)
    full = following.gap == 0 and _width(line.text) >= widest * _FULL
    return full and middle and not read_labels(following.text)


def _without_centring(lines: list[_Line]) -> list[_Line]:
    """Centred titles stand at the margin: what is indented only to be in the middle encloses nothing."""
    widest = max((line.indent + _width(line.text) for line in lines), default=0)
    return [replace(line, indent=0) if _is_centred(line, widest) else line for line in lines]


def _is_centred(line: _Line, widest: int) -> bool:
    right = widest - line.indent - _width(line.text)
    middle = line.indent >= _LEAST_CENTRED and abs(line.indent - right) <= _OFF_CENTRE
    return middle and not read_labels(line.text) and reads_like_heading(line.text)


def _paragraphs(lines: list[_Line], levels: dict[int, int]) -> list[list[_Line]]:
    full = max(_width(line.text) for line in lines) * _FULL
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        joins = last is not None and line.gap == 0 and _width(last.text) >= full and _goes_on(last, line)
        headed = line.start in levels or (last is not None and last.start in levels)
        if joins and not headed and line.indent >= groups[-1][0].indent:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(line: _Line, following: _Line) -> bool:
    """Whether nothing begins on the second line; a bare number ("9 Dune Road") may stand in a sentence."""
    if _NUMBER_FOLLOWS.search(line.text):
        return True
    if starts_with_number(following.text) or opens_contact(following.text):
        return False
    return not read_labels(following.text) or not ends_sentence(line.text)


def _width(text: str) -> int:
    """Columns on screen: Japanese characters take two."""
    return len(text) + len(re.findall(f"[{CJK}！-～]", text))
