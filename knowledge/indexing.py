"""Policies come in: clauses and vectors in one transaction, a new build beside the old, then the swap."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from knowledge.adapters import sql_clauses as store
from knowledge.adapters.sql_tables import BuildRow, VersionRow
from knowledge.builds import Build, Builds, Rows, candidates
from knowledge.clauses import Audience, Clause, PolicyVersion
from knowledge.errors import BrokenIndex
from knowledge.ports import Encoder, Session, Sessions
from knowledge.tokens import TokenVectors
from knowledge.topics import edition, packed, stated

AUDIENCES: tuple[Audience, ...] = ("public", "employees")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an import changed, in clauses; `address_prefix` is `organisation/policy@version`."""

    address_prefix: str
    added: int
    unchanged: int
    removed: int
    already_there: bool


class Indexer:
    """Takes versions in and keeps one live build per organisation and audience, of the versions in force."""

    def __init__(
        self, sessions: Sessions, builds: Builds, encoder: Encoder, clock: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._builds = builds
        self._encoder = encoder
        self._clock = clock

    @property
    def maker(self) -> str:
        """Names what builds are derived with: encoder and table of topics."""
        return f"{self._encoder.name}+topics-{edition()}"

    def replace(self, version: PolicyVersion) -> Replacement:
        """Bring a version in; the same text again changes nothing, only new words are embedded.

        A version dated in the future stays out of force until its day. ValueError when there is no clause.
        """
        if not candidates(version):
            raise ValueError(f"{version.source}: no clause to index")
        prefix = f"{version.organisation}/{version.policy}@{version.version}"
        with self._sessions.read() as session:
            known = store.find(session, version.organisation, version.policy, version.version)
            if known and known.fingerprint == store.fingerprint(version):
                return Replacement(prefix, 0, len(version.clauses), 0, already_there=True)
            before = _hashes_before(session, version, known)
        self._embed([version])
        with self._sessions.write() as session:
            store.alone(session)
            store.add(session, version, self._clock())
            self._swap(session, version.organisation)
        after = [clause.hash for clause in version.clauses]
        unchanged = sum(key in before for key in after)
        removed = len(before - set(after))
        return Replacement(prefix, len(after) - unchanged, unchanged, removed, already_there=False)

    def refresh(self) -> None:
        """Bring into force what is due today, mend damaged builds and remove those that no row names."""
        with self._sessions.read() as session:
            organisations = sorted({row.organisation for row in store.rows(session)})
        for organisation in organisations:
            self.rebuild(organisation)
        with self._sessions.read() as session:
            live = store.builds(session)
        for row in live:
            self.mend(row)
        with self._sessions.write() as session:
            store.alone(session)
            self._builds.remove_all_but([row.name for row in store.builds(session)])

    def rebuild(self, organisation: str) -> None:
        """Write those of an organisation's builds from the database that are out of date."""
        with self._sessions.read() as session:
            wanted = store.in_force(store.rows(session, organisation), self._today())
            current = self._is_current(session, organisation, wanted)
            versions = [] if current else [store.load(session, row) for row in wanted]
        if current:
            return
        self._embed(versions)
        with self._sessions.write() as session:
            store.alone(session)
            self._swap(session, organisation)

    def mend(self, build: BuildRow) -> None:
        """Write a live build again that cannot be opened here: it is damaged, or was made on another machine.

        It keeps its name and its order of rows, so the other machines need not follow.
        """
        if self._can_open(build):
            return
        with self._sessions.write() as session:
            store.alone(session)
            live = store.live_build(session, build.organisation, build.audience)
            if live and (live.name, live.model) == (build.name, self.maker) and not self._can_open(live):
                rows = [session.get_one(VersionRow, each) for each in live.versions]
                self._builds.write(live.name, self._rows(session, rows))

    def built(self) -> tuple[datetime, ...]:
        """When each live build was made."""
        with self._sessions.read() as session:
            return tuple(row.built_at for row in store.builds(session))

    def damaged(self) -> tuple[str, ...]:
        """The names of live builds that cannot be opened here."""
        with self._sessions.read() as session:
            rows = store.builds(session)
        return tuple(row.name for row in rows if not self._can_open(row))

    def missing(self) -> tuple[str, ...]:
        """The live builds whose folders are not here; the next question or `refresh` makes them anew."""
        with self._sessions.read() as session:
            return tuple(row.name for row in store.builds(session) if self._builds.stamp(row.name) is None)

    def exact(self, ids: Sequence[int]) -> Build:
        """A build in memory of any versions, ranked exactly."""
        with self._sessions.read() as session:
            self._embed([store.load(session, session.get_one(VersionRow, each)) for each in ids])
        with self._sessions.read() as session:
            rows = [session.get_one(VersionRow, each) for each in ids]
            return self._builds.hold(self._rows(session, rows))

    def _today(self) -> date:
        return self._clock().date()

    def _can_open(self, row: BuildRow) -> bool:
        try:
            self._builds.open(row.name).close()
        except BrokenIndex:
            return False
        return True

    def _is_current(self, session: Session, organisation: str, wanted: Sequence[VersionRow]) -> bool:
        for audience in AUDIENCES:
            row = store.live_build(session, organisation, audience)
            ids = [found.id for found in wanted if found.audience == audience]
            if (row.versions if row else []) != ids or (row and row.model != self.maker):
                return False
        return True

    def _swap(self, session: Session, organisation: str) -> None:
        wanted = store.in_force(store.rows(session, organisation), self._today())
        for audience in AUDIENCES:
            rows = [row for row in wanted if row.audience == audience]
            live = store.live_build(session, organisation, audience)
            if live and live.versions == [row.id for row in rows] and live.model == self.maker:
                continue
            store.forget_build(session, organisation, audience)
            if rows:
                session.add(self._written(session, organisation, audience, rows))

    def _written(
        self, session: Session, organisation: str, audience: Audience, rows: Sequence[VersionRow]
    ) -> BuildRow:
        name = f"{organisation}-{audience}-{uuid.uuid4().hex[:12]}"
        self._builds.write(name, self._rows(session, rows))
        return BuildRow(
            organisation=organisation,
            audience=audience,
            name=name,
            model=self.maker,
            versions=[row.id or 0 for row in rows],
            built_at=self._clock(),
        )

    def _embed(self, versions: Sequence[PolicyVersion]) -> None:
        clauses = [clause for version in versions for _, clause in candidates(version)]
        texts = {clause.hash: clause.retrieval_text for clause in clauses}
        with self._sessions.read() as session:
            missing = sorted(store.missing_embeddings(session, self._encoder.name, list(texts)))
        if not missing:
            return
        encodings = self._encoder.encode([texts[key] for key in missing])
        with self._sessions.write() as session:
            store.alone(session)
            store.add_embeddings(session, self._encoder.name, dict(zip(missing, encodings, strict=True)))

    def _rows(self, session: Session, rows: Sequence[VersionRow]) -> Rows:
        places: list[tuple[int, int]] = []
        clauses: list[Clause] = []
        for row in rows:
            for ordinal, clause in candidates(store.load(session, row)):
                places.append((row.id or 0, ordinal))
                clauses.append(clause)
        pooled, tokens = store.embeddings(session, self._encoder.name, [clause.hash for clause in clauses])
        return Rows(
            places=np.array(places, dtype=np.int32),
            texts=tuple(clause.retrieval_text for clause in clauses),
            pooled=pooled,
            tokens=TokenVectors.joined(tokens),
            topics=packed([stated(clause.retrieval_text) for clause in clauses]),
        )


def _hashes_before(session: Session, version: PolicyVersion, known: VersionRow | None) -> set[str]:
    older = known or next(iter(store.rows(session, version.organisation, version.policy)[-1:]), None)
    return set(store.hashes(session, older.id or 0)) if older else set()
