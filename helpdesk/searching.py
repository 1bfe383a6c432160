"""What the search box of the queue finds: by reference, contact, tag, or words."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import col, select

from helpdesk.contacts import address_index, addresses_in
from helpdesk.references import read_reference
from helpdesk.tables import ContactRecord, TagRecord, TicketRecord, WordRecord
from helpdesk.vault import Vault
from helpdesk.words import token, words_of

LONGEST_QUERY = 100
_MOST = 12
"""Words of a query that count, the longest first."""


_LAST = "Z" * 10
"""Sorts after whatever may follow the beginning of a reference: a range uses the index, LIKE does not."""


def condition(vault: Vault, text: str) -> ColumnElement[bool]:
    """What a ticket must fulfil to be found: its reference or its beginning, a contact, a tag, or all words.

    Nothing is decrypted to find out.
    """
    text = text.strip()[:LONGEST_QUERY]
    reference = read_reference(text) or text.upper()
    indexes = [address_index(vault, channel, address) for channel, address in addresses_in(text)]
    contacts = select(ContactRecord.ticket_id).where(col(ContactRecord.address_index).in_(indexes))
    tags = select(TagRecord.ticket_id).where(col(TagRecord.tag) == text.casefold())
    return or_(
        col(TicketRecord.reference).between(reference, f"{reference}{_LAST}") if reference else false(),
        col(TicketRecord.id).in_(contacts) if indexes else false(),
        col(TicketRecord.id).in_(tags),
        _has_all(vault, sorted(words_of(text), key=len, reverse=True)[:_MOST]),
    )


def _has_all(vault: Vault, words: list[str]) -> ColumnElement[bool]:
    with_word = (select(WordRecord.ticket_id).where(WordRecord.token == token(vault, word)) for word in words)
    return and_(*(col(TicketRecord.id).in_(one) for one in with_word)) if words else false()
