"""The clauses that govern a procedure, quoted as they stand in the policies in force."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from knowledge import Citation, Clause, Knowledge, PolicyVersion, cite, fold_white_space

MOST = 3
"""Passages quoted at once."""
LONGEST = 600
"""Characters of one passage."""

Found = tuple[PolicyVersion, Clause]


def governing(knowledge: Knowledge, places: Iterable[str], as_of: date) -> tuple[Citation, ...]:
    """Quotes of `org/policy#place`, neighbours together; a place that is gone by `as_of` is left out."""
    named = filter(None, (_in_force(knowledge, place, as_of) for place in places))
    whole = (each for one in named for each in _whole(one))
    unique = {(version.policy, clause.start): (version, clause) for version, clause in whole}
    found = [unique[key] for key in sorted(unique)]
    passages = [
        passage for _, of_policy in groupby(found, key=_policy) for passage in _joined(list(of_policy))
    ]
    return tuple(_quoted(passage) for passage in passages[:MOST])


def _in_force(knowledge: Knowledge, place: str, as_of: date) -> Found | None:
    address, _, number = place.partition("#")
    organisation, _, policy = address.partition("/")
    version = knowledge.shelf.version(organisation, policy, as_of=as_of)
    clause = version.by_place.get(number) if version else None
    return (version, clause) if version and clause else None


def _whole(found: Found) -> Iterator[Found]:
    """A clause with the items it introduces: half a list says something else than the list."""
    version, clause = found
    yield found
    words = fold_white_space(clause.text)
    yield from ((version, item) for item in version.clauses if item.lead_in and words.endswith(item.lead_in))


def _policy(found: Found) -> tuple[str, str]:
    return found[0].organisation, found[0].policy


def _joined(found: list[Found]) -> Iterator[list[Found]]:
    """Runs of clauses with nothing but white space between them."""
    run: list[Found] = []
    for version, clause in found:
        if run and version.text[run[-1][1].end : clause.start].strip():
            yield run
            run = []
        run.append((version, clause))
    if run:
        yield run


def _quoted(run: list[Found]) -> Citation:
    version, first = run[0]
    return cite(version, first, first.start, min(run[-1][1].end, first.start + LONGEST))
