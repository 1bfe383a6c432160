"""What a requester is told when a ticket is opened, in the order in which it matters."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.calendars import Calendar
from helpdesk.clocks import Rule, regulations
from helpdesk.profiles import Profile
from helpdesk.tickets import OPT_OUTS, Kind
from helpdesk.wording import day, moment, sentence


@dataclass(frozen=True, slots=True)
class Particulars:
    """The facts that a receipt states."""

    profile: Profile
    calendar: Calendar
    kind: Kind
    right: str | None
    language: str
    reference: str
    received_at: datetime
    now: datetime
    target_days: int
    expected: datetime | None
    legal_due: datetime | None
    rule: Rule | None
    open_fields: tuple[str, ...]
    unfinished: bool
    after_filing: tuple[str, ...]
    asks_for_paper: bool


def receipt_text(facts: Particulars) -> str:
    """The receipt, one fact a line. The link to the status page is added by the channel."""
    lines = [_registered(facts)]
    if facts.unfinished:
        lines.append(sentence(facts.language, "receipt.unfinished"))
    lines += [sentence(facts.language, f"receipt.next.{facts.kind}"), *_times(facts), *_proof(facts)]
    lines += facts.after_filing
    if facts.open_fields:
        labels = (sentence(facts.language, f"field.{name}") for name in facts.open_fields)
        separator = "、" if facts.language == "ja" else ", "
        lines.append(sentence(facts.language, "receipt.open_fields", fields=separator.join(labels)))
    lines.append(sentence(facts.language, "receipt.more"))
    if facts.kind == "complaint":
        lines.append(_regulator(facts))
    return "\n".join(lines)


def _registered(facts: Particulars) -> str:
    label = sentence(facts.language, f"right.{facts.right}" if facts.right else f"kind.{facts.kind}")
    received = moment(facts.language, facts.received_at, facts.profile.time_zone)
    return sentence(
        facts.language, "receipt.registered", reference=facts.reference, kind=label, received=received
    )


def _times(facts: Particulars) -> list[str]:
    lines, zone = [], facts.profile.time_zone
    if facts.expected and facts.expected > facts.now:
        expected = moment(facts.language, facts.expected, zone)
        lines.append(sentence(facts.language, "receipt.expected", expected=expected))
        opens = None if facts.calendar.is_open(facts.now) else facts.calendar.opens(facts.now)
        if opens and facts.calendar.stated:
            lines.append(
                sentence(facts.language, "receipt.closed_now", opens=moment(facts.language, opens, zone))
            )
    if facts.legal_due and facts.rule and facts.rule.duty == "answer":
        due = day(facts.language, facts.legal_due.astimezone(facts.calendar.zone).date())
        lines.append(sentence(facts.language, "receipt.legal", due=due, law=facts.rule.source))
    return lines


def _proof(facts: Particulars) -> list[str]:
    """What is never carried out for somebody unknown, so that nobody is surprised by being asked."""
    if facts.kind != "rights_request" or facts.right in OPT_OUTS:
        return []
    return [sentence(facts.language, "receipt.proof_paper" if facts.asks_for_paper else "receipt.proof")]


def _regulator(facts: Particulars) -> str:
    regulation = regulations().get(facts.profile.regime or "")
    if regulation is None:
        return sentence(facts.language, "receipt.regulator_any")
    authority = regulation.authority.said_in(facts.language)
    return sentence(facts.language, "receipt.regulator", authority=authority)
