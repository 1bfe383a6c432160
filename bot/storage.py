"""Conversations and what was said in them: transient, sealed, and with an end."""

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import CursorResult, func, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.bodies import Body
from bot.database import add_new
from bot.ports import Clock, Sessions
from bot.records import ConversationRecord, EventRecord, IntentRecord
from bot.stored import ConversationGone, Started, StoredConversation, StoredEvent
from bot.tokens import hashed_token
from helpdesk import DataKey, Vault

MOST_NEWS = 2000


class ConversationStore:
    """Keeps conversations; `lifetime` says how long one lives that is not extended."""

    def __init__(
        self,
        sessions: Sessions,
        vault: Vault,
        clock: Clock,
        lifetime: Callable[[], timedelta] = lambda: timedelta(days=30),
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock
        self._lifetime = lifetime

    def start(
        self,
        channel: str,
        organisation: str,
        language: str,
        audience: str,
        address: str | None = None,
        site: str | None = None,
    ) -> Started:
        """Begin a conversation; with an `address` that already has one, that one goes on with a new token.

        `site` is the key of the site on whose pages it is held; None for our own.
        """
        token = secrets.token_urlsafe(32)
        blind = self._blind(channel, address) if address else None
        try:
            with self._sessions.write() as session:
                if blind and (known := session.exec(_at(blind)).first()):
                    known.token_hash, known.token_issued_at = hashed_token(token), self._clock()
                    session.add(known)
                    return Started(known.id, token)
                record = self._new(channel, organisation, language, audience, address, token)
                record.site = site
                session.add(record)
        except IntegrityError:  # somebody else began it at this moment: theirs goes on
            if blind is None:
                raise
            return self.start(channel, organisation, language, audience, address)
        return Started(record.id, token)

    def _new(
        self, channel: str, organisation: str, language: str, audience: str, address: str | None, token: str
    ) -> ConversationRecord:
        id, key = uuid4().hex, self._vault.new_data_key()
        return ConversationRecord(
            id=id,
            channel=channel,
            organisation=organisation,
            language=language,
            audience=audience,
            address_index=self._blind(channel, address) if address else None,
            home_index=self._blind(channel, _first(address, 1)) if address else None,
            room_index=self._blind(channel, _first(address, 2)) if address else None,
            address=key.seal(address, _place("address", id)) if address else None,
            token_hash=hashed_token(token),
            token_issued_at=self._clock(),
            data_key=key.wrapped,
            created_at=self._clock(),
            expires_at=self._clock() + self._lifetime(),
        )

    def find(self, id: str) -> StoredConversation | None:
        """The conversation, or None when unknown or expired."""
        with self._sessions.read() as session:
            record = session.get(ConversationRecord, id)
            return self._view(record) if record else None

    def get(self, id: str) -> StoredConversation:
        """The conversation; ConversationGone when unknown or expired."""
        found = self.find(id)
        if found is None:
            raise ConversationGone(id)
        return found

    def by_address(self, channel: str, address: str) -> StoredConversation | None:
        """The conversation that a channel holds at an address."""
        with self._sessions.read() as session:
            record = session.exec(_at(self._blind(channel, address))).first()
            return self._view(record) if record else None

    def under(self, channel: str, place: str) -> tuple[StoredConversation, ...]:
        """The conversations whose address begins with a place of one part or of two, oldest first."""
        blind = self._blind(channel, place)
        index = ConversationRecord.room_index if "/" in place else ConversationRecord.home_index
        with self._sessions.read() as session:
            rows = session.exec(
                select(ConversationRecord).where(index == blind).order_by(col(ConversationRecord.created_at))
            ).all()
        return tuple(self._view(row) for row in rows)

    def append(self, id: str, kind: str, body: Body, key: str | None = None) -> int:
        """Store an event; its number. A repeated key stores nothing and returns the first number.

        Raises ConversationGone.
        """
        return self.append_all(id, [(kind, body, key)])[0].seq

    def append_all(self, id: str, told: Sequence[tuple[str, Body, str | None]]) -> tuple[StoredEvent, ...]:
        """Store events (kind, body, key) in one transaction; for a repeated key what was stored first.

        Raises ConversationGone.
        """
        with self._sessions.write() as session:
            # One writer per conversation at a time, or a later number could be read before an earlier one.
            record = session.get(ConversationRecord, id, with_for_update=True)
            if record is None:
                raise ConversationGone(id)
            data_key = self._vault.data_key(record.data_key)
            rows = [self._row(id, data_key, kind, body, key) for kind, body, key in told]
            add_new(session, EventRecord, rows)
            mine = (EventRecord.conversation_id == id, col(EventRecord.key).in_([row["key"] for row in rows]))
            stored = session.exec(select(EventRecord).where(*mine).order_by(col(EventRecord.seq))).all()
            return tuple(_event(data_key, row) for row in stored)

    def _row(self, id: str, data_key: DataKey, kind: str, body: Body, key: str | None) -> dict[str, Any]:
        mark = uuid4().hex
        sealed = data_key.seal(json.dumps(body, ensure_ascii=False), _place("body", mark))
        return {
            "conversation_id": id,
            "kind": kind,
            "key": key or mark,
            "mark": mark,
            "body": sealed,
            "at": self._clock(),
        }

    def told(self, id: str) -> tuple[StoredConversation, tuple[StoredEvent, ...]]:
        """The conversation and all its events, in order; ConversationGone when unknown or expired."""
        with self._sessions.read() as session:
            record = session.get(ConversationRecord, id)
            if record is None:
                raise ConversationGone(id)
            return self._view(record), self._events(session, record, 0)

    def events(self, id: str, after: int = 0) -> tuple[StoredEvent, ...]:
        """The events after a number, in order; none when the conversation is gone."""
        with self._sessions.read() as session:
            record = session.get(ConversationRecord, id)
            return self._events(session, record, after) if record else ()

    def _events(self, session: Session, record: ConversationRecord, after: int) -> tuple[StoredEvent, ...]:
        mine = (EventRecord.conversation_id == record.id, col(EventRecord.seq) > after)
        rows = session.exec(select(EventRecord).where(*mine).order_by(col(EventRecord.seq))).all()
        key = self._vault.data_key(record.data_key)
        return tuple(_event(key, row) for row in rows)

    def said(self, id: str) -> tuple[str, ...]:
        """What the person said, the newest last."""
        return tuple(event.body["text"] for event in self.events(id) if event.kind == "person")

    def ending(self) -> tuple[int, datetime | None]:
        """How many conversations are due, and when the oldest of them began."""
        due = col(ConversationRecord.expires_at) <= self._clock()
        with self._sessions.read() as session:
            found = select(func.count(), func.min(ConversationRecord.created_at)).where(due)
            count, oldest = session.exec(found).one()
            return count, oldest

    def due(self) -> tuple[StoredConversation, ...]:
        """The conversations whose time is over. None lives longer than one lifetime from now.

        So a rule made shorter counts for those that began before it, too.
        """
        latest = self._clock() + self._lifetime()
        later = col(ConversationRecord.expires_at) > latest
        with self._sessions.read() as session:
            too_long = session.exec(select(ConversationRecord.id).where(later).limit(1)).first()
        if too_long is not None:
            with self._sessions.write() as session:
                session.exec(update(ConversationRecord).where(later).values(expires_at=latest))
        with self._sessions.read() as session:
            over = select(ConversationRecord).where(col(ConversationRecord.expires_at) <= self._clock())
            return tuple(self._view(record) for record in session.exec(over).all())

    def extend(self, id: str) -> None:
        """Let the conversation live for another lifetime from now."""
        with self._sessions.write() as session:
            if record := session.get(ConversationRecord, id):
                record.expires_at = self._clock() + self._lifetime()
                session.add(record)

    def delete(self, id: str) -> int:
        """Remove the conversation and everything said in it; how many rows."""
        with self._sessions.write() as session:
            session.get(ConversationRecord, id, with_for_update=True)
            return _remove(session, [id])

    def newest(self, after: int = 0) -> dict[int, str]:
        """The newest events of all conversations after a number, at most `MOST_NEWS`: whose each one is."""
        numbers = select(EventRecord.seq, EventRecord.conversation_id).where(col(EventRecord.seq) > after)
        with self._sessions.read() as session:
            rows = session.exec(numbers.order_by(col(EventRecord.seq).desc()).limit(MOST_NEWS))
            return {cast(int, seq): conversation for seq, conversation in rows}

    def _blind(self, channel: str, address: str) -> str:
        return self._vault.blind(f"{channel}/{address}", "bot_conversation.address")

    def _view(self, record: ConversationRecord) -> StoredConversation:
        key = self._vault.data_key(record.data_key)
        return StoredConversation(
            id=record.id,
            channel=record.channel,
            organisation=record.organisation,
            language=record.language,
            audience=record.audience,
            address=key.unseal(record.address, _place("address", record.id)) if record.address else None,
            created_at=record.created_at,
            site=record.site,
            is_vouched=record.identity is not None,
        )


def _first(address: str, parts: int) -> str:
    return "/".join(address.split("/")[:parts])


def _at(blind: str) -> SelectOfScalar[ConversationRecord]:
    return select(ConversationRecord).where(ConversationRecord.address_index == blind)


def _remove(session: Session, ids: list[str]) -> int:
    removals = (
        delete(IntentRecord).where(col(IntentRecord.conversation_id).in_(ids)),
        delete(EventRecord).where(col(EventRecord.conversation_id).in_(ids)),
        delete(ConversationRecord).where(col(ConversationRecord.id).in_(ids)),
    )
    return sum(cast("CursorResult[Any]", session.exec(one)).rowcount for one in removals)


def _event(key: DataKey, row: EventRecord) -> StoredEvent:
    body = json.loads(key.unseal(row.body, _place("body", row.mark)))
    return StoredEvent(cast(int, row.seq), row.kind, body, row.at)


def _place(column: str, row: str) -> str:
    return f"bot/{column}/{row}"
