"""Who may speak in a conversation: one bearer token, which is renewed while it is used."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from bot.ports import Clock, Sessions
from bot.records import ConversationRecord

LIFE = timedelta(hours=24)
"""A token that is not renewed lapses after so long, unless the person keeps the chat on their device."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A conversation whose token was shown, and the site it is spoken on; None for our own pages."""

    site: str | None


class Tokens:
    """Checks and renews them; only hashes are stored."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    def admit(self, id: str, token: str) -> Admitted | None:
        """None for an unknown conversation, a wrong token and a lapsed one, after the same time.

        The first use of a renewed token ends the one before it.
        """
        with self._sessions.read() as session:
            record = session.get(ConversationRecord, id)
        hashed = hashed_token(token)
        current = hmac.compare_digest(record.token_hash if record else "", hashed)
        following = hmac.compare_digest((record.next_token_hash if record else None) or "", hashed)
        if record is None or not (current or following) or self._lapsed(record):
            return None
        if following:
            self._promote(id, hashed)
        return Admitted(record.site)

    def renew(self, id: str, remembered: bool | None = None) -> str:
        """A token that takes the place of the present one when it is first used.

        So an answer that gets lost on the way locks nobody out. ``remembered``: kept on the person's device,
        and good for as long as the conversation.
        """
        token = secrets.token_urlsafe(32)
        with self._sessions.write() as session:
            if record := session.get(ConversationRecord, id, with_for_update=True):
                record.next_token_hash = hashed_token(token)
                if remembered is not None:
                    record.remembered = remembered
        return token

    def _promote(self, id: str, hashed: str) -> None:
        with self._sessions.write() as session:
            record = session.get(ConversationRecord, id, with_for_update=True)
            if record and record.next_token_hash == hashed:
                record.token_hash, record.next_token_hash = hashed, None
                record.token_issued_at = self._clock()

    def _lapsed(self, record: ConversationRecord) -> bool:
        issued = record.token_issued_at or record.created_at
        return not record.remembered and self._clock() > issued + LIFE


def hashed_token(token: str) -> str:
    """How a token is stored; 256 random bits need no salt."""
    return sha256(token.encode()).hexdigest()
