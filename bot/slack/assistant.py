"""The assistant in Slack: puts what people say to the conversation and posts what it answers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.masking import redact_forbidden
from bot.messages import Done, Message, Offer, ReplyPart, Said
from bot.slack.blocks import (
    Rendered,
    answer,
    clause_url,
    context,
    inquiry_button,
    offered,
    person_button,
    section,
    within_limits,
)
from bot.slack.people import Language, People, Person
from bot.slack.threads import Thread
from bot.slack.wording import say
from knowledge import Audience, Citation

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.wiring import House

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
    """Knows the house and the workspace; the listeners tell it what happened."""

    def __init__(self, house: "House", client: "WebClient", organisation: str) -> None:
        self.house = house
        self.client = client
        self.people = People(client)
        self.organisation = organisation

    def answer(self, asked: Asked, thread: Thread) -> None:
        """Answer in a direct message; silent where a person of the desk has the word."""
        conversation, is_first = self.conversation(thread, asked.person, asked.language)
        parts = self._reply(asked, conversation, asked.person.audience)
        if not self._is_with_the_desk(asked, thread):
            self.post(thread, self.rendered(parts, asked.language, is_first=is_first))

    def _is_with_the_desk(self, asked: Asked, thread: Thread) -> bool:
        """Whether a person of the desk has the word, if only since a moment ago; they get what was said."""
        desk = self.house.desk
        if desk.thread_state(thread.origin) != "human":
            return False
        if ticket := desk.ticket_of(thread.origin):
            desk.add_requester_message(ticket, redact_forbidden(asked.text), key=asked.key)
        return True

    def consider(self, asked: Asked, audience: Audience) -> Parts:
        """An answer for outside of direct messages; nothing of it is stored."""
        return self._reply(asked, None, audience)

    def move(self, asked: Asked, team: str) -> None:
        """Go on in a direct message."""
        self.answer(asked, self.private_thread(asked.person, team, say(asked.language, "moved.root")))

    def rendered(self, parts: Parts, language: Language, *, is_first: bool, aside: bool = False) -> Rendered:
        """The answer as blocks; the first one says that a machine speaks.

        `aside` is for answers outside of direct messages, where calling a person begins with a form.
        """
        said = [part for part in parts if isinstance(part, Said)]
        actions = [action for part in parts if isinstance(part, Offer) for action in part.actions]
        person = inquiry_button(language) if aside else person_button(language)
        before = [context(say(language, "ai"))] if is_first else []
        return answer(said, [*offered(actions), person], language, self._clause_url, before)

    def _reply(self, asked: Asked, conversation: str | None, audience: Audience) -> Parts:
        message = Message(
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
        return tuple(self.house.conversation.handle(message))

    def _clause_url(self, citation: Citation) -> str | None:
        """The page of a clause; policies for employees are on no page."""
        public_url, address = self.house.settings.public_url, citation.address
        if public_url is None:
            return None
        shown = self.house.knowledge.shelf.policies(address.organisation)
        rows = {(row.policy, row.version): row.audience for row in shown}
        is_public = rows.get((address.policy, address.version)) == "public"
        return clause_url(public_url, citation) if is_public else None

    def conversation(self, thread: Thread, person: Person, language: Language) -> tuple[str, bool]:
        """The conversation held in a thread of direct messages; True with it when it begins now."""
        store = self.house.store
        if found := store.by_address("slack", thread.address):
            return found.id, False
        started = store.start("slack", self.organisation, language, person.audience, thread.address)
        return started.id, True

    def said(self, address: str | None) -> tuple[str, ...]:
        """What the person said in a thread of direct messages, the newest last; nothing elsewhere."""
        found = self.house.store.by_address("slack", address) if address else None
        return self.house.store.said(found.id) if found else ()

    def private_thread(self, person: Person, team: str, opening: str) -> Thread:
        """A new thread in the direct messages with this person: `opening`, and that a machine speaks."""
        channel = str(self.client.conversations_open(users=person.id)["channel"]["id"])
        blocks = within_limits([section(opening), context(say(person.language(), "ai"))])
        posted = self.client.chat_postMessage(
            channel=channel, text=opening, blocks=blocks, unfurl_links=False
        )
        thread = Thread(team, channel, str(posted["ts"]))
        self.conversation(thread, person, person.language())
        return thread

    def post(self, thread: Thread, message: Rendered) -> None:
        """Post into a thread."""
        self.client.chat_postMessage(
            channel=thread.channel,
            thread_ts=thread.ts,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )

    def whisper(self, thread: Thread, person: Person, message: Rendered) -> None:
        """Post into a thread so that only this person sees it."""
        self.client.chat_postEphemeral(
            channel=thread.channel,
            thread_ts=thread.ts,
            user=person.id,
            text=message.text,
            blocks=message.blocks,
        )

    def respond(self, url: str, message: Rendered) -> None:
        """Answer a command or a click so that only the person who gave it sees it."""
        from slack_sdk.webhook import WebhookClient

        WebhookClient(url).send(
            text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
        )
