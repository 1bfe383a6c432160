"""A conversation: words come in and are replied to, and tickets are filed from it."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal, cast

from bot.bodies import Body
from bot.exchanges import Exchanges, Told
from bot.intents import Asked, IntentStore
from bot.masking import redact_forbidden
from bot.messages import Message, ReplyPart
from bot.ports import Clock
from bot.replying import Replying
from bot.sharing import NONE, Changes, shared, shared_words
from bot.storage import ConversationStore
from bot.stored import StoredEvent
from bot.tally import Tally
from bot.vouching import Vouching
from helpdesk import CitedClause, Desk, HelpdeskError, Intake, Kind, Line, Reason, Receipt
from knowledge import Address, Knowledge

log = logging.getLogger(__name__)

_SPOKEN: dict[str, Literal["requester", "assistant", "agent"]] = {
    "person": "requester",
    "answer": "assistant",
    "agent": "agent",
}


class Conversation:
    """Every channel's way to the assistant and to the desk."""

    def __init__(
        self,
        store: ConversationStore,
        intents: IntentStore,
        desk: Desk,
        knowledge: Knowledge,
        vouching: Vouching,
        clock: Clock,
        unfinished_after: timedelta,
        tally: Tally,
    ) -> None:
        self._store = store
        self._intents = intents
        self._desk = desk
        self._knowledge = knowledge
        self._vouching = vouching
        self._clock = clock
        self._unfinished_after = unfinished_after
        minutes = int(unfinished_after.total_seconds() // 60)
        replying = Replying(desk, knowledge, clock, minutes, tally)
        self._exchanges = Exchanges(store, intents, desk, replying, tally)

    def handle(self, message: Message) -> Iterator[ReplyPart]:
        """The reply to a message, part by part; nothing is stored when it belongs to no conversation.

        Where a person of the desk has the word, the message goes to them and the assistant keeps silent.
        """
        return self._exchanges.parts(message)

    def stream(self, message: Message) -> Iterator[tuple[Told, ...]]:
        """Like `handle`, by what is told at a time; a message sent again (same key) gets what was stored."""
        return self._exchanges.told(message)

    def file(
        self,
        conversation: str,
        kind: str,
        right: str | None,
        answers: Mapping[str, str],
        key: str,
        changes: Changes = NONE,
    ) -> Receipt:
        """Open a ticket from the conversation. helpdesk.Invalid when an answer cannot be taken.

        ConversationGone when there is none any more.
        """
        asked = self._intents.claim(conversation, kind, right, key)
        return self._open(conversation, kind, right, answers, key, asked, changes)

    def talk_to_person(self, conversation: str, message: str, key: str, changes: Changes = NONE) -> Receipt:
        """Hand the conversation to a person of the desk, with what they should know.

        What was asked for last and is not filed yet goes with it as what it is, not as an inquiry.
        """
        answers = {"inquiry": message} if message.strip() else {}
        asked = self._intents.claim(conversation, None, None, key)
        kind, right = (asked.kind, asked.right) if asked else ("inquiry", None)
        return self._open(conversation, kind, right, answers, key, asked, changes)

    def decline(self, conversation: str, kind: str | None = None, right: str | None = None) -> None:
        """The person wants it not filed; without a kind, nothing of what was asked."""
        self._intents.decline(conversation, kind, right)

    def delete(self, conversation: str) -> int:
        """Remove the conversation; what was asked in it and not declined is filed first. How many rows."""
        for asked in self._intents.open(conversation):
            self._filed(asked)
        return self._store.delete(conversation)

    def expire(self) -> int:
        """Remove the conversations whose time is over, except those with an open ticket; how many."""
        removed = 0
        for conversation in self._store.due():
            if self._desk.ticket_of(conversation.origin):
                self._store.extend(conversation.id)
            else:
                self._store.delete(conversation.id)
                removed += 1
        return removed

    def rate(self, conversation: str, message: str, useful: bool, reason: Reason | None = None) -> None:
        """Whether the answer to a message was useful; helpdesk.NotFound when the policies were not asked."""
        self._desk.journal.rate(useful, reason, key=f"{conversation}/{message}")

    def file_unfinished(self) -> int:
        """File what was plainly asked and left lying; how many tickets were opened.

        One that cannot be filed now is logged and tried again at the next turn; the others go ahead.
        """
        return sum(map(self._filed, self._intents.claim_left(self._clock() - self._unfinished_after)))

    def _filed(self, asked: Asked) -> bool:
        try:
            self._open(asked.conversation, asked.kind, asked.right, {}, asked.id, asked, unfinished=True)
        except (HelpdeskError, LookupError):
            log.exception("an unfinished request was not filed", extra={"conversation": asked.conversation})
            return False
        return True

    def _open(
        self,
        id: str,
        kind: str,
        right: str | None,
        answers: Mapping[str, str],
        key: str,
        asked: Asked | None,
        changes: Changes = NONE,
        *,
        unfinished: bool = False,
    ) -> Receipt:
        conversation, told = self._store.told(id)
        events = shared(told, changes)
        said = [event.body["text"] for event in events if event.kind == "person"]
        receipt = self._desk.open(
            Intake(
                organisation=conversation.organisation,
                kind=cast(Kind, kind),
                right=right,
                origin=conversation.origin,
                language=conversation.language,
                audience=conversation.audience,
                message=shared_words(asked.message, told, changes) if asked else (said[-1] if said else ""),
                answers={name: redact_forbidden(value) for name, value in answers.items()},
                transcript=tuple(_line(event) for event in events if event.kind in _SPOKEN),
                citations=self._cited(events),
                received_at=asked.said_at if asked else None,
                unfinished=unfinished,
                engine=_engines(events),
                vouched=self._vouching.of(id) if conversation.is_vouched else None,
            ),
            key=f"{id}/asked/{asked.id}" if asked else f"{id}/{key}",
        )
        if asked:
            self._intents.filed(asked.id)
        return receipt

    def _cited(self, events: tuple[StoredEvent, ...]) -> tuple[CitedClause, ...]:
        shown = {
            (address, each["quote"])
            for event in events
            for each in event.body.get("citations", ())
            if (address := _address(each)) and each["role"] != "related"
        }
        found = [(self._knowledge.shelf.clause(address), address, quote) for address, quote in shown]
        return tuple(
            CitedClause(str(address), quote, clause[1].hash)
            for clause, address, quote in sorted(found, key=lambda each: (str(each[1]), each[2]))
            if clause
        )


def _engines(events: tuple[StoredEvent, ...]) -> str | None:
    """What made the assistant's answers, each once; None where it gave none."""
    made = (event.body["engine"] for event in events if event.kind == "done")
    return ", ".join(dict.fromkeys(engine for engine in made if engine != "desk")) or None


def _line(event: StoredEvent) -> Line:
    return Line(_SPOKEN[event.kind], event.body["text"], event.at)


def _address(citation: Body) -> Address:
    return Address(citation["organisation"], citation["policy"], citation["version"], citation["clause"])
