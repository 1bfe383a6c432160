"""What was plainly asked and is neither filed nor declined yet, so that it cannot be lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlmodel import col, delete, select

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


class IntentStore:
    """Remembers what was asked until it is settled."""

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    def remember(self, conversation: str, kind: str, right: str | None, message: str) -> None:
        """Remember it; the same thing asked again in the conversation counts once, from its first words."""
        same = select(IntentRecord.id).where(
            IntentRecord.conversation_id == conversation,
            IntentRecord.kind == kind,
            col(IntentRecord.right).is_not_distinct_from(right),
        )
        id = uuid4().hex
        with self._sessions.write() as session:
            owner = session.get(ConversationRecord, conversation)
            if owner is None or session.exec(same).first():
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

    def of(self, conversation: str) -> tuple[Asked, ...]:
        """What is open in a conversation, oldest first."""
        return self._read(IntentRecord.conversation_id == conversation)

    def before(self, moment: datetime) -> tuple[Asked, ...]:
        """Everything open that was said before a moment, oldest first."""
        return self._read(col(IntentRecord.said_at) <= moment)

    def settle(self, conversation: str, kind: str | None = None, right: str | None = None) -> None:
        """Forget what was filed; without a kind, everything (the person declined)."""
        gone = delete(IntentRecord).where(col(IntentRecord.conversation_id) == conversation)
        if kind:
            gone = gone.where(
                col(IntentRecord.kind) == kind, col(IntentRecord.right).is_not_distinct_from(right)
            )
        with self._sessions.write() as session:
            session.exec(gone)

    def _read(self, condition: object) -> tuple[Asked, ...]:
        query = select(IntentRecord, ConversationRecord.data_key).where(
            condition,  # type: ignore[arg-type]  # a column expression; its stubs say bool
            IntentRecord.conversation_id == ConversationRecord.id,
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
            )
            for row, key in rows
        )


def _place(id: str) -> str:
    return f"bot_intent/message/{id}"
