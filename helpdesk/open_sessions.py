"""Who is signed in: sessions in the database, of whose tokens only hashes are kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, cast

from sqlalchemy import update
from sqlmodel import Session, col, select

from helpdesk.tables import AgentRecord, SessionRecord
from helpdesk.workplace import Workplace

Method = Literal["password", "code", "recovery_code", "provider", "half"]
"""How somebody signed in; ``half``: the password was right, and the second factor is still to come."""

HALF_LIFE = timedelta(minutes=5)
"""How long the second factor may take."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last used; finer, and each page would be a write."""


@dataclass(frozen=True, slots=True)
class SessionToken:
    """A new session: ``value`` goes into the cookie, only its hash is stored."""

    value: str
    agent_id: str
    expires_at: datetime
    half: bool = False


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its owner sees it. ``id`` names it and opens nothing; ``client`` is a browser's family."""

    id: str
    method: Method
    client: str | None
    created_at: datetime
    seen_at: datetime
    is_this: bool


def begin(
    session: Session, work: Workplace, agent_id: str, method: Method, client: str | None
) -> SessionToken:
    """Open a session in the caller's transaction."""
    now, value, half = work.clock(), secrets.token_urlsafe(32), method == "half"
    expires = now + (HALF_LIFE if half else work.settings.session_life)
    session.add(
        SessionRecord(
            token_hash=token_hash(value),
            agent_id=agent_id,
            method=method,
            client=client,
            seen_at=now,
            created_at=now,
            expires_at=expires,
        )
    )
    session.flush()
    return SessionToken(value, agent_id, expires, half)


def live(session: Session, work: Workplace, token: str, *, half: bool = False) -> SessionRecord | None:
    """The session of a token, where it is neither revoked nor over nor idle and its agent is active."""
    found = session.get(SessionRecord, token_hash(token))
    if found is None or found.revoked_at is not None or _is_over(found, work):
        return None
    agent = session.get(AgentRecord, found.agent_id)
    return found if agent and agent.active and (found.method == "half") == half else None


def all_of(session: Session, work: Workplace, agent_id: str, token: str | None) -> tuple[OpenSession, ...]:
    """An agent's live sessions, last used first; ``token`` is the one that asks."""
    asking = token_hash(token) if token else None
    rows = session.exec(
        select(SessionRecord).where(
            SessionRecord.agent_id == agent_id,
            col(SessionRecord.revoked_at).is_(None),
            SessionRecord.method != "half",
        )
    ).all()
    shown = [
        OpenSession(
            id=row.token_hash[:16],
            method=cast(Method, row.method),
            client=row.client,
            created_at=row.created_at,
            seen_at=last_used(row),
            is_this=row.token_hash == asking,
        )
        for row in rows
        if not _is_over(row, work)
    ]
    return tuple(sorted(shown, key=lambda one: one.seen_at, reverse=True))


def end_all(
    session: Session, work: Workplace, agent_id: str, *, but: str | None = None, id: str | None = None
) -> int:
    """Revoke an agent's sessions, ``but`` the one of this token, or only the one of this id; how many."""
    ended = update(SessionRecord).where(
        col(SessionRecord.agent_id) == agent_id, col(SessionRecord.revoked_at).is_(None)
    )
    if but is not None:
        ended = ended.where(col(SessionRecord.token_hash) != token_hash(but))
    if id is not None:
        ended = ended.where(col(SessionRecord.token_hash).startswith(id, autoescape=True))
    return session.exec(ended.values(revoked_at=work.clock())).rowcount


def last_used(row: SessionRecord) -> datetime:
    """When the session was last used, to `SEEN_EVERY`."""
    return row.seen_at or row.created_at


def _is_over(row: SessionRecord, work: Workplace) -> bool:
    now = work.clock()
    return row.expires_at <= now or last_used(row) + work.settings.session_idle <= now


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()
