"""What people bring to the desk: conversations, tickets, further words, and the replies that agents give."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

from bot.messages import Message
from bot.web.channel import WebChannel
from bot.wiring import House
from tests.faults.burst import ORGANISATION
from tests.injection.corpus import AT_DESK, CANARIES, LANGUAGES, Attack, Language


class Planting:
    """Begins conversations and knows their tokens; files, adds and replies in them."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.tokens: dict[str, str] = {}
        agents = house.desk.agents
        self._agent = agents.add_agent(
            "lee@desk.example", "Lee Park", "a long password of hers", "administrator"
        )

    def start(self, organisation: str, language: str) -> str:
        """A new conversation in the widget."""
        started = self._house.store.start("web", organisation, language, "public")
        self.tokens[started.id] = started.token
        return started.id

    def entrust(self) -> None:
        """Other people say their secrets at every door of the same organisation."""
        for language in LANGUAGES:
            conversation = self.start(ORGANISATION, language)
            words = f"I want to complain: {CANARIES['message']} was told my address."
            list(self._house.conversation.handle(message(conversation, ORGANISATION, words, "en", 0)))
            ticket = self._filed(conversation, CANARIES["details"], {"name": CANARIES["name"]})
            self._house.desk.note(ticket, self._agent.id, CANARIES["note"], key=f"note-{language}")
            self._house.desk.reply(ticket, self._agent.id, CANARIES["reply"], key=f"reply-{language}")
        self._deliver()

    def plant(self, attack: Attack, organisation: str) -> str:
        """The conversation in which the person speaks, once the attacker has been at the desk."""
        conversation = self.start(organisation, attack.language)
        if attack.place not in AT_DESK:
            return conversation
        if attack.place == "reply":
            self.answer(conversation, attack.planted)
            return conversation
        ticket = self._filed(
            self.start(organisation, attack.language),
            attack.planted if attack.place == "form" else "It was late.",
        )
        if attack.place == "message":
            self._house.desk.add_requester_message(ticket, attack.planted, key=f"more-{attack.name}")
        self._deliver()
        return conversation

    def answer(self, conversation: str, text: str) -> None:
        """File a complaint, have an agent answer it there, and give the word back to the assistant."""
        ticket = self._filed(conversation, "It was late.")
        self._house.desk.reply(ticket, self._agent.id, text, key=f"reply-{conversation}")
        self._deliver()
        origin = self._house.store.get(conversation).origin
        self._house.desk.give_back(origin, key=f"back-{conversation}")

    def _filed(self, conversation: str, details: str, answers: Mapping[str, str] | None = None) -> str:
        given = {"details": details, **(answers or {})}
        self._house.conversation.file(conversation, "complaint", None, given, "filing-0")
        return cast(str, self._house.desk.ticket_of(self._house.store.get(conversation).origin))

    def _deliver(self) -> None:
        channel = WebChannel(self._house.store, cast(Any, SimpleNamespace(ring=lambda _: None)))
        self._house.delivery((channel,)).run_once()


def message(conversation: str, organisation: str, text: str, language: Language, turn: int) -> Message:
    """What the widget sends."""
    return Message(conversation, organisation, text, "web", "public", language, None, (), f"turn-{turn}")
