"""Words that a password must not hold: of the account, of the organisations, of the product."""

import re

from sqlmodel import Session, select

from helpdesk.registration import profile_of
from helpdesk.tables import OrganisationRecord

PRODUCT = ("madoguchi", "窓口")


def near_words(session: Session, email: str, name: str) -> frozenset[str]:
    """The words, folded; shorter than four letters (two of Japanese) they would stand in too many others."""
    organisations = session.exec(select(OrganisationRecord.id)).all()
    names = [profile_of(session, id).short_name for id in organisations]
    said = " ".join((name, email.partition("@")[0], *organisations, *names, *PRODUCT))
    words = re.findall(r"[^\W_]+", said.casefold())
    return frozenset(word for word in words if len(word) >= (4 if word.isascii() else 2))
