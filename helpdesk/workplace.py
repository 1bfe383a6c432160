"""What every command works with."""

from dataclasses import dataclass

from helpdesk.config import DeskSettings
from helpdesk.ports import Clock, Sessions
from helpdesk.vault import Vault


@dataclass(frozen=True, slots=True)
class Workplace:
    """Transactions, keys, the time and the settings."""

    sessions: Sessions
    vault: Vault
    clock: Clock
    settings: DeskSettings
