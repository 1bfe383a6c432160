"""The journal of questions: what was asked and whether the policies answered it, for those who own them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from helpdesk import audit
from helpdesk.casework import agent_at_work
from helpdesk.commands import key_hash
from helpdesk.errors import NotFound, Refused
from helpdesk.ports import Identifiers
from helpdesk.sealing import place
from helpdesk.tables import QuestionRecord, new_id
from helpdesk.workplace import Workplace

UNANSWERED = ("NotCovered", "PartlyAnswered")
"""Outcomes after which the words are kept, sealed, until their end."""
Reason = Literal["beside_the_point", "incomplete", "unclear", "wrong"]
"""Why an answer was not useful, as its reader sees it."""
LONGEST = 1000
NEAREST = 3
"""Clauses shown for a topic."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the assistant saw it: its words masked, and the addresses of the nearest clauses."""

    organisation: str
    channel: str
    language: str
    outcome: str
    question: str
    topic: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that was not answered; ``example`` is wording that an agent has released."""

    id: str
    at: datetime
    language: str
    question: str
    example: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one topic that the policies of an organisation did not answer.

    ``topic`` is a name of the topics table or, where none fits, the place of the nearest clause, or None.
    ``nearest`` are the addresses that came nearest, most frequent first; ``examples`` are released wordings.
    """

    organisation: str
    topic: str | None
    count: int
    nearest: tuple[str, ...]
    examples: tuple[str, ...]
    questions: tuple[Unanswered, ...]


class Journal:
    """Keeps what was asked; personal data, where words hold them, stay sealed and come to an end."""

    def __init__(self, work: Workplace, identifiers: Identifiers) -> None:
        self._work = work
        self._identifiers = identifiers

    def note(self, asked: Asked, *, key: str) -> None:
        """Write a question down; a repeated key changes nothing."""
        hashed, id, key_of = key_hash("asked", key), new_id(), None
        words = asked.question.strip()[:LONGEST] if asked.outcome in UNANSWERED else ""
        if words:
            key_of = self._work.vault.new_data_key()
        row = QuestionRecord(
            id=id,
            key_hash=hashed,
            organisation=asked.organisation,
            channel=asked.channel,
            language=asked.language,
            outcome=asked.outcome,
            topic=asked.topic or _place_of(asked.addresses),
            addresses=list(asked.addresses[:NEAREST]),
            at=self._work.clock(),
            question=key_of.seal(words, place("question", "question", id)) if key_of else None,
            data_key=key_of.wrapped if key_of else None,
        )
        with self._work.sessions.write() as session:
            if _by_key(session, hashed) is None:
                session.add(row)

    def rate(self, useful: bool, reason: Reason | None = None, *, key: str) -> None:
        """Write down whether the answer to that question was useful; NotFound for an unknown key."""
        with self._work.sessions.write() as session:
            row = _by_key(session, key_hash("asked", key))
            if row is None:
                raise NotFound("no such answer")
            row.useful = useful
            row.useful_reason = None if useful else reason

    def release(self, id: str, agent_id: str, wording: str) -> None:
        """Release wording for a question as an example that anybody may read.

        Refused where it holds identifiers, which are named.
        """
        wording = wording.strip()
        if not wording or len(wording) > LONGEST:
            raise Refused(f"an example has between 1 and {LONGEST} characters", "example_length")
        if found := self._identifiers(wording):
            raise Refused(f"the example holds {', '.join(sorted(found))}; leave that out", "example_personal")
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            row = session.get(QuestionRecord, id)
            if row is None:
                raise NotFound("no such question")
            row.example, row.released_by = wording, agent_id
            facts = {"question": id, "organisation": row.organisation}
            vault, at = self._work.vault, self._work.clock()
            audit.record(session, vault, at, "example_released", agent_id, facts=facts)

    def gaps(self, since: datetime, until: datetime, organisation: str | None = None) -> tuple[Gap, ...]:
        """What was asked in that time and not answered, by organisation and topic, most asked first."""
        period = (QuestionRecord.at >= since, QuestionRecord.at < until)
        rows = select(QuestionRecord).where(*period, col(QuestionRecord.outcome).in_(UNANSWERED))
        if organisation:
            rows = rows.where(QuestionRecord.organisation == organisation)
        with self._work.sessions.read() as session:
            found = session.exec(rows.order_by(col(QuestionRecord.at).desc())).all()
        return self._clustered(found)

    def _clustered(self, rows: Iterable[QuestionRecord]) -> tuple[Gap, ...]:
        groups: dict[tuple[str, str | None], list[QuestionRecord]] = defaultdict(list)
        for row in rows:
            groups[row.organisation, row.topic].append(row)
        gaps = (self._gap(*name, group) for name, group in groups.items())
        return tuple(sorted(gaps, key=lambda gap: (-gap.count, gap.organisation, gap.topic or "")))

    def _gap(self, organisation: str, topic: str | None, rows: Sequence[QuestionRecord]) -> Gap:
        nearest = Counter(address for row in rows for address in row.addresses)
        return Gap(
            organisation=organisation,
            topic=topic,
            count=len(rows),
            nearest=tuple(address for address, _ in nearest.most_common(NEAREST)),
            examples=tuple(dict.fromkeys(row.example for row in rows if row.example)),
            questions=tuple(self._opened(row) for row in rows if row.question),
        )

    def _opened(self, row: QuestionRecord) -> Unanswered:
        words = ""
        if row.data_key and row.question:
            key = self._work.vault.data_key(row.data_key)
            words = key.unseal(row.question, place("question", "question", row.id))
        return Unanswered(row.id, row.at, row.language, words, row.example)


def _by_key(session: Session, hashed: str) -> QuestionRecord | None:
    return session.exec(select(QuestionRecord).where(QuestionRecord.key_hash == hashed)).first()


def _place_of(addresses: Sequence[str]) -> str | None:
    """The nearest clause without its version, so that the questions of two versions stand together."""
    if not addresses:
        return None
    document, _, spot = addresses[0].partition("#")
    return f"{document.partition('@')[0]}#{spot}"
