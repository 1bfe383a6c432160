"""Whether an answer may be approved, and what becomes of the clauses it quotes.

Flaws of the whole answer: ``question_missing``, ``question_long``, ``question_personal`` (detail: kinds),
``organisation_missing``, ``organisation_unknown`` (its id), ``sentence_missing``, ``review_past``. Of one
sentence: ``long``, ``personal`` (kinds), ``uncited``, ``clause`` and ``layer`` (an address), ``claim``
(the objection).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from helpdesk.approved import (
    AnswerDraft,
    BoundQuote,
    BoundSentence,
    ClauseStanding,
    DraftSentence,
)
from helpdesk.errors import Flaw, Unfit
from helpdesk.ports import Identifiers
from helpdesk.shelf import PolicyShelf, ShelfClause

LONGEST = 1000
"""Characters of a question or a sentence."""

Clauses = Callable[[str, str], Mapping[str, ShelfClause]]
"""The clauses in force of a policy (``organisation/policy``) for an audience, by address, in order."""


def clauses_of(shelf: PolicyShelf) -> Clauses:
    """Reads each policy once."""

    @cache
    def clauses(policy: str, audience: str) -> Mapping[str, ShelfClause]:
        organisation, _, name = policy.partition("/")
        return {clause.address: clause for clause in shelf.in_force(organisation, name, audience)}

    return clauses


def bound(
    draft: AnswerDraft,
    layers: Mapping[str, Sequence[str] | None],
    shelf: PolicyShelf,
    identifiers: Identifiers,
    today: date,
) -> tuple[BoundSentence, ...]:
    """The sentences bound to the clauses in force; Unfit with every flaw that is found.

    `layers` gives for each organisation of the draft whose policies are searched, None for an unknown one.
    """
    clauses = clauses_of(shelf)
    flaws = [*_flaws(draft, layers, identifiers, today)]
    for number, sentence in enumerate(draft.sentences, start=1):
        flaws += [
            Flaw(code, number, detail)
            for code, detail in _sentence_flaws(sentence, draft, layers, shelf, clauses, identifiers)
        ]
    if flaws:
        raise Unfit(tuple(flaws))
    return tuple(_bound(sentence, draft.audience, clauses) for sentence in draft.sentences)


def standing(quote: BoundQuote, audience: str, shelf: PolicyShelf, clauses: Clauses) -> ClauseStanding:
    """Where the words of a quoted clause stand in the version in force, or what stands there instead."""
    found = clauses(quote.policy, audience)
    same = [clause for clause in found.values() if clause.text_hash == quote.text_hash]
    place = quote.clause.partition("#")[2]
    here = next((clause for clause in same if _place(clause.address) == place), None)
    if here or same:
        return ClauseStanding("same" if here else "moved", quote, here or same[0])
    now = _replaced_by(quote, found, shelf)
    return ClauseStanding("changed" if now else "gone", quote, now)


def _replaced_by(
    quote: BoundQuote, found: Mapping[str, ShelfClause], shelf: PolicyShelf
) -> ShelfClause | None:
    """The clause that took the place; a version corrected under its own name is compared by place alone."""
    version = next((address.partition("@")[2].partition("#")[0] for address in found), quote.version)
    if version == quote.version:
        return found.get(quote.address)
    organisation, _, policy = quote.policy.partition("/")
    changes = shelf.diff(organisation, policy, quote.version, version)
    new = next((change.new_address for change in changes if change.old_address == quote.address), None)
    return found.get(new or "")


def _flaws(
    draft: AnswerDraft, layers: Mapping[str, Sequence[str] | None], identifiers: Identifiers, today: date
) -> Iterator[Flaw]:
    if not draft.question:
        yield Flaw("question_missing")
    if len(draft.question) > LONGEST:
        yield Flaw("question_long")
    if kinds := identifiers(draft.question):
        yield Flaw("question_personal", detail=", ".join(sorted(kinds)))
    if not draft.organisations:
        yield Flaw("organisation_missing")
    yield from (Flaw("organisation_unknown", detail=id) for id, order in layers.items() if order is None)
    if not draft.sentences:
        yield Flaw("sentence_missing")
    if draft.review_by is not None and draft.review_by <= today:
        yield Flaw("review_past")


def _sentence_flaws(
    sentence: DraftSentence,
    draft: AnswerDraft,
    layers: Mapping[str, Sequence[str] | None],
    shelf: PolicyShelf,
    clauses: Clauses,
    identifiers: Identifiers,
) -> Iterator[tuple[str, str]]:
    if len(sentence.text) > LONGEST:
        yield "long", ""
    quoted = {kind for _, quote in sentence.quotes for kind in identifiers(quote)}
    if kinds := set(identifiers(sentence.text)) - quoted:
        yield "personal", ", ".join(sorted(kinds))
    if not sentence.quotes:
        yield "uncited", ""
        return
    places = [
        ("clause", address)
        for address, _ in sentence.quotes
        if address not in clauses(_policy(address), draft.audience)
    ]
    places += [
        ("layer", address)
        for address, _ in sentence.quotes
        if any(order and address.partition("/")[0] not in order for order in layers.values())
    ]
    yield from places
    if not places and (objection := shelf.objection(sentence.text, sentence.quotes)):
        yield "claim", objection


def _bound(sentence: DraftSentence, audience: str, clauses: Clauses) -> BoundSentence:
    quotes = []
    for address, quote in sentence.quotes:
        policy, place = _policy(address), _place(address)
        version = address.partition("@")[2].partition("#")[0]
        clause = clauses(policy, audience)[address]
        quotes.append(BoundQuote(f"{policy}#{place}", version, clause.text_hash, clause.text, quote))
    return BoundSentence(sentence.text, tuple(quotes))


def _policy(address: str) -> str:
    return address.partition("@")[0]


def _place(address: str) -> str:
    return address.partition("#")[2]
