"""Asks every question the way `madoguchi ask` does and scores the replies."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter

from bot.bringing import bring_in, make_known
from bot.evaluation.placing import placed
from bot.evaluation.questions import EvaluationError, EvaluationQuestion
from bot.evaluation.scoring import LENGTHS, Score, score, spans_shown
from bot.messages import Message, Reply, Turn
from bot.wiring import House
from ingest import find_documents, read_policy
from knowledge import Citation, KnowledgeSettings, PolicyVersion, Question, cite

NEAREST = 20
"""Clauses of which a question that was refused might have been answered."""


def bring_in_all(house: House, policies: Path) -> None:
    """Ingest a folder of policies; a file's stem names its organisation, whose example profile is used.

    Raises IngestError, whose message names the file.
    """
    paths = find_documents([policies])
    with ThreadPoolExecutor(max_workers=2) as readers:  # each waits for a reading child process
        readings = list(readers.map(lambda path: read_policy(path, organisation=path.stem), paths))
    for reading in readings:
        make_known(house, reading.version.organisation)
        bring_in(house, reading)


def evaluate(house: House, questions: Iterable[EvaluationQuestion]) -> Iterator[Score]:
    """One score per question, in order, as they are answered."""
    for question in questions:
        before = house.desk.tickets(limit=1).total
        start = perf_counter()
        reply = Reply.of(house.conversation.handle(_message(question)))
        milliseconds = (perf_counter() - start) * 1000
        scored = score(
            question,
            reply,
            exact_quotes=sum(_is_exact(house, citation) for citation in reply.citations),
            tickets_opened=house.desk.tickets(limit=1).total - before,
            milliseconds=milliseconds,
            confidence=_confidence(house, question),
        )
        yield replace(scored, within_reach=True) if _refused_within_reach(house, scored) else scored


def place_all(house: House, questions: Iterable[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """The questions with their gold looked up in the policies in force.

    EvaluationError names the first question whose organisation has no policy or whose gold is not there.
    """
    held = lru_cache(partial(_in_force, house))
    return [placed(question, held(question.organisation)) for question in questions]


def threshold() -> float:
    """The confidence below which a question counts as not covered, as set now."""
    return KnowledgeSettings().least_confidence


def _confidence(house: House, question: EvaluationQuestion) -> float | None:
    if question.kind not in ("answerable", "unanswerable"):
        return None
    return house.knowledge.answerer.confidence(asked(house, question))


def _refused_within_reach(house: House, scored: Score) -> bool:
    question = scored.question
    if question.kind != "answerable" or not scored.abstained:
        return False
    near = asked(house, question)
    found = house.knowledge.shelf.search(near.text, near.organisations, near.audience, near.as_of, NEAREST)
    whole = [cite(one.version, one.clause, one.clause.start, one.clause.end) for one in found]
    return any(spans_shown(question.gold, whole, LENGTHS[-1]))


def asked(house: House, question: EvaluationQuestion) -> Question:
    """The question as `knowledge` is asked it."""
    return Question(
        text=question.text,
        organisations=house.desk.search_order(question.organisation),
        audience=question.audience,
        as_of=house.clock().date(),
        language=question.language,
        history=tuple(text for role, text in question.history if role != "assistant"),
    )


def _in_force(house: House, organisation: str) -> list[PolicyVersion]:
    shelf = house.knowledge.shelf
    known = [one for layer in _layers(house, organisation) for one in shelf.policies(layer) if one.in_force]
    if not known:
        raise EvaluationError(f"{organisation}: no policy is in force; ingest one, or name --policies")
    found = (shelf.version(one.organisation, one.policy, one.version) for one in known)
    return [version for version in found if version is not None]


def _layers(house: House, organisation: str) -> tuple[str, ...]:
    return house.desk.search_order(organisation) if house.desk.organisation(organisation) else ()


def _message(question: EvaluationQuestion) -> Message:
    return Message(
        conversation=None,
        organisation=question.organisation,
        text=question.text,
        channel=question.channel,
        audience=question.audience,
        language=question.language,
        as_of=None,
        history=tuple(
            Turn("assistant" if role == "assistant" else "person", text) for role, text in question.history
        ),
        key=question.id,
    )


def _is_exact(house: House, citation: Citation) -> bool:
    address = citation.address
    version = house.knowledge.shelf.version(address.organisation, address.policy, address.version)
    return version is not None and version.text[citation.start : citation.end] == citation.quote
