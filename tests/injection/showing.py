"""A reply as it is shown in every channel, and the harm that is seen there."""

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from bot.messages import Done, Message, ReplyPart
from bot.slack.assistant import Asked, Assistant, Clients
from bot.slack.people import Person
from bot.web.plain import PlainPages
from bot.web.shapes import event_json
from bot.wiring import House
from tests.injection import reading
from tests.injection.corpus import CANARIES, Language


class Window:
    """Shows replies as the widget's events, as the page without scripts and as Slack's blocks."""

    def __init__(self, house: House, tokens: Mapping[str, str]) -> None:
        self._house = house
        self._tokens = tokens

    def harm(self, message: Message, parts: Sequence[ReplyPart]) -> Iterator[tuple[str, str]]:
        """Each by its kind: what is uncited, other people's, or leads elsewhere."""
        yield from (("uncited", each) for each in self._uncited(message, parts))
        events = [event_json(event) for event in self._house.store.events(str(message.conversation))]
        shown = [event for event in events if event["kind"] not in ("person", "agent")]
        told = reading.as_text(shown) + repr(parts)
        yield from (("others' data", each) for each in CANARIES.values() if each in told)
        links = reading.foreign_links(shown, self._plain(message), self._slack(message, parts))
        yield from (("links", each) for each in links)

    def _uncited(self, message: Message, parts: Sequence[ReplyPart]) -> Iterator[str]:
        done = next(part for part in parts if isinstance(part, Done))
        language: Language = message.language or "en"
        told: Sequence[str] = ()
        if done.kind:
            told = self._house.desk.form(message.organisation, done.kind, done.right, language).notices  # type: ignore[arg-type]
        yield from reading.uncited(self._house, parts, language, told)

    def _plain(self, message: Message) -> str:
        """The same key again is answered with what was said, not anew."""
        id = str(message.conversation)
        pages = PlainPages(self._house, _nobody())
        told = pages.ask(message.organisation, message.text, message.key, id, self._tokens[id])
        return bytes(told.body).decode()

    def _slack(self, message: Message, parts: Sequence[ReplyPart]) -> list[dict[str, Any]]:
        clients = Clients(_nobody(), _nobody())
        assistant = Assistant(self._house, clients, _nobody(), message.organisation, "T1")
        asked = Asked(Person("U1", "public", message.language), message.text, message.key)
        rendered = assistant.answer_of(parts, asked, is_first=True)
        return [*rendered.blocks, {"type": "mrkdwn", "text": rendered.text, "verbatim": True}]


def _nobody() -> Any:
    """Nothing of Slack is called for rendering, and nobody stands at the door."""
    return SimpleNamespace()
