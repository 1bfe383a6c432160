"""A fact that a policy states, and the sentences that facts are read from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.clauses import Clause, PolicyVersion
from knowledge.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a policy says: `name` tells which (`channel.phone`, `right.disclosure`), `value` what.

    `place` is the clause, `start` and `end` are the words that say so, as indices into the version's text.
    A fact that is said twice stands twice, with one value and two places.
    """

    name: str
    value: str
    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a clause; `start` is its index in the version's text."""

    clause: Clause
    start: int
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether the clause is a heading."""
        return self.clause.kind == "heading"

    @property
    def headings(self) -> str:
        """The headings above, outermost first, one a line."""
        return "\n".join(self.clause.heading_path)

    def fact(self, name: str, value: str) -> Fact:
        """A fact that the whole sentence carries."""
        return Fact(name, value, self.clause.place, self.start, self.start + len(self.text))

    def found(self, name: str, value: str, match: "re.Match[str]") -> Fact:
        """A fact that the matched words carry."""
        return Fact(name, value, self.clause.place, self.start + match.start(), self.start + match.end())


def pieces(version: PolicyVersion) -> tuple[Piece, ...]:
    """Every sentence of a version, headings among them, in reading order."""
    return tuple(_pieces(version))


def _pieces(version: PolicyVersion) -> Iterator[Piece]:
    for clause in version.clauses:
        for start, end in sentence_spans(clause.text):
            yield Piece(clause, clause.start + start, clause.text[start:end])


def said(words: str) -> "re.Pattern[str]":
    """A pattern in which a blank stands for any white space, so that wrapped lines are read too."""
    return re.compile(words.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)


def folded(text: str) -> str:
    """The words on one line, without the quotation marks around them."""
    return " ".join(text.split()).strip("\"'“”‘’「」『』 ")


_MARKER = re.compile(r"^(?:[•・※*–—-]\s*|[(（]?[0-9０-９A-Za-zア-ン]{1,3}[.)）．]\s*|[0-9０-９]{1,2}\s+)+")


def sentence(text: str) -> str:
    """The words on one line, without the bullet or the number in front."""
    return _MARKER.sub("", " ".join(text.split()))
