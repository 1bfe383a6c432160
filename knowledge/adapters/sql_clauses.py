"""The clause store: versions, clauses, vectors and live builds in the relational database.

Functions take the session of a transaction that the caller opened.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

import numpy as np
from sqlalchemy import bindparam, text
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import Session, col, delete, func, select

from knowledge.adapters.sql_tables import BuildRow, ClauseRow, EmbeddingRow, VersionRow
from knowledge.clauses import Audience, Clause, ClauseKind, PolicyVersion
from knowledge.ports import Encoding, Floats
from knowledge.tokens import pack

_BUILDING = 0x4255494C
"""PostgreSQL advisory lock."""
_AT_ONCE = 500
"""Values in one IN list; SQLite's limit is on their number."""


def fingerprint(version: PolicyVersion) -> str:
    """SHA-256 (hex) over everything that makes this version what it is."""
    told = [version.title, version.language, version.audience, str(version.effective), version.text]
    told += [f"{c.place}|{c.parent}|{c.kind}|{c.start}|{c.end}|{c.hash}" for c in version.clauses]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def find(session: Session, organisation: str, policy: str, version: str) -> VersionRow | None:
    """The row of one version."""
    wanted = select(VersionRow).where(
        VersionRow.organisation == organisation, VersionRow.policy == policy, VersionRow.version == version
    )
    return session.exec(wanted).first()


def rows(
    session: Session, organisation: str | None = None, policy: str | None = None
) -> Sequence[VersionRow]:
    """Version rows by organisation, policy and date, the undated first."""
    wanted = select(VersionRow).options(defer(cast("QueryableAttribute[str]", VersionRow.text)))
    if organisation is not None:
        wanted = wanted.where(VersionRow.organisation == organisation)
    if policy is not None:
        wanted = wanted.where(VersionRow.policy == policy)
    found = session.exec(wanted).all()
    return sorted(
        found, key=lambda row: (row.organisation, row.policy, row.effective or date.min, row.id or 0)
    )


class Dated(Protocol):
    """What tells whether a version is in force: a whole row, or a standing."""

    @property
    def organisation(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def effective(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """A version without its text: what a question needs to know of every version before it is asked."""

    id: int
    organisation: str
    policy: str
    audience: str
    effective: date | None


Version = TypeVar("Version", bound=Dated)


_STANDINGS: Any = select(
    *(getattr(VersionRow, name) for name in ("id", "organisation", "policy", "audience", "effective"))
).where(VersionRow.organisation == bindparam("organisation"))
_LIVE = select(BuildRow).where(BuildRow.organisation == bindparam("organisation"))
"""Before every question: SQLAlchemy takes longer to put a statement together than to run it."""


def standings(session: Session, organisation: str) -> list[Standing]:
    """The versions of an organisation by policy and date, the undated first."""
    found = session.exec(_STANDINGS, params={"organisation": organisation})
    return sorted(
        (Standing(*row) for row in found), key=lambda row: (row.policy, row.effective or date.min, row.id)
    )


def live_builds(session: Session, organisation: str) -> dict[str, BuildRow]:
    """The builds that answer for an organisation, by audience."""
    return {row.audience: row for row in session.exec(_LIVE, params={"organisation": organisation})}


def in_force(versions: Iterable[Version], day: date) -> list[Version]:
    """Of each policy the version of the latest date up to `day`; an undated one counts as always in force."""
    latest: dict[tuple[str, str], Version] = {}
    for row in versions:
        if row.effective is None or row.effective <= day:
            latest[row.organisation, row.policy] = row
    return list(latest.values())


def add(session: Session, version: PolicyVersion, now: datetime) -> VersionRow:
    """Store a version; one of the same name is replaced and loses its id."""
    if old := find(session, version.organisation, version.policy, version.version):
        remove(session, old)
    row = VersionRow(
        organisation=version.organisation,
        policy=version.policy,
        version=version.version,
        title=version.title,
        language=version.language,
        audience=version.audience,
        effective=version.effective,
        source=version.source,
        text=version.text,
        fingerprint=fingerprint(version),
        imported_at=now,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101  # flushed
    session.add_all(_clause_row(row.id, ordinal, clause) for ordinal, clause in enumerate(version.clauses))
    return row


def remove(session: Session, row: VersionRow) -> None:
    """Delete a version and its clauses."""
    session.exec(delete(ClauseRow).where(col(ClauseRow.version_id) == row.id))
    session.delete(row)
    session.flush()


def load(session: Session, row: VersionRow) -> PolicyVersion:
    """The version with its clauses in reading order."""
    wanted = select(ClauseRow).where(ClauseRow.version_id == row.id).order_by(col(ClauseRow.ordinal))
    text = session.exec(select(VersionRow.text).where(VersionRow.id == row.id)).one()
    return PolicyVersion(
        organisation=row.organisation,
        policy=row.policy,
        version=row.version,
        title=row.title,
        language=row.language,
        audience=cast("Audience", row.audience),
        effective=row.effective,
        text=text,
        clauses=tuple(_clause(found, text) for found in session.exec(wanted)),
        source=row.source,
    )


def clause_counts(session: Session) -> dict[int, int]:
    """Number of clauses by version id."""
    wanted = select(ClauseRow.version_id, func.count()).group_by(col(ClauseRow.version_id))
    return dict(session.exec(wanted).all())


def hashes(session: Session, version_id: int) -> list[str]:
    """The clause hashes of a version in reading order."""
    wanted = select(ClauseRow.hash).where(ClauseRow.version_id == version_id).order_by(col(ClauseRow.ordinal))
    return list(session.exec(wanted))


def add_embeddings(session: Session, model: str, encodings: Mapping[str, Encoding]) -> None:
    """Store vectors by clause hash; hashes that are there already are left alone."""
    known = {found.hash for found in _embeddings(session, model, list(encodings))}
    session.add_all(
        EmbeddingRow(hash=key, model=model, pooled=encoding.pooled.tobytes(), tokens=pack(encoding.tokens))
        for key, encoding in encodings.items()
        if key not in known
    )


def missing_embeddings(session: Session, model: str, wanted: Sequence[str]) -> set[str]:
    """The hashes that have no vectors under this model yet."""
    return set(wanted) - {found.hash for found in _embeddings(session, model, wanted)}


def embeddings(session: Session, model: str, wanted: Sequence[str]) -> tuple[Floats, list[bytes]]:
    """Pooled vectors (n, d) and packed token vectors in the order of the hashes; KeyError when missing."""
    found = {row.hash: row for row in _embeddings(session, model, wanted)}
    pooled = [np.frombuffer(found[key].pooled, dtype="<f4") for key in wanted]
    return np.stack(pooled), [found[key].tokens for key in wanted]


def alone(session: Session) -> None:
    """Let nobody else make or remove builds until this transaction ends, as on SQLite the write lock does."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": _BUILDING})


def live_build(session: Session, organisation: str, audience: str) -> BuildRow | None:
    """The build that answers for an organisation and audience."""
    return session.get(BuildRow, (organisation, audience))


def forget_build(session: Session, organisation: str, audience: str) -> None:
    """Let no build of an organisation and audience be live."""
    gone = delete(BuildRow).where(col(BuildRow.organisation) == organisation)
    session.exec(gone.where(col(BuildRow.audience) == audience))
    session.expire_all()


def builds(session: Session) -> Sequence[BuildRow]:
    """All live builds."""
    return session.exec(select(BuildRow)).all()


def _by_age(row: VersionRow) -> tuple[str, str, date, int]:
    return row.organisation, row.policy, row.effective or date.min, row.id or 0


def _embeddings(session: Session, model: str, wanted: Sequence[str]) -> list[EmbeddingRow]:
    found: list[EmbeddingRow] = []
    unique = sorted(set(wanted))
    for start in range(0, len(unique), _AT_ONCE):
        some = col(EmbeddingRow.hash).in_(unique[start : start + _AT_ONCE])
        found += session.exec(select(EmbeddingRow).where(EmbeddingRow.model == model, some))
    return found


def _clause_row(version_id: int, ordinal: int, clause: Clause) -> ClauseRow:
    return ClauseRow(
        version_id=version_id,
        ordinal=ordinal,
        place=clause.place,
        parent=clause.parent,
        kind=clause.kind,
        number=clause.number,
        heading_path=list(clause.heading_path),
        lead_in=clause.lead_in,
        start=clause.start,
        end=clause.end,
        page=clause.page,
        hash=clause.hash,
    )


def _clause(row: ClauseRow, text: str) -> Clause:
    return Clause(
        place=row.place,
        parent=row.parent,
        kind=cast("ClauseKind", row.kind),
        number=row.number,
        heading_path=tuple(row.heading_path),
        lead_in=row.lead_in,
        text=text[row.start : row.end],
        start=row.start,
        end=row.end,
        page=row.page,
    )
