"""An exchange: what a person says and the assistant's reply to it, stored as far as it has come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from bot.bodies import event_of
from bot.intents import IntentStore
from bot.journalling import journal
from bot.masking import redact_forbidden
from bot.messages import Done, Message, Offer, Progress, ReplyPart, Said, Turn
from bot.replying import Replying, language_of
from bot.storage import ConversationStore
from bot.stored import StoredConversation, StoredEvent
from bot.tally import Tally
from bot.triage import judge
from bot.wording import say
from helpdesk import Desk

Told = Progress | StoredEvent
"""What a stream tells: that it is being worked on, which nobody needs to read again, and what is stored."""


class Exchanges:
    """Replies to messages; what belongs to a conversation is stored before it is told."""

    def __init__(
        self, store: ConversationStore, intents: IntentStore, desk: Desk, replying: Replying, tally: Tally
    ) -> None:
        self._store = store
        self._intents = intents
        self._desk = desk
        self._replying = replying
        self._tally = tally

    def parts(self, message: Message) -> Iterator[ReplyPart]:
        """The reply, part by part; nothing is stored when the message belongs to no conversation."""
        if message.conversation is None:
            yield from self._counted(self._replying.parts(message))
            return
        for parts, _ in self._exchanged(message, *self._store.told(message.conversation)):
            yield from parts

    def told(self, message: Message) -> Iterator[tuple[Told, ...]]:
        """What is told at a time. A message sent again (same key) gets what is stored of its reply again."""
        if message.conversation is None:
            raise ValueError("only a message of a conversation has stored events")
        conversation, events = self._store.told(message.conversation)
        reply = tuple(event for event in events if _answers(event, message))
        if any(event.kind == "done" for event in reply):
            yield reply
            return
        for parts, stored in self._exchanged(message, conversation, events):
            yield stored or tuple(part for part in parts if isinstance(part, Progress))

    def _exchanged(
        self, message: Message, conversation: StoredConversation, events: Sequence[StoredEvent]
    ) -> Iterator[tuple[Sequence[ReplyPart], tuple[StoredEvent, ...]]]:
        message = replace(message, history=message.history or _turns(events))
        body = {"text": redact_forbidden(message.text), "message": message.key}
        self._store.append(conversation.id, "person", body, message.key)
        reply: list[ReplyPart] = []
        numbers = count()
        for parts in self._spoken(message, conversation):
            reply += self._counted(parts)
            if isinstance(parts[0], Progress):
                yield parts, ()
                continue
            told = [
                (kind, content | {"message": message.key}, f"{message.key}/{next(numbers)}")
                for kind, content in map(event_of, parts)
            ]
            yield parts, self._store.append_all(conversation.id, told)
        journal(self._desk, message, reply)

    def _counted(self, parts: Iterable[ReplyPart]) -> Iterator[ReplyPart]:
        for part in parts:
            if isinstance(part, Done):
                self._tally.add("answers", part.outcome)
            yield part

    def _spoken(self, message: Message, conversation: StoredConversation) -> Iterator[Sequence[ReplyPart]]:
        """The assistant's reply, cut off where a person of the desk takes the word meanwhile."""
        origin = conversation.origin
        ticket = self._desk.ticket_of(origin)
        if ticket:  # once filed, the desk hears everything that is said
            self._desk.add_requester_message(ticket, redact_forbidden(message.text), key=message.key)
        if ticket is None or self._desk.thread_state(origin) != "human":
            self._remember(message, conversation, ticket)
            for parts in together(self._replying.parts(message)):
                if not isinstance(parts[0], Progress) and self._desk.thread_state(origin) == "human":
                    break
                yield parts
            else:
                return
        yield (Said(say(language_of(message), "passed_on")), Offer(()), Done("WantsPerson", engine="desk"))

    def _remember(self, message: Message, conversation: StoredConversation, ticket: str | None) -> None:
        """Before the first word of the reply, so that a closed window loses no request."""
        intent = judge(message.text)
        if intent.kind is None or intent.want == "person":
            return
        if ticket and self._intents.is_filed(conversation.id, intent.kind, intent.right):
            return
        words = redact_forbidden(message.text)
        self._intents.remember(conversation.id, intent.kind, intent.right, words)


def together(parts: Iterable[ReplyPart]) -> Iterator[list[ReplyPart]]:
    """Parts between which nobody waits, to be stored and sent as one; progress stands alone.

    Nobody waits but for what is told to be in progress, and for each sentence that a model is writing.
    """
    ready: list[ReplyPart] = []
    writing = False
    for part in parts:
        if not (writing or isinstance(part, Progress)):
            ready.append(part)
            continue
        if ready:
            yield ready
            ready = []
        yield [part]
        writing = writing or part == Progress("writing")
    if ready:
        yield ready


def _answers(event: StoredEvent, message: Message) -> bool:
    return event.body.get("message") == message.key and event.kind != "person"


def _turns(events: Iterable[StoredEvent]) -> tuple[Turn, ...]:
    return tuple(
        Turn("person" if event.kind == "person" else "assistant", event.body["text"])
        for event in events
        if event.kind in ("person", "answer")
    )
