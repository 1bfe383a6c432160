"""Carries what the desk has to say into the Slack thread it belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, SectionBlock

from bot.delivery import DeliveryFailed
from bot.slack.blocks import FALLBACK, Rendered, assistant_button, context, plain_sections, row, within_limits
from bot.slack.budget import Busy
from bot.slack.mrkdwn import clipped, link, safe
from bot.slack.people import Language
from bot.slack.threads import Thread
from bot.slack.troubles import code_of, end_of, is_down
from bot.slack.wording import say
from bot.slack.workspaces import UnknownWorkspace
from helpdesk import Outgoing, ThreadState

if TYPE_CHECKING:
    from bot.slack.streaming import Session
    from bot.slack.workspaces import Workspaces
    from helpdesk import Desk

LONGEST = 9_000
"""Characters of one message; a longer reply goes out as several."""


class SlackChannel:
    """Sends acknowledgements and replies; only ever into a direct message, never where others read."""

    name = "slack"

    def __init__(self, workspaces: "Workspaces", desk: "Desk", public_url: str | None) -> None:
        self._workspaces = workspaces
        self._desk = desk
        self._public_url = public_url

    def send(self, outgoing: Outgoing) -> str:
        """Post it; the time stamp of the message. Raises DeliveryFailed with Slack's error code.

        Slack takes no idempotency key: the key goes along as metadata, by which a repeat can be recognised.
        """
        thread = _thread(outgoing)
        language: Language = "ja" if outgoing.language == "ja" else "en"
        parts = rendered(outgoing, language, self._public_url)
        with failures(self._workspaces, thread.team):
            assistant, stamps = self._workspaces.of(thread.team), list[str]()
            poster, key = assistant.poster, outgoing.key
            begun = poster.posted(thread, key) if outgoing.attempt > 1 else []
            for number, part in enumerate(parts):
                stamps += poster.post(thread, part, key, begun[number : number + 1])
            assistant.session(thread, _SESSIONS[self._desk.thread_state(thread.origin)])
        return stamps[0]


@contextmanager
def failures(workspaces: "Workspaces", team: str) -> Iterator[None]:
    """Turns what Slack refuses into DeliveryFailed, and notes a workspace that nothing can be sent to."""
    try:
        yield
    except UnknownWorkspace:
        raise DeliveryFailed("not_installed", permanent=True) from None
    except Busy:
        raise DeliveryFailed("busy", permanent=False) from None
    except SlackApiError as error:
        code = code_of(error)
        if end_of(error) == "disconnected":
            workspaces.installations.broke(team, code)
        permanent = end_of(error) in ("disconnected", "unreachable")
        raise DeliveryFailed(code, permanent=permanent, outage=is_down(error)) from None
    except OSError:
        raise DeliveryFailed("unreachable", permanent=False, outage=True) from None


_SESSIONS: dict[ThreadState, "Session"] = {"waiting": "suspended", "human": "active", "assistant": "closed"}
"""Whose turn it is after a message of the desk: the desk's, the person's, or nobody's when all has ended."""


def rendered(outgoing: Outgoing, language: Language, public_url: str | None) -> list[Rendered]:
    """The messages of one outbox row: who speaks, the words as they were written, what to do next."""
    text = outgoing.text
    pieces = [plain_sections(text[start : start + LONGEST]) for start in range(0, len(text), LONGEST)]
    parts: list[list[Block]] = [list(piece) for piece in pieces]
    if outgoing.kind == "reply":
        parts[0].insert(0, context(_author(outgoing, language)))
    parts[-1] += _onward(outgoing, language, public_url)
    return [Rendered(_fallback(part), within_limits(part)) for part in parts]


def _fallback(part: list[Block]) -> str:
    words = [block.text.text for block in part if isinstance(block, SectionBlock) and block.text]
    return clipped(safe("\n".join(words)), FALLBACK)


def _author(outgoing: Outgoing, language: Language) -> str:
    name = outgoing.author_name
    who = say(language, "from", name=name) if name else say(language, "help_desk")
    return f"*{safe(who)}* · {safe(outgoing.reference)}"


def _onward(outgoing: Outgoing, language: Language, public_url: str | None) -> list[Block]:
    if outgoing.kind == "reply":
        return [*row([assistant_button(language)])]
    if not (public_url and outgoing.status_token):
        return []
    url = f"{public_url.rstrip('/')}/status#{outgoing.status_token}"
    return [context(link(url, say(language, "status_link")))]


def _thread(outgoing: Outgoing) -> Thread:
    try:
        thread = Thread.parse(outgoing.origin.address)
    except ValueError:
        raise DeliveryFailed("bad_address", permanent=True) from None
    if not thread.private:
        raise DeliveryFailed("not_private", permanent=True)
    return thread
