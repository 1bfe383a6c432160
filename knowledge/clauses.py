"""What a policy is made of: dated versions, their clauses and the address that names one clause for ever."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

Audience = Literal["public", "employees"]
"""Who may read a policy; a reader of "employees" also sees "public"."""

ClauseKind = Literal["heading", "paragraph", "item", "row"]

_ADDRESS = re.compile(r"(?P<organisation>[^/@#]+)/(?P<policy>[^/@#]+)@(?P<version>[^/@#]+)#(?P<place>.+)")


@dataclass(frozen=True, slots=True)
class Address:
    """One clause of one version: `kai/privacy-policy@2022-04-01#7.3`."""

    organisation: str
    policy: str
    version: str
    place: str

    def __str__(self) -> str:
        return f"{self.organisation}/{self.policy}@{self.version}#{self.place}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read what `str()` wrote; ValueError when it is not an address."""
        found = _ADDRESS.fullmatch(text)
        if found is None:
            raise ValueError(f"Not a clause address: {text!r}; expected organisation/policy@version#place")
        return cls(**found.groupdict())


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest addressable unit of a version: a heading, paragraph, list item or table row.

    `place` is unique in its version; `parent` is the place of the enclosing clause, "" at the top.
    `start` and `end` are Python string indices into the version's text, the printed number included.
    `heading_path` runs from the outermost heading inwards; `lead_in` introduces the list of an item.
    """

    place: str
    parent: str
    kind: ClauseKind
    number: str | None
    heading_path: tuple[str, ...]
    lead_in: str | None
    text: str
    start: int
    end: int
    page: int | None = None

    @property
    def retrieval_text(self) -> str:
        """What the clause is found by: heading path, lead-in and text, one line each."""
        parts = (*self.heading_path, self.lead_in or "", self.text)
        return "\n".join(folded for part in parts if (folded := fold_white_space(part)))

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of heading path, lead-in and text with white space folded: same words, same hash."""
        return hashlib.sha256(self.retrieval_text.encode()).hexdigest()


@dataclass(frozen=True)
class PolicyVersion:
    """One dated text of a policy, whole, with its clauses in reading order.

    `source` is the name of the file it came from; `effective` is None where no date is known.
    Raises ValueError when a clause does not equal its place in the text, a place repeats, or a parent is
    missing.
    """

    organisation: str
    policy: str
    version: str
    title: str
    language: str
    audience: Audience
    effective: date | None
    text: str
    clauses: tuple[Clause, ...]
    source: str

    def __post_init__(self) -> None:
        places = {clause.place for clause in self.clauses}
        if len(places) != len(self.clauses):
            raise ValueError(f"{self.source}: a place names two clauses")
        for clause in self.clauses:
            if self.text[clause.start : clause.end] != clause.text:
                raise ValueError(f"{self.source}: clause {clause.place} differs from its place in the text")
            if clause.parent and clause.parent not in places:
                raise ValueError(f"{self.source}: clause {clause.place} has no parent {clause.parent}")

    @cached_property
    def by_place(self) -> dict[str, Clause]:
        """The clauses by their place."""
        return {clause.place: clause for clause in self.clauses}

    def address(self, clause: Clause) -> Address:
        """The address of one of its clauses."""
        return Address(self.organisation, self.policy, self.version, clause.place)


def fold_white_space(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())
