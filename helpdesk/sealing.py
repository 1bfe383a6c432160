"""Where each sealed column is sealed for: ``table/column/row id``."""

from helpdesk.errors import SealBroken
from helpdesk.tables import TicketRecord
from helpdesk.vault import DataKey, Vault


def place(table: str, column: str, row_id: str) -> str:
    """The associated data of one sealed value."""
    return f"helpdesk_{table}/{column}/{row_id}"


def key_of(vault: Vault, ticket: TicketRecord) -> DataKey:
    """The ticket's data key; SealBroken once the ticket is erased."""
    if ticket.data_key is None:
        raise SealBroken(f"the personal data of ticket {ticket.reference} have been erased")
    return vault.data_key(ticket.data_key)
