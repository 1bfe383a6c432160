"""Signing in and out: a password, then a second factor where the account has one; sessions can be ended."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import cast

from sqlmodel import Session

from helpdesk import audit, passwords
from helpdesk.agents import Agent, account_of, agent_from, by_email, folded
from helpdesk.errors import Refused
from helpdesk.near_words import near_words
from helpdesk.oidc import Identity
from helpdesk.open_sessions import (
    SEEN_EVERY,
    Method,
    OpenSession,
    SessionToken,
    all_of,
    begin,
    end_all,
    last_used,
    live,
)
from helpdesk.second_factor import spend
from helpdesk.tables import AgentRecord, SessionRecord
from helpdesk.workplace import Workplace


class AgentSessions:
    """The sessions of the people at the desk."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def sign_in(self, email: str, password: str, *, client: str | None = None) -> SessionToken | None:
        """A new session, or None after the same work for an unknown address and a wrong password.

        It is ``half`` open where the account has a second factor: see `pass_code`.
        """
        with self._work.sessions.read() as session:
            row = by_email(session, folded(email))
        stored = row.password_hash if row is not None and row.active else passwords.fits_nobody()
        if not passwords.fits(stored, password) or row is None or not row.active:
            return None
        if row.password_until and row.password_until <= self._work.clock():
            return None
        with self._work.sessions.write() as session:
            method: Method = "half" if row.totp_since else "password"
            return self._begin(session, row.id, method, client)

    def half_open(self, token: str) -> Agent | None:
        """Who has given the right password and has still to give a code."""
        with self._work.sessions.read() as session:
            found = live(session, self._work, token, half=True)
            return agent_from(session, session.get_one(AgentRecord, found.agent_id)) if found else None

    def pass_code(self, token: str, code: str) -> SessionToken | None:
        """The open session in place of the half open one; None for a wrong or used code, or too late."""
        with self._work.sessions.write() as session:
            found = live(session, self._work, token, half=True)
            if found is None:
                return None
            method = spend(session, self._work, session.get_one(AgentRecord, found.agent_id), code)
            if method is None:
                return None
            found.revoked_at = self._work.clock()
            return self._begin(session, found.agent_id, method, found.client)

    def sign_in_as(
        self, identity: Identity, domains: Collection[str], *, client: str | None = None
    ) -> SessionToken | None:
        """A session for somebody whom the provider knows; None where they have no open account."""
        with self._work.sessions.write() as session:
            row = account_of(session, self._work, identity, domains)
            return self._begin(session, row.id, "provider", client) if row else None

    def agent_of(self, token: str) -> Agent | None:
        """Whose live session this is."""
        with self._work.sessions.read() as session:
            found = live(session, self._work, token)
            if found is None:
                return None
            agent = agent_from(session, session.get_one(AgentRecord, found.agent_id))
        if self._work.clock() - last_used(found) >= SEEN_EVERY:
            self._change(token, _seen(self._work.clock()))
        return agent

    def method_of(self, token: str) -> Method | None:
        """How the session was opened."""
        with self._work.sessions.read() as session:
            found = live(session, self._work, token)
            return cast(Method, found.method) if found else None

    def owes_second_factor(self, agent: Agent, token: str) -> bool:
        """Whether a second factor is demanded that this account has not set up; a provider has its own."""
        if agent.second_factor or not self._work.settings.require_second_factor:
            return False
        return self.method_of(token) != "provider"

    def owes_password(self, agent_id: str, token: str) -> bool:
        """Whether somebody signed in with a one-time password and has still to choose their own."""
        with self._work.sessions.read() as session:
            given = session.get_one(AgentRecord, agent_id).password_until is not None
        return given and self.method_of(token) != "provider"

    def knows_password(self, agent_id: str, password: str) -> bool:
        """Whether this is the account's password, asked again before something lasting."""
        with self._work.sessions.read() as session:
            row = session.get_one(AgentRecord, agent_id)
        return passwords.fits(row.password_hash, password)

    def sign_out(self, token: str) -> None:
        """Revoke the session; a no-op for one that is unknown or revoked."""

        def step(session: Session, found: SessionRecord) -> None:
            found.revoked_at = self._work.clock()
            self._record(session, "signed_out", found.agent_id, found.agent_id)

        self._change(token, step)

    def of(self, agent_id: str, token: str | None = None) -> tuple[OpenSession, ...]:
        """An agent's open sessions; ``token`` marks the one that asks."""
        with self._work.sessions.read() as session:
            return all_of(session, self._work, agent_id, token)

    def end(self, agent_id: str, *, by: str, id: str | None = None, but: str | None = None) -> int:
        """End an agent's sessions: one by its id, or all, ``but`` that of a token; how many there were."""
        with self._work.sessions.write() as session:
            ended = end_all(session, self._work, agent_id, id=id, but=but)
            if ended:
                self._record(session, "sessions_ended", by, agent_id)
            return ended

    def change_password(self, token: str, current: str, new: str) -> bool:
        """Set a new password for the agent of a live session and end all their other sessions.

        False when ``current`` is wrong or the session has ended; else Refused when ``new`` cannot be one.
        Whoever has signed in with a one-time password is not asked for it again, and cannot keep it.
        """
        agent = self.agent_of(token)
        with self._work.sessions.read() as session:
            row = session.get(AgentRecord, agent.id) if agent else None
        if row is None:
            return False
        if not self.owes_password(row.id, token) and not passwords.fits(row.password_hash, current):
            return False
        if row.password_until and passwords.fits(row.password_hash, new):
            raise Refused("choose another password than the one-time one", "password_same")
        with self._work.sessions.read() as session:
            near = near_words(session, row.email, row.name)
        stored = passwords.hashed(new, near)
        with self._work.sessions.write() as session:
            changed = session.get_one(AgentRecord, row.id)
            changed.password_hash, changed.password_until = stored, None
            end_all(session, self._work, row.id, but=token)
            self._record(session, "password_changed", row.id, row.id)
        return True

    def _begin(self, session: Session, agent_id: str, method: Method, client: str | None) -> SessionToken:
        if method != "half":
            self._record(session, "signed_in", agent_id, agent_id)
        return begin(session, self._work, agent_id, method, client)

    def _change(self, token: str, step: Callable[[Session, SessionRecord], None]) -> None:
        with self._work.sessions.write() as session:
            found = live(session, self._work, token)
            if found is not None:
                step(session, found)

    def _record(self, session: Session, type: str, actor: str, agent_id: str) -> None:
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts={"agent": agent_id})


def _seen(now: datetime) -> Callable[[Session, SessionRecord], None]:
    def step(_session: Session, found: SessionRecord) -> None:
        found.seen_at = now

    return step
