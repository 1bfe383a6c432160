"""A ticket as a card in the desk's channel: category, reference, state and owner; nothing personal."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.slack.blocks import Rendered, context, row, section, within_limits
from bot.slack.desk_wording import say, state
from bot.slack.mrkdwn import clipped, link, safe
from bot.slack.people import Language

if TYPE_CHECKING:
    from helpdesk import TicketRow

TAKE, REPLY, CLOSE = "desk_take", "desk_reply", "desk_close"
"""The action ids of a card's buttons; the last two are the callback ids of their modals, too."""
ENDED = ("closed", "cancelled")
TEXT = "text"
"""The block in which an agent writes."""
_LONGEST, _TITLE = 3000, 24

Step = Literal["desk_reply", "desk_close"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a modal is about: a ticket at a version. ``put_away``: a resolved ticket is closed, unsaid."""

    ticket: str
    reference: str
    version: int
    language: Language
    put_away: bool = False

    def packed(self) -> str:
        """As text for Slack to carry: ids only."""
        return json.dumps(asdict(self))

    @classmethod
    def unpacked(cls, text: str) -> "Written":
        """Back from text."""
        return cls(**json.loads(text))


def card_of(ticket: "TicketRow", language: Language, public_url: str | None) -> Rendered:
    """The card of a ticket as it is now; without buttons once it has ended."""
    from helpdesk import category

    about = category(language, ticket.kind, ticket.rights)
    name = f"`{ticket.reference}`"
    if public_url:
        name = link(f"{public_url.rstrip('/')}/desk/tickets/{ticket.reference}", ticket.reference)
    owner = safe(ticket.owner_name) if ticket.owner_name else say(language, "nobody")
    blocks: list[Block] = [
        section(f"*{safe(about)}*  {name}"),
        context(f"{state(language, ticket.status)} · {owner}"),
        *row(_buttons(ticket, language)),
    ]
    return Rendered(f"{about} {ticket.reference}", within_limits(blocks))


def modal(step: Step, written: Written, text: str = "", warning: str = "") -> dict[str, Any]:
    """Where an agent writes to the requester, or closes the ticket; ``text`` is what they had written."""
    language = written.language
    asked: list[Block] = [] if written.put_away else [_asked(step, language, text)]
    view = View(
        type="modal",
        callback_id=step,
        title=PlainTextObject(text=clipped(written.reference, _TITLE)),
        submit=PlainTextObject(text=say(language, f"{step}.submit")),
        close=PlainTextObject(text=say(language, "cancel")),
        private_metadata=written.packed(),
        blocks=[
            *([section(f":warning: {warning}")] if warning else []),
            section(say(language, "put_away" if written.put_away else f"{step}.help")),
            *asked,
        ],
    )
    return cast(dict[str, Any], view.to_dict())


def _asked(step: Step, language: Language, text: str) -> InputBlock:
    return InputBlock(
        block_id=TEXT,
        label=PlainTextObject(text=say(language, f"{step}.label")),
        element=PlainTextInputElement(
            action_id="value", multiline=True, max_length=_LONGEST, initial_value=text or None
        ),
    )


def _buttons(ticket: "TicketRow", language: Language) -> list[ButtonElement]:
    if ticket.status in ENDED:
        return []
    offered = [REPLY, CLOSE] if ticket.owner else [TAKE, REPLY, CLOSE]
    return [
        ButtonElement(text=say(language, f"{one}.button"), action_id=one, value=ticket.id) for one in offered
    ]
