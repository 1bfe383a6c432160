"""The closing letter, composed from what was decided; an agent reads and may change it before it is sent."""

from collections.abc import Iterator

from helpdesk.clocks import regulations
from helpdesk.grounds import grounds
from helpdesk.profiles import Profile
from helpdesk.shelf import PolicyShelf
from helpdesk.tickets import DISCLOSURES
from helpdesk.views import RightLine, TicketView
from helpdesk.wording import day, sentence


def closing_letter(view: TicketView, profile: Profile, shelf: PolicyShelf | None) -> str:
    """The letter in the ticket's language, a paragraph for each right; blank lines between paragraphs.

    A refusal tells its reasons and whom to complain to (APPI art. 36, GDPR art. 12(4)); so does the answer to
    a complaint. What is disclosed is never part of the letter: it stands on the status page.
    """
    return "\n\n".join(_paragraphs(view, profile, shelf))


def _paragraphs(view: TicketView, profile: Profile, shelf: PolicyShelf | None) -> Iterator[str]:
    language, row = view.row.language, view.row
    received = day(language, row.received_at.date())
    name = sentence(language, f"kind.{row.kind}")
    yield sentence(
        language,
        "letter.opening",
        reference=row.reference,
        kind=name,
        received=received,
        organisation=profile.name,
    )
    if row.kind in ("complaint", "incident_report"):
        yield sentence(language, f"letter.{row.kind}")
    for right in view.rights:
        yield (
            " ".join(_said(right, language, shelf))
            if language == "en"
            else "".join(_said(right, language, shelf))
        )
    if row.kind == "complaint" or any(one.outcome in ("denied", "partly") for one in view.rights):
        yield _authority(profile, language)
    yield sentence(language, "letter.closing", organisation=profile.name)


def _said(right: RightLine, language: str, shelf: PolicyShelf | None) -> Iterator[str]:
    name = sentence(language, f"right.{right.right}")
    yield sentence(language, f"letter.{right.outcome or 'undecided'}", right=name)
    if right.outcome in ("granted", "partly") and right.right in DISCLOSURES:
        yield sentence(language, "letter.handed_over")
    ground = grounds().get(right.ground or "")
    if ground:
        yield sentence(language, "letter.ground", ground=ground.text.said_in(language), basis=right.basis)
    if right.explanation:
        yield right.explanation
    clause = shelf.clause(right.clause) if shelf and right.clause else None
    if clause:
        where = " ".join(filter(None, (clause.title, clause.number)))
        yield sentence(language, "letter.clause", where=where, quote=clause.text)


def _authority(profile: Profile, language: str) -> str:
    regulation = regulations().get(profile.regime or "")
    if regulation is None:
        return sentence(language, "receipt.regulator_any")
    return sentence(language, "receipt.regulator", authority=regulation.authority.said_in(language))
