"""What every command works with."""

from dataclasses import dataclass

from helpdesk.config import DeskSettings
from helpdesk.ports import Clock, Sessions
from helpdesk.vault import Vault


@dataclass(frozen=True, slots=True)
class Workplace:
    """Transactions, keys, the time and the settings; ``sends_email`` where a mail server takes e-mail.

    ``shows_cards``: whether the desk reads in a channel that shows a card for every ticket.
    """

    sessions: Sessions
    vault: Vault
    clock: Clock
    settings: DeskSettings
    sends_email: bool = False
    shows_cards: bool = False
