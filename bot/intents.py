"""What was plainly asked and is neither filed nor declined yet, so that it cannot be lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import col, select

from bot.ports import Clock, Sessions
from bot.records import ConversationRecord, IntentRecord
from helpdesk import Vault


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, complaint or incident in the person's own words."""

    id: str
    conversation: str
    kind: str
    right: str | None
    message: str
    said_at: datetime
    key: str | None


class IntentStore:
    """Remembers what was asked until it is settled. A row is `open`, `claimed`, `filed` or `declined`."""

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    def remember(self, conversation: str, kind: str, right: str | None, message: str) -> None:
        """Remember it; the same thing asked again before it is settled counts once, from its first words."""
        same = and_(_about(conversation, kind, right), col(IntentRecord.state).in_(("open", "claimed")))
        id = uuid4().hex
        with self._sessions.write() as session:
            owner = session.get(ConversationRecord, conversation, with_for_update=True)
            if owner is None or session.exec(select(IntentRecord.id).where(same)).first():
                return
            sealed = self._vault.data_key(owner.data_key).seal(message, _place(id))
            session.add(
                IntentRecord(
                    id=id,
                    conversation_id=conversation,
                    kind=kind,
                    right=right,
                    message=sealed,
                    said_at=self._clock(),
                )
            )

    def claim(self, conversation: str, kind: str | None, right: str | None, key: str) -> Asked | None:
        """Take what is asked for filing under `key`; the same key gets the same again, nobody else does.

        Without a kind the newest open one is taken.
        """
        wanted = _about(conversation, kind, right) if kind else _of(conversation)
        mine, free = col(IntentRecord.key) == key, and_(wanted, col(IntentRecord.state) == "open")
        found = self._read(and_(_of(conversation), or_(mine, free)))
        claimed = [asked for asked in found if asked.key == key]
        for asked in claimed or reversed(found):
            if claimed or self._take(asked.id, key):
                return asked
        return None

    def claim_left(self, before: datetime) -> tuple[Asked, ...]:
        """Take everything that was said before a moment and lies open, or was claimed and never filed."""
        left = self._read(
            and_(
                col(IntentRecord.said_at) <= before,
                or_(
                    col(IntentRecord.state) == "open",
                    and_(col(IntentRecord.state) == "claimed", col(IntentRecord.claimed_at) <= before),
                ),
            )
        )
        return tuple(asked for asked in left if self._take(asked.id, None, before))

    def open(self, conversation: str) -> tuple[Asked, ...]:
        """What is open in a conversation, oldest first."""
        return self._read(and_(_of(conversation), col(IntentRecord.state) == "open"))

    def is_filed(self, conversation: str, kind: str, right: str | None) -> bool:
        """Whether the same was filed from this conversation before."""
        return bool(self._read(and_(_about(conversation, kind, right), col(IntentRecord.state) == "filed")))

    def filed(self, id: str) -> None:
        """There is a ticket for it now."""
        self._set(col(IntentRecord.id) == id, state="filed")

    def decline(self, conversation: str, kind: str | None, right: str | None) -> None:
        """The person wants it not filed; without a kind, nothing of what is open."""
        wanted = _about(conversation, kind, right) if kind else _of(conversation)
        self._set(and_(wanted, col(IntentRecord.state) == "open"), state="declined")

    def _take(self, id: str, key: str | None, before: datetime | None = None) -> bool:
        free = col(IntentRecord.state) == "open"
        if before:
            free = or_(free, col(IntentRecord.claimed_at) <= before)
        mine = and_(col(IntentRecord.id) == id, free)
        values = {"state": "claimed", "claimed_at": self._clock()} | ({"key": key} if key else {})
        return self._set(mine, **values) == 1

    def _set(self, condition: ColumnElement[bool], **values: Any) -> int:
        with self._sessions.write() as session:
            changed: int = session.exec(update(IntentRecord).where(condition).values(**values)).rowcount
            return changed

    def _read(self, condition: ColumnElement[bool]) -> tuple[Asked, ...]:
        query = select(IntentRecord, ConversationRecord.data_key).where(
            condition, IntentRecord.conversation_id == ConversationRecord.id
        )
        with self._sessions.read() as session:
            rows = session.exec(query.order_by(col(IntentRecord.said_at))).all()
        return tuple(
            Asked(
                id=row.id,
                conversation=row.conversation_id,
                kind=row.kind,
                right=row.right,
                message=self._vault.data_key(key).unseal(row.message, _place(row.id)),
                said_at=row.said_at,
                key=row.key,
            )
            for row, key in rows
        )


def _of(conversation: str) -> ColumnElement[bool]:
    return col(IntentRecord.conversation_id) == conversation


def _about(conversation: str, kind: str, right: str | None) -> ColumnElement[bool]:
    same_right = col(IntentRecord.right).is_not_distinct_from(right)
    return and_(_of(conversation), col(IntentRecord.kind) == kind, same_right)


def _place(id: str) -> str:
    return f"bot_intent/message/{id}"
