"""The people who work at the desk, and their sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["agent", "lead", "privacy_officer", "auditor", "administrator"]


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

    def add_agent(self, email: str, name: str, password: str, role: Role = "agent") -> Agent:
        """Add an account; Refused when the address is taken or the password is shorter than 12."""
        raise NotImplementedError

    def all(self) -> tuple[Agent, ...]:
        """Every active agent, by name."""
        raise NotImplementedError

    def sign_in(self, email: str, password: str) -> SessionToken | None:
        """A new session, or None for unknown address and wrong password alike."""
        raise NotImplementedError

    def agent_of(self, session_token: str) -> Agent | None:
        """Whose live session this is."""
        raise NotImplementedError

    def sign_out(self, session_token: str) -> None:
        """Revoke the session."""
        raise NotImplementedError

    def first_run_admin(self) -> str | None:
        """Make ``admin@localhost`` when there is no agent; its password, shown once, else None."""
        raise NotImplementedError
