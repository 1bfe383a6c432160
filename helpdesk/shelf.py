"""What the desk asks of the policies; whoever wires the house fits the policy room to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class ShelfClause:
    """A clause as plain text; ``address`` is ``org/policy@version#place``, ``audience`` who may read it."""

    address: str
    number: str | None
    heading_path: tuple[str, ...]
    text: str
    text_hash: str
    title: str
    language: str
    effective: date | None
    audience: str


@dataclass(frozen=True, slots=True)
class ShelfChange:
    """One clause's difference between two versions; texts are None where it does not exist."""

    kind: Literal["added", "removed", "changed", "moved"]
    old_address: str | None
    new_address: str | None
    old_text: str | None
    new_text: str | None


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """What a policy states for a procedure: ``name`` tells which (``channel.phone``), ``value`` what.

    ``clause`` is ``org/policy#place``, without a version; ``start`` and ``end`` are the words that say so in
    its ``text``, and ``position`` is where they stand in the policy.
    """

    name: str
    value: str
    clause: str
    text: str
    start: int
    end: int
    position: int
    language: str

    @property
    def quote(self) -> str:
        """The words that say so."""
        return self.text[self.start : self.end]


class PolicyShelf(Protocol):
    """Reads published policies; addresses are text."""

    def search(
        self, text: str, organisations: Sequence[str], audience: str, limit: int
    ) -> tuple[ShelfClause, ...]:
        """The clauses in force nearest to ``text``, best first."""
        ...

    def clause(self, address: str) -> ShelfClause | None:
        """The clause at an address."""
        ...

    def in_force(self, organisation: str, policy: str, audience: str) -> tuple[ShelfClause, ...]:
        """Every clause of the version in force today, in order; none where it is not for the reader."""
        ...

    def proposed_facts(self, organisation: str, policy: str) -> tuple[ProposedFact, ...]:
        """What the version in force states for a procedure, class by class; none where there is none."""
        ...

    def objection(self, sentence: str, quotes: Sequence[tuple[str, str]]) -> str | None:
        """Why the quotes, each an address and words of its clause, do not carry the sentence, or None.

        ``"quote"`` means that the words do not stand there.
        """
        ...

    def diff(self, organisation: str, policy: str, old: str, new: str) -> tuple[ShelfChange, ...]:
        """What changed between two versions."""
        ...
