"""From a message to the parts of its reply: triage, then the policies or the desk's procedure."""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from typing import cast

from bot.approvals import approved_answers
from bot.governing import governing
from bot.masking import mask, redact_forbidden
from bot.messages import Action, Done, Language, Message, Offer, Progress, ReplyPart, Said
from bot.outcomes import Complaint, Incident, Outcome, WantsAction, WantsPerson, outcome_of
from bot.particulars import anonymous, particulars
from bot.ports import Clock
from bot.tally import Tally
from bot.triage import judge
from bot.wording import say
from helpdesk import Desk, Form, Kind, day_in_words
from knowledge import (
    Answer,
    Answered,
    Citation,
    Conflicting,
    Knowledge,
    NotCovered,
    PartlyAnswered,
    Question,
    Sentence,
)

Order = tuple[str, ...]
"""Ids of the organisations whose policies are searched, the asked one first."""

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


class Replying:
    """Makes replies; stores nothing and opens no ticket."""

    def __init__(
        self, desk: Desk, knowledge: Knowledge, clock: Clock, unfinished_minutes: int, tally: Tally
    ) -> None:
        self._desk = desk
        self._knowledge = knowledge
        self._clock = clock
        self._unfinished_minutes = unfinished_minutes
        self._tally = tally

    def parts(self, message: Message) -> Iterator[ReplyPart]:
        """The reply, part by part. helpdesk.NotFound for an organisation that nobody registered."""
        language = language_of(message)
        if not message.organisation:
            yield from self._which_organisation(language)
            return
        order = self._desk.search_order(message.organisation)  # whatever is asked, it must be known
        if "[individual number]" in redact_forbidden(message.text):
            yield Said(say(language, "individual_number"))
        intent = judge(message.text)
        outcome = outcome_of(intent.want, intent.kind, intent.right)
        if outcome is None:
            yield from self._answered(message, language, order)
        elif isinstance(outcome, WantsAction | Complaint | Incident):
            yield from self._procedure(message, language, outcome, order)
        else:
            yield from self._plain(message, language, outcome)

    def _answered(self, message: Message, language: Language, order: Order) -> Iterator[ReplyPart]:
        yield Progress("searching")
        question = replace(
            self._question(message, message.text, language, order),
            approved=approved_answers(self._desk, message.organisation, message.audience, language),
        )
        quoted = self._knowledge.answerer.quoted(question)
        yield Progress("reading")
        if isinstance(quoted, NotCovered):
            yield from self._not_covered(message, language, quoted)
            return
        yield from self._introduced(message, language, quoted)
        telling = self._knowledge.answerer.worded(replace(question, text=anonymous(message.text)), quoted)
        answer = yield from _said(telling)
        if isinstance(answer, PartlyAnswered):
            yield Said(say(language, f"missing.{answer.missing}"))
        if answer.engine != quoted.engine:
            yield Said(say(language, "model.worded", engine=answer.engine))
        if isinstance(quoted, Answered):
            for topic in quoted.besides:
                yield Said(say(language, f"besides.{topic}"))
        if not isinstance(answer, NotCovered) and answer.related:
            yield Said(say(language, "related"), answer.related, "related")
        yield Offer((_person(language),))
        yield Done(type(answer).__name__, engine=answer.engine)

    def _introduced(
        self, message: Message, language: Language, quoted: Answered | PartlyAnswered | Conflicting
    ) -> Iterator[ReplyPart]:
        """Whose words the answer is made of."""
        if isinstance(quoted, Answered) and quoted.approved_on:
            yield Said(say(language, "approved", day=day_in_words(language, quoted.approved_on)))
            return
        if isinstance(quoted, Conflicting):
            yield Said(say(language, "conflicting"))
        source = quoted.sentences[0].citations[0]
        if source.address.organisation != message.organisation:
            yield Said(say(language, "group_layer", title=source.title))
        yield from self._model_used(message, language)

    def _model_used(self, message: Message, language: Language) -> Iterator[ReplyPart]:
        """Before the first answer that a language model may word: that it does, and what it is shown."""
        engine = self._knowledge.answerer.engine(message.organisation)
        if engine == "quotes":
            return
        told = say(language, "model.used", engine=engine)
        if told not in (turn.text for turn in message.history):
            yield Said(told)
        yield Progress("writing")

    def _not_covered(self, message: Message, language: Language, answer: NotCovered) -> Iterator[ReplyPart]:
        key = f"missing.{answer.missing}" if answer.missing else "not_covered"
        yield Said(say(language, key))
        if answer.near:
            yield Said(say(language, "near"))
            for citation in answer.near:
                yield Said(citation.quote, (citation,), "near")
        yield Said(say(language, "not_covered.next"))
        yield Offer((Action("open_form", say(language, "offer.inquiry"), "inquiry"), _person(language)))
        form = self._desk.form(message.organisation, "inquiry", None, language, message.audience)
        yield Done("NotCovered", "inquiry", None, _open(form, message.text), answer.engine)

    def _procedure(
        self, message: Message, language: Language, outcome: WantsAction | Complaint | Incident, order: Order
    ) -> Iterator[ReplyPart]:
        kind, right = _filed_as(outcome)
        form = self._desk.form(message.organisation, kind, right, language, message.audience)
        if isinstance(outcome, WantsAction):
            yield Said(say(language, "action", title=form.title))
            label = say(language, "offer.open_form", title=form.title)
        else:
            yield Said(say(language, kind if kind == "complaint" else "incident"))
            label = say(language, f"offer.{kind}")
        if governing := self._governing(form, message, language, order):
            yield Said(say(language, "action.says"))
            for citation in governing:
                yield Said(citation.quote, (citation,), "answer")
        for text in _told(form, language):
            yield Said(text)
        if message.conversation:
            yield Said(say(language, "unfinished", minutes=str(self._unfinished_minutes)))
        decline = Action("decline", say(language, "offer.decline"), kind, right)
        yield Offer((Action("open_form", label, kind, right), _person(language), decline))
        yield Done(type(outcome).__name__, kind, right, _open(form, message.text))

    def _plain(self, message: Message, language: Language, outcome: Outcome) -> Iterator[ReplyPart]:
        name = type(outcome).__name__
        key = {"WantsPerson": "person", "TicketStatus": "status"}.get(name) or _snake(name)
        yield Said(say(language, key))
        yield Offer((_person(language),))
        yield Done(name, "inquiry" if isinstance(outcome, WantsPerson) else None)

    def _which_organisation(self, language: Language) -> Iterator[ReplyPart]:
        yield Said(say(language, "needs_organisation"))
        yield Offer(
            tuple(Action("choose_organisation", row.name, value=row.id) for row in self._desk.organisations())
        )
        yield Done("NeedsOrganisation")

    def _question(self, message: Message, text: str, language: Language, order: Order) -> Question:
        return Question(
            text=self._masked(text),
            organisations=order,
            audience=message.audience,
            as_of=message.as_of or self._clock().date(),
            language=language,
            history=tuple(mask(turn.text).text for turn in message.history if turn.role == "person"),
        )

    def _masked(self, text: str) -> str:
        masked = mask(text)
        for kind in masked.kinds:
            self._tally.add("masked_identifiers", kind)
        return masked.text

    def _governing(
        self, form: Form, message: Message, language: Language, order: Order
    ) -> tuple[Citation, ...]:
        """The clauses that the procedure names; where it names none, what the policies say of the right."""
        named = governing(self._knowledge, form.clauses, message.as_of or self._clock().date())
        if named or form.kind in ("complaint", "incident_report"):
            return named
        answer = self._knowledge.answerer.quoted(self._question(message, form.title, language, order))
        if isinstance(answer, NotCovered):
            return ()
        return tuple(citation for each in answer.sentences for citation in each.citations)


def _said(telling: Generator[Sentence, None, Answer]) -> Generator[Said, None, Answer]:
    while True:
        try:
            sentence = next(telling)
        except StopIteration as end:
            return cast(Answer, end.value)
        yield Said(sentence.text, sentence.citations, "answer")


def language_of(message: Message) -> Language:
    """The asked-for language, else that of the words."""
    return message.language or ("ja" if _JAPANESE.search(message.text) else "en")


def _filed_as(outcome: WantsAction | Complaint | Incident) -> tuple[Kind, str | None]:
    match outcome:
        case WantsAction(kind, right):
            return cast(Kind, kind), right
        case Complaint():
            return "complaint", None
        case Incident():
            return "incident_report", None


def _told(form: Form, language: Language) -> Iterable[str]:
    if form.self_service:
        yield say(language, "self_service", text=form.self_service)
    yield from form.notices
    if form.steps:
        yield "\n".join([say(language, "steps"), *(f"{n}. {step}" for n, step in enumerate(form.steps, 1))])
    if form.fee:
        yield say(language, "fee", fee=form.fee)


def _open(form: Form, text: str) -> tuple[str, ...]:
    given = particulars(text)
    return tuple(field.name for field in form.fields if field.name not in given)


def _person(language: Language) -> Action:
    return Action("talk_to_person", say(language, "offer.person"))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
