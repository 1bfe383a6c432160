"""A workspace leaves: what is kept of it here goes. Its tickets stay, which the desk still owes an answer."""

import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.slack.worker import source_of

if TYPE_CHECKING:
    from bot.slack.workspaces import Workspaces
    from bot.wiring import House

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Purged:
    """Rows that were removed; `conversations` counts what was said in them, too."""

    installations: int
    conversations: int
    events: int
    choices: int


def purge(house: "House", workspaces: "Workspaces", team: str) -> Purged:
    """Remove the token, the conversations, what waits from there, and people's choices.

    What was plainly asked in a conversation and not declined is filed first; the answers to tickets go by
    e-mail or to the status page from now on.
    """
    held = house.store.under("slack", team)
    purged = Purged(
        installations=workspaces.installations.remove(team),
        conversations=sum(house.conversation.delete(one.id) for one in held),
        events=house.inbox.forget(source_of(team)),
        choices=workspaces.choices.forget(team),
    )
    workspaces.forget(team)
    log.info("slack workspace purged", extra={"team": team, **asdict(purged)})
    return purged
