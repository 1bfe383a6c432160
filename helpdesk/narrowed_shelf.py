"""The policies as somebody of the desk may read them: their own organisations' whole, others' public ones."""

from collections.abc import Callable, Sequence

from helpdesk.narrowing import seen_organisations
from helpdesk.shelf import PolicyShelf, ProposedFact, ShelfChange, ShelfClause


class NarrowedShelf:
    """A `PolicyShelf` that keeps what is for employees from whoever works for other organisations.

    ``lineage`` gives an organisation and its parents, whose policies its desk reads too.
    """

    def __init__(self, shelf: PolicyShelf, lineage: Callable[[str], Sequence[str]]) -> None:
        self._shelf = shelf
        self._lineage = lineage

    def search(
        self, text: str, organisations: Sequence[str], audience: str, limit: int
    ) -> tuple[ShelfClause, ...]:
        """Of the organisations whose policies for that audience may be read."""
        open_ones = [one for one in organisations if audience == "public" or self._is_open(one)]
        return self._shelf.search(text, open_ones, audience, limit)

    def clause(self, address: str) -> ShelfClause | None:
        """None also for a clause that may not be read."""
        found = self._shelf.clause(address)
        organisation = address.partition("/")[0]
        return found if found and (found.audience == "public" or self._is_open(organisation)) else None

    def in_force(self, organisation: str, policy: str, audience: str) -> tuple[ShelfClause, ...]:
        """None of a version that may not be read."""
        return self._shelf.in_force(
            organisation, policy, audience if self._is_open(organisation) else "public"
        )

    def proposed_facts(self, organisation: str, policy: str) -> tuple[ProposedFact, ...]:
        """As the shelf has them; the page that asks is of that organisation."""
        return self._shelf.proposed_facts(organisation, policy)

    def objection(self, sentence: str, quotes: Sequence[tuple[str, str]]) -> str | None:
        """As the shelf has it."""
        return self._shelf.objection(sentence, quotes)

    def diff(self, organisation: str, policy: str, old: str, new: str) -> tuple[ShelfChange, ...]:
        """As the shelf has it."""
        return self._shelf.diff(organisation, policy, old, new)

    def _is_open(self, organisation: str) -> bool:
        seen = seen_organisations()
        return seen is None or any(organisation in self._lineage(one) for one in seen)
