"""Fits the knowledge room to what the help desk asks of the policies."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpdesk import ProposedFact, ShelfChange, ShelfClause
from knowledge import (
    Address,
    Audience,
    Citation,
    Clause,
    Knowledge,
    PolicyVersion,
    Sentence,
    located,
    objection,
)

if TYPE_CHECKING:
    from knowledge import Fact


class Shelf:
    """The desk's `PolicyShelf`; knowledge is opened only when the desk asks."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        self._knowledge = knowledge

    def search(
        self, text: str, organisations: Sequence[str], audience: str, limit: int
    ) -> tuple[ShelfClause, ...]:
        """The clauses in force today nearest to `text`, best first."""
        readers: Audience = "employees" if audience == "employees" else "public"
        today = datetime.now(UTC).date()
        found = self._knowledge().shelf.search(text, tuple(organisations), readers, today, limit)
        return tuple(_shelf_clause(hit.version, hit.clause) for hit in found)

    def clause(self, address: str) -> ShelfClause | None:
        """The clause at an address of text form."""
        found = self._knowledge().shelf.clause(Address.parse(address))
        return _shelf_clause(*found) if found else None

    def in_force(self, organisation: str, policy: str, audience: str) -> tuple[ShelfClause, ...]:
        """Every clause of the version in force today; none where it is not for such a reader."""
        version = self._knowledge().shelf.version(organisation, policy)
        if version is None or (version.audience == "employees" and audience != "employees"):
            return ()
        return tuple(_shelf_clause(version, clause) for clause in version.clauses)

    def proposed_facts(self, organisation: str, policy: str) -> tuple[ProposedFact, ...]:
        """What the version in force today states for a procedure; none where there is none."""
        from knowledge import stated

        version = self._knowledge().shelf.version(organisation, policy)
        return tuple(_proposed(version, fact) for fact in stated(version)) if version else ()

    def objection(self, sentence: str, quotes: Sequence[tuple[str, str]]) -> str | None:
        """Why the quotes do not carry the sentence, by the check that every answer passes."""
        cited = [self._cited(address, quote) for address, quote in quotes]
        found = tuple(citation for citation in cited if citation)
        if not found or len(found) < len(quotes):
            return "quote"
        return objection(Sentence(sentence, found))

    def _cited(self, address: str, quote: str) -> Citation | None:
        found = self._knowledge().shelf.clause(Address.parse(address))
        return located(*found, quote) if found else None

    def diff(self, organisation: str, policy: str, old: str, new: str) -> tuple[ShelfChange, ...]:
        """What changed between two versions, clause by clause."""
        return tuple(
            ShelfChange(
                kind=change.kind,
                old_address=str(change.old_address) if change.old_address else None,
                new_address=str(change.new_address) if change.new_address else None,
                old_text=change.old.text if change.old else None,
                new_text=change.new.text if change.new else None,
            )
            for change in self._knowledge().shelf.diff(organisation, policy, old, new)
        )


def _proposed(version: PolicyVersion, fact: "Fact") -> ProposedFact:
    clause = version.by_place[fact.place]
    return ProposedFact(
        name=fact.name,
        value=fact.value,
        clause=f"{version.organisation}/{version.policy}#{fact.place}",
        text=clause.text,
        start=fact.start - clause.start,
        end=fact.end - clause.start,
        position=fact.start,
        language=version.language,
    )


def _shelf_clause(version: PolicyVersion, clause: Clause) -> ShelfClause:
    return ShelfClause(
        address=str(version.address(clause)),
        number=clause.number,
        heading_path=clause.heading_path,
        text=clause.text,
        text_hash=clause.hash,
        title=version.title,
        language=version.language,
        effective=version.effective,
        audience=version.audience,
    )
