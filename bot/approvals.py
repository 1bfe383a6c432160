"""Hands the desk's live approved answers on with a question."""

from datetime import date
from zoneinfo import ZoneInfo

from helpdesk import ApprovedAnswer, BoundQuote, Desk
from knowledge import Approved, ApprovedQuote, ApprovedSentence, Audience


def approved_answers(
    desk: Desk, organisation: str, audience: Audience, language: str
) -> tuple[Approved, ...]:
    """What the desk has approved for such a reader, each with the day of approval on the desk's calendar."""
    live = desk.approvals.live(organisation, audience, language)
    profile = desk.organisation(organisation) if live else None
    zone = ZoneInfo(profile.time_zone if profile else "UTC")
    return tuple(_approved(answer, audience, answer.approved_at.astimezone(zone).date()) for answer in live)


def _approved(answer: ApprovedAnswer, audience: Audience, day: date) -> Approved:
    sentences = tuple(
        ApprovedSentence(sentence.text, tuple(map(_quote, sentence.quotes))) for sentence in answer.sentences
    )
    return Approved(answer.question, sentences, audience, answer.language, day)


def _quote(bound: BoundQuote) -> ApprovedQuote:
    policy, _, place = bound.clause.partition("#")
    return ApprovedQuote(policy, place, bound.text_hash, bound.quote)
