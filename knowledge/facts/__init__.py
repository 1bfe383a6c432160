"""Facts for a procedure that a policy states, each with the words that say so; silence gives no fact.

Rules serve classes of texts, English and Japanese, never a single policy.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from knowledge.clauses import PolicyVersion
from knowledge.facts.contacts import addresses, contacts
from knowledge.facts.dates import dates
from knowledge.facts.desks import desks
from knowledge.facts.fact import Fact, Piece, pieces
from knowledge.facts.hours import closures, hours
from knowledge.facts.papers import documents, fees, identity, required_fields, writing
from knowledge.facts.requesters import requesters
from knowledge.facts.rights import inquiries, opt_outs, rights
from knowledge.facts.statements import answer_times, statements

__all__ = ["Fact", "closures", "stated"]

_CLASSES: tuple[Callable[[Sequence[Piece]], Iterator[Fact]], ...] = (
    desks,
    contacts,
    addresses,
    hours,
    requesters,
    rights,
    opt_outs,
    inquiries,
    required_fields,
    documents,
    fees,
    identity,
    writing,
    answer_times,
    statements,
    dates,
)


def stated(version: PolicyVersion) -> tuple[Fact, ...]:
    """What the policy states of desks and procedures, class by class in reading order."""
    read = pieces(version)
    found = tuple(dict.fromkeys(fact for one in _CLASSES for fact in one(read)))
    return (*found, *_without_contact(found))


def _without_contact(found: Sequence[Fact]) -> Iterator[Fact]:
    """A help desk that is named in a policy which says nowhere how to reach anybody."""
    reached = {"channel.phone", "channel.email", "channel.address"}
    if reached.isdisjoint(fact.name for fact in found):
        named = (fact for fact in found if fact.name == "desk" and fact.value[:1].isupper())
        if desk := next(named, None):
            yield replace(desk, name="channel.help_desk")
