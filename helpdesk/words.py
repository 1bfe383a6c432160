"""Finding tickets by words without opening them: a keyed token for each word that stands on a ticket.

What the tokens tell somebody who has the database, and what not, is said in ADR 0013.
"""

import re
import unicodedata
from collections.abc import Iterator

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from helpdesk.tables import TicketRecord, WordRecord
from helpdesk.vault import Vault
from helpdesk.workplace import Workplace

_TOKEN = 16
"""Hexadecimal digits of a token: 64 bits."""
_LONGEST_WORD = 40
_JAPANESE = "\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆"
_RUN = re.compile(rf"([{_JAPANESE}]+)|([^\W_{_JAPANESE}]+)")


def words_of(text: str) -> frozenset[str]:
    """The words and numbers of a text, and the pairs of characters of what is Japanese in it, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(_words(unicodedata.normalize("NFKC", folded)))


def _words(folded: str) -> Iterator[str]:
    for match in _RUN.finditer(folded):
        run = match[1]
        if not run:
            yield match[2][:_LONGEST_WORD]
        elif len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def token(vault: Vault, word: str) -> str:
    """What stands in the index for a folded word."""
    return vault.blind(word, "word")[:_TOKEN]


def add(session: Session, work: Workplace, ticket: TicketRecord, *texts: str) -> None:
    """Make a ticket findable by the words of some texts, in the transaction that stores them."""
    found = {token(work.vault, word) for text in texts for word in words_of(text)}
    mine = select(WordRecord.token).where(WordRecord.ticket_id == ticket.id)
    known = set(session.exec(mine).all())
    if rows := [{"token": one, "ticket_id": ticket.id} for one in found - known]:
        session.execute(insert(WordRecord), rows)


def forget(session: Session, ticket: TicketRecord) -> None:
    """Drop a ticket's tokens."""
    session.exec(delete(WordRecord).where(col(WordRecord.ticket_id) == ticket.id))
