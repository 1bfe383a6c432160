"""Headings and lists of a document that marks neither: found by wording, blank lines and order.

Works on the outermost indentation only; deeper lines, printed numbers and bullets speak for themselves.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from ingest.lines import (
    announces,
    ends_sentence,
    is_addressee,
    is_company,
    is_contact,
    is_date,
    is_note,
    is_question,
    is_sentence,
    is_signature,
    reads_like_heading,
)
from ingest.pieces import Piece
from ingest.sections import head_indented, level_numbered, mark_decorated, mark_named

_CLOSING = re.compile(
    r"(?:remarks|miscellaneous|other(?:s| matters)?|general provisions|governing law"
    r"|supplementary provisions?|contact(?: us| information)?|inquir(?:y|ies).*|questions.*"
    r"|(?:changes|amendments?|revisions?).*"
    r"|附則|付則|その他|お問い?合わ?せ.*|改定.*|改訂.*|雑則)",
    re.IGNORECASE,
)
"""Headings that close a policy, never a group of sections inside it."""

_CATEGORY = re.compile(
    r"\bpersonal (?:information|data)\b|に関する情報$|の個人情報$|個人情報について$", re.IGNORECASE
)
_ITEM_INDENT, _SUB_ITEM_INDENT = 2, 4
_MAX_ITEM = 400


def find_outline(pieces: list[Piece]) -> None:
    """Decide, in place, which unmarked pieces are section headings and which are list items."""
    if pieces:
        _Outline(pieces).find()


@dataclass(slots=True)
class _Outline:
    pieces: list[Piece]
    outermost: int = 0
    level: int = 1
    first_sentence: int = 0
    numbers: list[int] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    signed: set[int] = field(default_factory=set)

    def find(self) -> None:
        self.outermost = min(piece.indent for piece in self.pieces)
        self.signed = set(_signatures(self.pieces))
        sentences = (place for place, piece in enumerate(self.pieces) if is_sentence(piece.text))
        self.first_sentence = next(sentences, len(self.pieces))
        self.numbers = [place for place, piece in enumerate(self.pieces) if self._is_numbered(piece)]
        mark_decorated(self.pieces)
        mark_named(self.pieces)
        self._find_loose_lists()
        place = 0
        while place < len(self.pieces):
            end = self._run_end(place)
            if end > place:
                self._judge_run(place, end)
            place = max(end, place + 1)
        level_numbered(self.pieces, self.numbers)
        head_indented(self.pieces, self.numbers)

    def _find_loose_lists(self) -> None:
        """Items set apart by two blank lines where one parts paragraphs; lines tight below detail them."""
        if not {1, 2} <= {piece.gap for piece in self.pieces[1:]}:
            return
        open_list = announced = False
        for place, piece in enumerate(self.pieces):
            if piece.indent != self.outermost or piece.labels:
                open_list = announced = False
            elif piece.gap >= 2 and (announced or open_list):
                open_list = True
                self._list(place, _ITEM_INDENT)
            elif piece.gap == 0 and open_list:
                piece.indent += _ITEM_INDENT + 1
                self.listed.add(place)
            else:
                open_list, announced = False, announces(piece.text)

    def _run_end(self, start: int) -> int:
        """Past the longest run of short unpunctuated lines that begins at `start`."""
        end = start
        while end < len(self.pieces) and self._is_short_line(end):
            end += 1
        return end

    def _is_short_line(self, place: int) -> bool:
        piece = self.pieces[place]
        return (
            self._is_free(place)
            and (not ends_sentence(piece.text) or is_question(piece.text))
            and not announces(piece.text)
            and not is_contact(piece.text)
            and not is_date(piece.text)
            and len(piece.text) <= _MAX_ITEM
        )

    def _is_free(self, place: int) -> bool:
        piece = self.pieces[place]
        return (
            piece.kind == "paragraph"
            and piece.indent == self.outermost
            and not piece.labels
            and place not in self.listed
            and place not in self.signed
        )

    def _judge_run(self, start: int, end: int) -> None:
        """A run of short lines is a list, its last line perhaps the heading of what comes after it."""
        parallel = self._parallel_end(start, end)
        if start < self.first_sentence or start <= 1:
            self._head(start, end)
        elif parallel > end:
            self._list_run(start, parallel)
        elif end - start >= 4 or (end - start >= 3 and self._is_announced(start)):
            headed = self._may_head(end - 1) and self._heads_next(end - 1)
            self._list_run(start, end - headed)
            self._head(end - headed, end)
        else:
            self._head(start, end)

    def _parallel_end(self, start: int, end: int) -> int:
        """Past the lines that go on like the announced ones ("Where …"), full sentences among them."""
        first = _opening_word(self.pieces[start])
        if not self._is_announced(start):
            return end
        last = end
        while last < len(self.pieces) and self._is_free(last):
            differs = _opening_word(self.pieces[last]) != first
            if differs and (not self._is_short_line(last) or self._heads_next(last)):
                break
            last += 1
        same = sum(_opening_word(piece) == first for piece in self.pieces[start:last])
        return last if same * 2 > last - start else end

    def _is_announced(self, start: int) -> bool:
        before = [p for p in self.pieces[max(0, start - 2) : start] if p.level == 0 and not p.labels]
        return any(announces(piece.text) for piece in before)

    def _list_run(self, start: int, end: int) -> None:
        """Mark a list; lines that name a category of data head the items after them."""
        heads = [place for place in range(start, end) if _is_category(self.pieces[place])]
        if not self._is_announced(start) and start not in heads and self._may_head(start):
            self._head(start, start + 1)
            start += 1
        grouped = len(heads) >= 2 and heads[0] == start
        for place in range(start, end):
            self._list(place, _SUB_ITEM_INDENT if grouped and place not in heads else _ITEM_INDENT)

    def _list(self, place: int, indent: int) -> None:
        self.pieces[place].kind = "item"
        self.pieces[place].indent += indent
        self.listed.add(place)

    def _head(self, start: int, end: int) -> None:
        """Make headings of short lines; one right under another opens a group inside it.

        The innermost of a stack ranks with the innermost heading before it.
        """
        for place in range(start, end):
            piece = self.pieces[place]
            if not self._may_head(place) or not (place + 1 < end or self._heads_next(place)):
                continue
            if self._is_addressee(place, stacked=place > start):
                continue
            if _CLOSING.fullmatch(piece.text):
                self.level = 1
            elif place and self.pieces[place - 1].level and not _restates(self.pieces, place):
                self.level = self.pieces[place - 1].level + 1
            else:
                self.level = max(1, self.level - self._stacked(place, end) + 1)
            piece.kind, piece.level = "heading", self.level

    def _is_addressee(self, place: int, *, stacked: bool) -> bool:
        """Whether the line says who lives at the address below it."""
        following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
        if following is None or not is_contact(following.text):
            return False
        office = is_addressee(self.pieces[place].text) and following.gap == 0
        return stacked or (office and place > 0 and not self.pieces[place - 1].level)

    def _stacked(self, place: int, end: int) -> int:
        """How many headings stand right under another from here on."""
        last = place
        while last + 1 < end and self._may_head(last + 1) and (last + 2 < end or self._heads_next(last + 1)):
            last += 1
        return last - place + 1

    def _may_head(self, place: int) -> bool:
        """Among numbered sections an unnumbered line heads something only where a new part begins."""
        piece = self.pieces[place]
        if (is_note(piece.text) and " " in piece.text[:2]) or not reads_like_heading(piece.text):
            return False
        if 0 < place < self.first_sentence and is_company(piece.text):
            return False
        before = bisect_left(self.numbers, place)
        if before < 2 or _CLOSING.fullmatch(piece.text):
            return True
        if before == len(self.numbers):
            return piece.gap >= 1 and not is_signature(piece.text)
        return self.pieces[self.numbers[before]].labels[0].value in (1, 1000)

    def _is_numbered(self, piece: Piece) -> bool:
        return piece.indent == self.outermost and bool(piece.labels) and not piece.is_bulleted

    def _heads_next(self, place: int) -> bool:
        """Whether what comes after the line can stand under it as a section."""
        if place + 1 == len(self.pieces):
            return self.pieces[place].gap >= 1
        following = self.pieces[place + 1]
        return (
            following.indent > self.outermost
            or bool(following.labels)
            or is_sentence(following.text)
            or announces(following.text)
            or is_contact(following.text)
            or is_date(following.text)
        )


def _signatures(pieces: list[Piece]) -> list[int]:
    """Places of the names that stand beside a date line."""
    found = []
    for place, piece in enumerate(pieces):
        beside = pieces[max(0, place - 3) : place] + pieces[place + 1 : place + 2]
        if is_signature(piece.text) and any(is_date(other.text) for other in beside):
            found.append(place)
    return found


def _opening_word(piece: Piece) -> str:
    return piece.text.split(maxsplit=1)[0].casefold()


def _is_category(piece: Piece) -> bool:
    first = _opening_word(piece)
    return bool(_CATEGORY.search(piece.text)) and not first.endswith("ing") and len(piece.text) <= 110


def _restates(pieces: list[Piece], place: int) -> bool:
    """Whether a heading says the one before it again, as page title and document title do."""
    words, before = (Counter(pieces[at].text.casefold().split()) for at in (place, place - 1))
    return words <= before or before <= words
