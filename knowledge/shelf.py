"""The policies to read: what there is, one version, one clause, a search without an answer, a comparison."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

from knowledge.adapters import sql_clauses as store
from knowledge.clauses import Address, Audience, Clause, PolicyVersion
from knowledge.live import Live
from knowledge.ports import Sessions
from knowledge.queries import query
from knowledge.retrieval import Retriever


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """One version as a line of a list; `clauses` counts them, `in_force` is today's."""

    organisation: str
    policy: str
    version: str
    title: str
    language: str
    audience: Audience
    effective: date | None
    clauses: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A clause that a search found."""

    version: PolicyVersion
    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of a clause between two versions; `old` or `new` is None where there is none."""

    kind: Literal["added", "removed", "changed", "moved"]
    old_address: Address | None
    new_address: Address | None
    old: Clause | None
    new: Clause | None


class Shelf:
    """Reads versions whole; old ones stay readable, so an old citation still resolves."""

    def __init__(
        self, sessions: Sessions, live: Live, retriever: Retriever, clock: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._live = live
        self._retriever = retriever
        self._clock = clock

    def policies(self, organisation: str | None = None) -> tuple[PolicySummary, ...]:
        """All versions, by organisation, policy and date."""
        with self._sessions.read() as session:
            rows = store.rows(session, organisation)
            counts = store.clause_counts(session)
        current = {row.id for row in store.in_force(rows, self._clock().date())}
        return tuple(
            PolicySummary(
                organisation=row.organisation,
                policy=row.policy,
                version=row.version,
                title=row.title,
                language=row.language,
                audience=cast("Audience", row.audience),
                effective=row.effective,
                clauses=counts.get(row.id or 0, 0),
                in_force=row.id in current,
            )
            for row in rows
        )

    def version(
        self, organisation: str, policy: str, version: str | None = None, as_of: date | None = None
    ) -> PolicyVersion | None:
        """The named version, or else the one in force on a day (today)."""
        with self._sessions.read() as session:
            rows = store.rows(session, organisation, policy)
        if version is not None:
            wanted = [row for row in rows if row.version == version]
        else:
            wanted = store.in_force(rows, as_of or self._clock().date())
        return self._live.version(wanted[0].id or 0) if wanted else None

    def clause(self, address: Address) -> tuple[PolicyVersion, Clause] | None:
        """The clause at an address, with its version."""
        version = self.version(address.organisation, address.policy, address.version)
        clause = version.by_place.get(address.place) if version else None
        return (version, clause) if version and clause else None

    def search(
        self, text: str, organisations: Sequence[str], audience: Audience, as_of: date, limit: int
    ) -> tuple[Found, ...]:
        """The clauses nearest to a text, best first, each once."""
        best: dict[Address, Found] = {}
        for ranked in self._retriever.ranked(query(text), organisations, audience, as_of).rows:
            version, clause = ranked.passage.version, ranked.passage.clause
            best.setdefault(version.address(clause), Found(version, clause, ranked.score))
            if len(best) == limit:
                break
        return tuple(best.values())

    def diff(self, organisation: str, policy: str, old: str, new: str) -> tuple[ClauseChange, ...]:
        """What changed from one version to another, in reading order; KeyError when one is unknown."""
        versions = [self.version(organisation, policy, name) for name in (old, new)]
        for name, version in zip((old, new), versions, strict=True):
            if version is None:
                raise KeyError(f"{organisation}/{policy}@{name}")
        before, after = cast("list[PolicyVersion]", versions)
        return compared(before, after)


def compared(before: PolicyVersion, after: PolicyVersion) -> tuple[ClauseChange, ...]:
    """Clause changes; the same words at another place are moved, other words at the same place changed."""
    old_by_hash = {clause.hash: clause for clause in before.clauses}
    new_hashes = {clause.hash for clause in after.clauses}
    changes: list[ClauseChange] = []
    for clause in after.clauses:
        same = old_by_hash.get(clause.hash)
        if same is not None:
            if same.place != clause.place:
                changes.append(_change("moved", before, same, after, clause))
            continue
        there = before.by_place.get(clause.place)
        if there is not None and there.hash not in new_hashes:
            changes.append(_change("changed", before, there, after, clause))
        else:
            changes.append(_change("added", before, None, after, clause))
    replaced = {change.old.place for change in changes if change.old}
    changes += [
        _change("removed", before, clause, after, None)
        for clause in before.clauses
        if clause.hash not in new_hashes and clause.place not in replaced
    ]
    return tuple(changes)


def _change(
    kind: Literal["added", "removed", "changed", "moved"],
    before: PolicyVersion,
    old: Clause | None,
    after: PolicyVersion,
    new: Clause | None,
) -> ClauseChange:
    return ClauseChange(
        kind=kind,
        old_address=before.address(old) if old else None,
        new_address=after.address(new) if new else None,
        old=old,
        new=new,
    )
