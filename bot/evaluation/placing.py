"""Gold passages, named by quote, offsets, address or clause, looked up in the policies in force."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evaluation.questions import EvaluationError, EvaluationQuestion, Pointer, Span
from knowledge import PolicyVersion, fold_white_space


def placed(question: EvaluationQuestion, versions: Sequence[PolicyVersion]) -> EvaluationQuestion:
    """The question with its spans. EvaluationError, naming the question, when a passage is not there."""
    try:
        gold = tuple(_span(pointer, versions) for pointer in question.gold_pointers)
        near = tuple(_span(pointer, versions) for pointer in question.near_pointers)
    except LookupError as error:
        raise EvaluationError(f"question {question.id} ({question.organisation}): {error.args[0]}") from error
    return replace(question, gold=gold or question.gold, near=near or question.near)


def _span(pointer: Pointer, versions: Sequence[PolicyVersion]) -> Span:
    if pointer.address is not None:
        name, _, place = pointer.address.partition("#")
        return _clause([v for v in versions if name in (_named(v), _unversioned(v))], place, pointer.address)
    among = [v for v in versions if pointer.policy in (None, v.policy, _unversioned(v))]
    if not among:
        raise LookupError(f"no policy {pointer.policy or ''} in force; ingest one, or name --policies")
    if pointer.start is not None and pointer.end is not None:
        return _offsets(pointer, pointer.start, pointer.end, among)
    if pointer.quote:
        return _quoted(pointer.quote, 0, among)
    if pointer.clause:
        return _clause(among, pointer.clause, f"clause {pointer.clause}")
    raise LookupError("gold needs a quote, start and end, an address or a clause")


def _offsets(pointer: Pointer, start: int, end: int, versions: Sequence[PolicyVersion]) -> Span:
    """Offsets as they are; where a quote tells that the text has moved since, the quote's place."""
    for version in versions:
        there = fold_white_space(version.text[start:end])
        if start < end <= len(version.text) and fold_white_space(pointer.quote or there) == there:
            return Span(start, end, _named(version))
    if pointer.quote:
        return _quoted(pointer.quote, start, versions)
    raise LookupError(f"{start}–{end} lies outside the policy's text")


def _quoted(quote: str, near: int, versions: Sequence[PolicyVersion]) -> Span:
    words = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for version in versions:
        found = min(words.finditer(version.text), key=lambda match: abs(match.start() - near), default=None)
        if found:
            return Span(found.start(), found.end(), _named(version))
    raise LookupError(f"the policies in force do not say “{quote}”")


def _clause(versions: Sequence[PolicyVersion], place: str, told: str) -> Span:
    for version in versions:
        clause = version.by_place.get(place)
        if clause is not None:
            return Span(clause.start, clause.end, _named(version))
    raise LookupError(f"{told} is not in force; see madoguchi policy show")


def _named(version: PolicyVersion) -> str:
    return f"{_unversioned(version)}@{version.version}"


def _unversioned(version: PolicyVersion) -> str:
    return f"{version.organisation}/{version.policy}"
