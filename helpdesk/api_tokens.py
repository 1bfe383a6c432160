"""Tokens for programs: shown once, kept as hashes, with scopes, an end, and one organisation or all."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from sqlmodel import Session, col, select

from helpdesk import audit
from helpdesk.agents import agent_from
from helpdesk.errors import NotFound, Refused
from helpdesk.open_sessions import SEEN_EVERY, token_hash
from helpdesk.permissions import Action
from helpdesk.tables import AgentRecord, ApiTokenRecord, OrganisationRecord
from helpdesk.workplace import Workplace

Scope = Literal["tickets:read", "tickets:write", "preferences:read", "reports:read"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
LONGEST_LIFE = 366
"""Days."""
PREFIX = "mdg_"
"""What each token begins with, so that one that leaked is recognised as what it is."""

TAKES: dict[Scope, Action] = {
    "tickets:read": "read",
    "tickets:write": "write",
    "preferences:read": "export",
    "reports:read": "report",
}
"""What somebody must be allowed to do themselves for their token to have the scope."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as it is listed; without ``organisation`` it is good for all that its maker may see."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    organisation: str | None
    created_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApiClient:
    """A program that was let in. It acts for ``agent_id``, who made its token.

    ``sees``: by scope, the organisations it may see (None: all).
    """

    id: str
    agent_id: str
    sees: dict[Scope, frozenset[str] | None]


class ApiTokens:
    """Issued, listed, revoked; and whose a token is."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def issue(
        self, name: str, scopes: tuple[Scope, ...], organisation: str | None, days: int, *, by: str
    ) -> str:
        """A new token, to be shown this once; Refused for an empty name, no scope or too long a life."""
        name, wanted = name.strip(), tuple(one for one in SCOPES if one in scopes)
        if not name or not wanted or not 1 <= days <= LONGEST_LIFE:
            raise Refused(f"a token needs a name, a scope and an end within {LONGEST_LIFE} days", "token")
        value, now = PREFIX + secrets.token_urlsafe(32), self._work.clock()
        with self._work.sessions.write() as session:
            if organisation and session.get(OrganisationRecord, organisation) is None:
                raise NotFound(f"there is no organisation {organisation!r}")
            row = ApiTokenRecord(
                token_hash=token_hash(value),
                name=name,
                scopes=list(wanted),
                organisation=organisation,
                created_by=by,
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
            session.add(row)
            session.flush()
            self._record(session, "api_token_issued", by, row)
        return value

    def all(self) -> tuple[ApiToken, ...]:
        """Every token, the newest first."""
        with self._work.sessions.read() as session:
            rows = session.exec(select(ApiTokenRecord).order_by(col(ApiTokenRecord.created_at).desc()))
            return tuple(_token(row) for row in rows)

    def revoke(self, id: str, *, by: str) -> None:
        """End a token now; a no-op for one that has been revoked."""
        with self._work.sessions.write() as session:
            row = session.get(ApiTokenRecord, id)
            if row is None:
                raise NotFound("there is no such token")
            if row.revoked_at is None:
                row.revoked_at = self._work.clock()
                self._record(session, "api_token_revoked", by, row)

    def client(self, value: str) -> ApiClient | None:
        """Who comes with this token; None for one that is unknown, over or revoked.

        It may do what its maker may do now, and no more: closing their account closes its door.
        """
        now = self._work.clock()
        with self._work.sessions.read() as session:
            row = session.exec(
                select(ApiTokenRecord).where(ApiTokenRecord.token_hash == token_hash(value))
            ).first()
            if row is None or row.revoked_at is not None or row.expires_at <= now:
                return None
            maker = agent_from(session, session.get_one(AgentRecord, row.created_by))
        if not maker.active:
            return None
        self._note_use(row, now)
        own = None if row.organisation is None else frozenset({row.organisation})
        sees = {one: _both(own, maker.reach.where(TAKES[one])) for one in _token(row).scopes}
        return ApiClient(row.id, maker.id, sees)

    def _note_use(self, row: ApiTokenRecord, now: datetime) -> None:
        if row.used_at is None or now - row.used_at >= SEEN_EVERY:
            with self._work.sessions.write() as session:
                session.get_one(ApiTokenRecord, row.id).used_at = now

    def _record(self, session: Session, type: str, actor: str, row: ApiTokenRecord) -> None:
        facts = {"token": row.id, "scopes": " ".join(row.scopes), "organisation": row.organisation}
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts=facts)


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The organisations in both, where None means all there are."""
    if one is None:
        return other
    return one if other is None else one & other


def _token(row: ApiTokenRecord) -> ApiToken:
    return ApiToken(
        row.id,
        row.name,
        tuple(cast(Scope, one) for one in row.scopes),
        row.organisation,
        row.created_by,
        row.created_at,
        row.expires_at,
        row.used_at,
        row.revoked_at,
    )
