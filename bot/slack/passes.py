"""Who may connect a workspace: a link made for one organisation, and each step from it at most once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlmodel import col, delete

from bot.ports import Clock, Sessions
from bot.slack.records import PassRecord

LINK = timedelta(hours=24)
STATE = timedelta(minutes=10)

Purpose = Literal["link", "state"]


class Passes:
    """Issues and takes back secrets of 256 bits, of which only the hash is stored."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    def link(self, organisation: str) -> str:
        """A secret by which one workspace may be connected to an organisation within a day."""
        return self._issue("link", organisation, None, LINK)

    def state(self, link: str) -> str | None:
        """The `state` of an installation begun by a link; None when the link is not valid."""
        with self._sessions.read() as session:
            found = session.get(PassRecord, _mark(link))
        if found is None or not self._holds(found, "link"):
            return None
        return self._issue("state", found.organisation, found.mark, STATE)

    def redeem(self, state: str) -> str | None:
        """The organisation that a state leads to; neither it nor its link can be used again."""
        with self._sessions.write() as session:
            found = session.get(PassRecord, _mark(state), with_for_update=True)
            link = session.get(PassRecord, found.link, with_for_update=True) if found and found.link else None
            if found is None or link is None:
                return None
            session.delete(found)
            if not (self._holds(found, "state") and self._holds(link, "link")):
                return None
            session.delete(link)
        return found.organisation

    def expire(self) -> None:
        """Remove what is no longer valid."""
        with self._sessions.write() as session:
            session.exec(delete(PassRecord).where(col(PassRecord.expires_at) <= self._clock()))

    def _issue(self, purpose: Purpose, organisation: str, link: str | None, lifetime: timedelta) -> str:
        secret = secrets.token_urlsafe(32)
        until: datetime = self._clock() + lifetime
        self.expire()
        with self._sessions.write() as session:
            session.add(
                PassRecord(
                    mark=_mark(secret),
                    purpose=purpose,
                    organisation=organisation,
                    link=link,
                    expires_at=until,
                )
            )
        return secret

    def _holds(self, found: PassRecord, purpose: Purpose) -> bool:
        return found.purpose == purpose and found.expires_at > self._clock()


def _mark(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
