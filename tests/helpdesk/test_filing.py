import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import func, select

from bot.database import Database
from helpdesk import CitedClause, Desk, Line, NotFound, Origin, Refused
from helpdesk.tables import EventRecord, MessageRecord, OutboxRecord, TicketRecord
from helpdesk.wording import sentence
from tests.helpdesk.conftest import Clock, intake, profile_with


def test_a_ticket_holds_what_was_filed(desk: Desk, clock: Clock) -> None:
    said = Line("assistant", "The policy does not say.", clock.now)
    cited = CitedClause("minato/privacy-policy@2024-04-01#7", "What you say is recorded.", "ab" * 32)
    request = intake(transcript=(said,), citations=(cited,), engine="quotes")
    receipt = desk.open(request, key="k")
    view = desk.ticket(receipt.reference.lower())
    assert view is not None
    assert view.row.id == receipt.ticket_id
    assert view.message == request.message
    assert view.origin == request.origin
    assert view.transcript == (said,)
    assert view.citations == (cited,)
    assert [(one.name, one.value) for one in view.answers] == [("contact", "rin@example.org")]
    assert (view.row.kind, view.row.status, view.row.version) == ("complaint", "new", 1)
    assert (view.procedure_version, view.engine, view.audience) == (1, "quotes", "public")
    assert view.events[0].type == "opened"


def test_a_request_names_its_right(desk: Desk) -> None:
    request = intake(kind="rights_request", right="correction")
    assert desk.open(request, key="k").right == "correction"
    assert desk.tickets().rows[0].rights == ("correction",)


def test_the_receipt_says_what_happens_next(desk: Desk) -> None:
    receipt = desk.open(intake(), key="k")
    lines = receipt.text.splitlines()
    assert lines[0] == (
        f"Your message is registered as {receipt.reference} (Complaint), "
        "received 16 November 2026 10:00 (JST)."
    )
    assert lines[1] == "A person at the privacy desk looks into it and tells you what came of it."
    assert lines[2] == "We aim to answer by 18 November 2026 17:00 (JST)."
    assert "To add something or to withdraw" in receipt.text
    assert "Personal Information Protection Commission" in lines[-1]
    assert "by law" not in receipt.text.lower()
    assert re.fullmatch(r"([2-9A-HJKMNP-Z]{4}-){6}[2-9A-HJKMNP-Z]{4}", receipt.status_token)
    assert receipt.status_token not in receipt.text


def test_the_receipt_in_japanese(desk: Desk) -> None:
    receipt = desk.open(intake(language="ja"), key="k")
    assert f"{receipt.reference}（苦情）として受け付けました" in receipt.text
    assert "個人情報保護委員会" in receipt.text


def test_outside_hours_the_receipt_says_so(desk: Desk, clock: Clock) -> None:
    clock.forward(hours=10)
    assert "closed now and opens 17 November 2026 09:00" in desk.open(intake(), key="k").text


def test_a_date_by_law_is_told_only_where_the_law_names_one(desk: Desk) -> None:
    desk.register(profile_with(regime="gdpr"))
    request = intake(kind="rights_request", right="disclosure")
    receipt = desk.open(request, key="k")
    assert "By law the answer is due on 16 December 2026 at the latest (GDPR art. 12(3))." in receipt.text
    assert "We send the form by post." in receipt.text
    due = desk.tickets().rows[0].legal_due
    assert due is not None
    assert (due.regime, due.duty) == ("gdpr", "answer")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_only_what_waits_for_proof_says_so(desk: Desk, language: str) -> None:
    told = sentence(language, "receipt.proof")
    request = intake(kind="rights_request", right="deletion", language=language)
    assert told in desk.open(request, key="1").text
    for number, kind in enumerate(("inquiry", "complaint", "incident_report", "opt_out")):
        assert told not in desk.open(intake(kind=kind, language=language), key=f"2 {number}").text
    objection = intake(kind="rights_request", right="objection", language=language)
    assert told not in desk.open(objection, key="3").text


def test_where_the_procedure_asks_for_a_paper_the_receipt_names_it(desk: Desk) -> None:
    desk.register(profile_with(procedure={"deletion": {"fields": ["contact", "identity_document"]}}))
    receipt = desk.open(intake(kind="rights_request", right="deletion"), key="k")
    assert sentence("en", "receipt.proof_paper") in receipt.text


def test_a_complaint_in_the_united_kingdom_owes_an_acknowledgement(desk: Desk) -> None:
    desk.register(profile_with(regime="uk_gdpr"))
    receipt = desk.open(intake(), key="k")
    assert "By law" not in receipt.text
    due = desk.tickets().rows[0].legal_due
    assert due is not None
    assert due.duty == "acknowledge"


def test_an_incident_and_an_unfinished_request_are_told(desk: Desk) -> None:
    text = desk.open(intake(kind="incident_report", unfinished=True), key="k").text
    assert "told about your report at once" in text
    assert "registered what you wrote" in text
    assert desk.tickets().rows[0].unfinished


def test_a_name_alone_promises_nothing(desk: Desk) -> None:
    desk.register_name("tanaka")
    receipt = desk.open(intake(organisation="tanaka"), key="k")
    assert receipt.expected_reply is None
    assert "We aim" not in receipt.text
    assert "data protection authority" in receipt.text


def test_clocks_start_when_the_words_were_said(desk: Desk, clock: Clock) -> None:
    said = clock.now - timedelta(days=3)
    receipt = desk.open(intake(received_at=said), key="k")
    assert receipt.received_at == said
    assert receipt.expected_reply == datetime(2026, 11, 17, 8, tzinfo=UTC)
    assert desk.tickets().rows[0].received_at == said


@pytest.mark.parametrize("away", [timedelta(minutes=1), timedelta(days=-400)])
def test_a_time_of_receipt_must_be_possible(desk: Desk, clock: Clock, away: timedelta) -> None:
    with pytest.raises(Refused, match="time of receipt"):
        desk.open(intake(received_at=clock.now + away), key="k")


def test_without_words_the_answers_or_the_title_open_the_timeline(desk: Desk) -> None:
    def first(key: str, **changes: object) -> str:
        view = desk.ticket(desk.open(intake(message=" ", **changes), key=key).ticket_id)
        assert view is not None
        return view.message

    assert first("1", answers={"details": "They called me."}) == "They called me."
    assert first("2") == "Complaint"


@pytest.mark.parametrize(
    "wrong", [{"kind": "party"}, {"right": "dancing"}, {"message": "x" * 20_001}], ids=str
)
def test_what_has_no_name_or_end_is_refused(desk: Desk, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        desk.open(intake(**wrong), key="k")


def test_an_unknown_organisation_is_told(desk: Desk) -> None:
    with pytest.raises(NotFound, match="nobody"):
        desk.open(intake(organisation="nobody"), key="k")


def test_a_repeated_filing_returns_the_first_receipt(desk: Desk, clock: Clock) -> None:
    first = desk.open(intake(), key="k")
    clock.forward(hours=1)
    assert desk.open(intake(message="changed"), key="k") == first
    assert desk.open(intake(), key="another").ticket_id != first.ticket_id
    with pytest.raises(Refused, match="idempotency key"):
        desk.open(intake(), key="")


def test_forty_at_once_make_one_ticket(desk: Desk, database: Database) -> None:
    with ThreadPoolExecutor(40) as threads:
        receipts = list(threads.map(lambda _: desk.open(intake(), key="one"), range(40)))
    assert len(set(receipts)) == 1
    with database.read() as session:
        counts = [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (TicketRecord, MessageRecord, OutboxRecord)
        ]
    assert counts == [1, 2, 1], "one ticket, what was said and the receipt, one acknowledgement"


def test_a_filing_that_fails_leaves_nothing(desk: Desk, database: Database) -> None:
    before = desk.audit.verify().events
    broken = intake(message="x" * 20_001)
    with pytest.raises(Refused):
        desk.open(broken, key="k")
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(TicketRecord)).one() == 0
        assert session.exec(select(func.count()).select_from(EventRecord)).one() == before
    assert desk.open(replace(broken, message="short"), key="k").reference


@pytest.mark.parametrize("channel", ["web", "slack", "cli", "console"])
def test_an_acknowledgement_goes_where_a_channel_can_bring_it(desk: Desk, channel: str) -> None:
    receipt = desk.open(intake(origin=Origin(channel, "there")), key="k")  # type: ignore[arg-type]
    leased = desk.outbox.lease(10, 60)
    if channel in ("cli", "console"):
        assert leased == ()
        return
    assert [one.kind for one in leased] == ["acknowledgement"]
    assert leased[0].text == receipt.text
    assert leased[0].status_token == receipt.status_token
    assert leased[0].origin == Origin(channel, "there")  # type: ignore[arg-type]
