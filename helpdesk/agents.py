"""The people who work at the desk, and their sessions."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import update
from sqlmodel import Session, col, select

from helpdesk import audit
from helpdesk.errors import Refused
from helpdesk.tables import AgentRecord, SessionRecord
from helpdesk.workplace import Workplace

Role = Literal["agent", "lead", "privacy_officer", "auditor", "administrator"]

SHORTEST, LONGEST = 12, 256
"""Characters in a password."""
FIRST_ADMIN = "admin@localhost"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person at the desk."""

    id: str
    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class SessionToken:
    """A new session: ``value`` goes into the cookie, only its hash is stored."""

    value: str
    agent_id: str
    expires_at: datetime


class Agents:
    """Accounts and sessions."""

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self._hasher = PasswordHasher()

    def add_agent(self, email: str, name: str, password: str, role: Role = "agent") -> Agent:
        """Add an account; Refused when the address is taken or the password is too short."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise Refused(f"a password must have between {SHORTEST} and {LONGEST} characters")
        if role not in get_args(Role):
            raise Refused(f"there is no role {role!r}; use one of {', '.join(get_args(Role))}")
        email, name = _folded(email), name.strip()
        if not email or not name:
            raise Refused("an account needs an e-mail address and a name")
        row = AgentRecord(
            email=email,
            name=name,
            role=role,
            password_hash=self._hasher.hash(password),
            created_at=self._work.clock(),
        )
        with self._work.sessions.write() as session:
            if _by_email(session, email) is not None:
                raise Refused(f"there is an account for {email} already; choose another address")
            session.add(row)
            session.flush()
            self._record(session, "agent_added", "system", row)
        return _agent(row)

    def all(self) -> tuple[Agent, ...]:
        """Every active agent, by name."""
        with self._work.sessions.read() as session:
            rows = session.exec(select(AgentRecord).where(col(AgentRecord.active)).order_by(AgentRecord.name))
            return tuple(_agent(row) for row in rows.all())

    def sign_in(self, email: str, password: str) -> SessionToken | None:
        """A new session, or None after the same work for an unknown address and a wrong password."""
        with self._work.sessions.read() as session:
            row = _by_email(session, _folded(email))
        stored = row.password_hash if row is not None and row.active else self._nobody
        if not self._matches(stored, password) or row is None or not row.active:
            return None
        now, value = self._work.clock(), secrets.token_urlsafe(32)
        token = SessionToken(value, row.id, now + self._work.settings.session_life)
        with self._work.sessions.write() as session:
            session.add(
                SessionRecord(
                    token_hash=_hash(value), agent_id=row.id, created_at=now, expires_at=token.expires_at
                )
            )
            self._record(session, "signed_in", row.id, row)
        return token

    def agent_of(self, session_token: str) -> Agent | None:
        """Whose live session this is."""
        with self._work.sessions.read() as session:
            found = session.get(SessionRecord, _hash(session_token))
            if found is None or found.revoked_at is not None or found.expires_at <= self._work.clock():
                return None
            row = session.get(AgentRecord, found.agent_id)
            return _agent(row) if row is not None and row.active else None

    def sign_out(self, session_token: str) -> None:
        """Revoke the session; a no-op for one that is unknown or revoked."""
        with self._work.sessions.write() as session:
            found = session.get(SessionRecord, _hash(session_token))
            if found is not None and found.revoked_at is None:
                found.revoked_at = self._work.clock()
                self._record(session, "signed_out", found.agent_id, None)

    def change_password(self, session_token: str, current: str, new: str) -> bool:
        """Set a new password for the agent of a live session and end all their other sessions.

        False when ``current`` is wrong or the session has ended; Refused when ``new`` is too short or long.
        """
        if not SHORTEST <= len(new) <= LONGEST:
            raise Refused(f"a password must have between {SHORTEST} and {LONGEST} characters")
        agent = self.agent_of(session_token)
        with self._work.sessions.read() as session:
            row = session.get(AgentRecord, agent.id) if agent else None
        if row is None or not self._matches(row.password_hash, current):
            return False
        hashed = self._hasher.hash(new)
        with self._work.sessions.write() as session:
            session.get_one(AgentRecord, row.id).password_hash = hashed
            session.exec(
                update(SessionRecord)
                .where(
                    col(SessionRecord.agent_id) == row.id,
                    col(SessionRecord.revoked_at).is_(None),
                    col(SessionRecord.token_hash) != _hash(session_token),
                )
                .values(revoked_at=self._work.clock())
            )
            self._record(session, "password_changed", row.id, row)
        return True

    def first_run_admin(self) -> str | None:
        """Make ``admin@localhost`` when there is no agent; its password, shown once, else None."""
        with self._work.sessions.read() as session:
            if session.exec(select(AgentRecord.id)).first() is not None:
                return None
        password = secrets.token_urlsafe(12)
        self.add_agent(FIRST_ADMIN, "Administrator", password, "administrator")
        return password

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password matches, so that an unknown address costs as much time as a known one."""
        return self._hasher.hash(secrets.token_urlsafe(32))

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password[: LONGEST + 1])
        except VerifyMismatchError:
            return False

    def _record(self, session: Session, type: str, actor: str, row: AgentRecord | None) -> None:
        facts = {"agent": row.id, "role": row.role} if row else {}
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts=facts)


def _by_email(session: Session, email: str) -> AgentRecord | None:
    return session.exec(select(AgentRecord).where(AgentRecord.email == email)).first()


def _agent(row: AgentRecord) -> Agent:
    return Agent(row.id, row.email, row.name, cast(Role, row.role))


def _folded(email: str) -> str:
    return email.strip().casefold()


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
