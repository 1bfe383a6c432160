"""The assistant in Slack: puts what people say to the conversation and posts what it answers."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ButtonElement

from bot.masking import redact_forbidden
from bot.messages import Done, Message, Offer, ReplyPart, Said
from bot.slack.answers import evidence, feedback, said_blocks, words
from bot.slack.blocks import (
    FALLBACK,
    Rendered,
    clause_url,
    context,
    inquiry_button,
    offered,
    payloads,
    person_button,
    row,
    section,
    web_form_button,
)
from bot.slack.budget import Budget, Pace
from bot.slack.mrkdwn import clipped, link, safe
from bot.slack.people import Language, People, Person
from bot.slack.posting import Poster
from bot.slack.telling import POSTED, Telling
from bot.slack.threads import Thread
from bot.slack.troubles import code_of
from bot.slack.wording import say
from knowledge import Audience, Citation

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.choices import Choices
    from bot.slack.streaming import Session
    from bot.wiring import House

log = logging.getLogger(__name__)

STREAMS = 15
"""Streams a minute: Slack allows about twenty in a workspace, over all processes."""
RECENT = 20
"""Conversations of a person among which the one that a repeated command began is looked for."""

Parts = tuple[ReplyPart, ...]

OPEN = {
    "Answered",
    "PartlyAnswered",
    "NotCovered",
    "Conflicting",
    "OutOfScope",
    "SmallTalk",
    "NeedsOrganisation",
}
"""The outcomes that say nothing of the person; any other is for direct messages only."""


def is_private(parts: Parts) -> bool:
    """True for requests, complaints and all else that others should not read."""
    return not any(isinstance(part, Done) and part.outcome in OPEN for part in parts)


@dataclass(frozen=True, slots=True)
class Clients:
    """One client that tries again where Slack fails, and one for what can be left out."""

    patient: "WebClient"
    quick: "WebClient"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody said, and the key by which a repeat is recognised."""

    person: Person
    text: str
    key: str

    @property
    def language(self) -> Language:
        """The language to answer in."""
        return self.person.language(self.text)


class Assistant:
    """Knows the house and one workspace; the listeners tell it what happened there."""

    def __init__(
        self,
        house: "House",
        clients: Clients,
        choices: "Choices",
        organisation: str,
        team: str,
        *,
        serves_desk: bool = False,
    ) -> None:
        self.house = house
        self.client = clients.patient
        self.quick = clients.quick
        self.people = People(clients.patient, lambda user: choices.language(team, user))
        self.organisation = organisation
        self.team = team
        self.choices = choices
        self.serves_desk = serves_desk
        self.poster = Poster(clients.patient, Pace())
        self._streams = Budget(STREAMS)

    def answer(self, asked: Asked, thread: Thread) -> None:
        """Answer in a direct message; silent where a person of the desk has the word."""
        conversation = self.conversation(thread, asked.person, asked.language)
        silent = self.house.desk.thread_state(thread.origin) == "human"
        telling = Telling(self, asked, thread, conversation)
        telling.tell(self._parts(asked, conversation, asked.person.audience), silent=silent)

    def is_with_the_desk(self, asked: Asked, thread: Thread) -> bool:
        """Whether a person of the desk has the word, if only since a moment ago; they get what was said."""
        desk = self.house.desk
        if desk.thread_state(thread.origin) != "human":
            return False
        if ticket := desk.ticket_of(thread.origin):
            desk.add_requester_message(ticket, redact_forbidden(asked.text), key=asked.key)
        return True

    def consider(self, asked: Asked, audience: Audience) -> Parts:
        """An answer for outside of direct messages; nothing of it is stored."""
        return tuple(self._parts(asked, None, audience))

    def move(self, asked: Asked) -> None:
        """Go on in a direct message."""
        self.answer(asked, self.private_thread(asked.person, say(asked.language, "moved.root"), asked.key))

    def answer_of(
        self, parts: Sequence[ReplyPart], asked: Asked, *, is_first: bool, aside: bool = False
    ) -> Rendered:
        """The answer as blocks; the first one says that a machine speaks.

        `aside` is for answers outside of direct messages, where calling a person begins with a form.
        """
        language = asked.language
        said = [part for part in parts if isinstance(part, Said)]
        before = [context(say(language, "ai"))] if is_first else []
        body = [block for one in said for block in said_blocks(one, language, self.clause_url)]
        after = [*evidence(parts, language, self.clause_url), *row(self._onward(parts, language, aside))]
        if not aside:
            after += feedback(parts, language, asked.key)
        text = clipped(safe(words(parts)), FALLBACK)
        return Rendered(text, payloads([*before, *body, *after]))

    def _onward(self, parts: Sequence[ReplyPart], language: Language, aside: bool) -> list[ButtonElement]:
        actions = [action for part in parts if isinstance(part, Offer) for action in part.actions]
        buttons = [*offered(actions), inquiry_button(language) if aside else person_button(language)]
        if any(isinstance(part, Done) and part.outcome == "Complaint" for part in parts):
            buttons += self.confidential(language)
        return buttons

    def confidential(self, language: Language) -> list[ButtonElement]:
        """The way to the web form, which no owner of the workspace can read; needs a public address."""
        public_url = self.house.settings.public_url
        return [web_form_button(language, public_url, self.organisation)] if public_url else []

    def in_confidence(self, language: Language) -> str:
        """The same way as a line of text, with the reason for it."""
        told = [link(str(one.url), say(language, "confidential")) for one in self.confidential(language)]
        return " · ".join([say(language, "confidential.why"), *told])

    def _parts(self, asked: Asked, conversation: str | None, audience: Audience) -> Iterator[ReplyPart]:
        return self.house.conversation.handle(
            Message(
                conversation=conversation,
                organisation=self.organisation,
                text=asked.text,
                channel="slack",
                audience=audience,
                language=asked.language,
                as_of=None,
                history=(),
                key=asked.key,
            )
        )

    def clause_url(self, citation: Citation) -> str | None:
        """The page of a clause; policies for employees are on no page."""
        public_url, address = self.house.settings.public_url, citation.address
        if public_url is None:
            return None
        shown = self.house.knowledge.shelf.policies(address.organisation)
        rows = {(row.policy, row.version): row.audience for row in shown}
        is_public = rows.get((address.policy, address.version)) == "public"
        return clause_url(public_url, citation) if is_public else None

    def conversation(self, thread: Thread, person: Person, language: Language) -> str:
        """The conversation held in a thread of direct messages, begun where there is none."""
        store = self.house.store
        if found := store.by_address("slack", thread.address):
            return found.id
        return store.start("slack", self.organisation, language, person.audience, thread.address).id

    def said(self, address: str | None) -> tuple[str, ...]:
        """What the person said in a thread of direct messages, the newest last; nothing elsewhere."""
        found = self.house.store.by_address("slack", address) if address else None
        return self.house.store.said(found.id) if found else ()

    def direct(self, user: str) -> str:
        """The channel of the direct messages with somebody."""
        return str(self.client.conversations_open(users=user)["channel"]["id"])

    def private_thread(self, person: Person, opening: str, key: str) -> Thread:
        """A new thread in the direct messages with this person: `opening`, and that a machine speaks.

        `key` is of what led there: a repeat finds the thread that was opened the first time.
        """
        channel, language = self.direct(person.id), person.language()
        for known in self.house.store.under("slack", f"{self.team}/{channel}")[-RECENT:]:
            if any(event.body.get("message") == key for event in self.house.store.events(known.id)):
                return Thread.parse(known.address or "")
        notice = Rendered(opening, payloads([section(opening), context(say(language, "ai"))]))
        ts = self.poster.begin(channel, notice, key)
        thread = Thread(self.team, channel, ts)
        id = self.conversation(thread, person, language)
        self.house.store.append(id, POSTED, {"ts": ts, "message": f"{key}/opening"}, f"{key}/opening")
        return thread

    def may_stream(self) -> bool:
        """Whether an answer may be streamed now: Slack allows about twenty a minute in a workspace."""
        return self._streams.take()

    def working(self, thread: Thread, language: Language) -> None:
        """Show that an answer is being made, with Slack's own Stop button."""
        self.session(thread, "processing", say(language, "session.title"))
        loading = [say(language, f"step.{step}") for step in ("searching", "reading", "writing")]
        self._quietly(
            "assistant.threads.setStatus",
            channel_id=thread.channel,
            thread_ts=thread.ts,
            status=loading[0],
            loading_messages=loading,
        )

    def session(self, thread: Thread, status: "Session", title: str | None = None) -> None:
        """Tell Slack whose turn it is; a Slack that does not know sessions goes without."""
        named = {"title": title} if title else {}
        self._quietly(
            "agents.sessions.setStatus",
            channel_id=thread.channel,
            thread_ts=thread.ts,
            status=status,
            **named,
        )

    def _quietly(self, method: str, **args: object) -> None:
        """Call what only adorns; that it failed changes nothing for the person."""
        try:
            self.quick.api_call(method, json=args)
        except (SlackApiError, OSError) as error:
            log.info("slack adornment left out", extra={"method": method, "reason": code_of(error)})
