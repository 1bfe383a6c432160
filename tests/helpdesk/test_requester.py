"""What requesters do on their status page: complete, withdraw, ask again; and what the page tells them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import STATUSES, Agent, Desk, Invalid, PublicStatus, Receipt, Refused, TicketView
from helpdesk.requester import WITHDRAWAL
from helpdesk.tables import ContactRecord, LinkRecord, RightRecord, TicketRecord
from helpdesk.tickets import FINAL, TRANSITIONS
from tests.helpdesk.conftest import Clock, intake, profile_with

File = Callable[..., str]


def view_of(desk: Desk, ticket: str) -> TicketView:
    view = desk.ticket(ticket)
    assert view is not None
    return view


def shown(desk: Desk, receipt: Receipt, language: str | None = None) -> PublicStatus:
    status = desk.status(receipt.status_token, language)
    assert status is not None
    return status


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    """Of a request for deletion that leaves most fields open."""
    return desk.open(intake(kind="rights_request", right="deletion", answers={"name": "Rin"}), key="k")


def put(database: Database, ticket: str, status: str) -> None:
    """Put a ticket into a status, by whatever way."""
    with database.write() as session:
        session.get_one(TicketRecord, ticket).status = status


def test_open_fields_are_completed_and_checked_on_the_server(
    desk: Desk, receipt: Receipt, clock: Clock
) -> None:
    before = shown(desk, receipt)
    assert "contact" in [field.name for field in before.form.fields]
    assert "name" not in [field.name for field in before.form.fields]
    with pytest.raises(Invalid, match="e-mail"):
        desk.requester.complete(receipt.ticket_id, {"contact": "rin@"}, key="1")
    answers = {
        "contact": "rin@example.org",
        "relationship": "self",
        "target_data": " the account ",
        "scope": "",
    }
    desk.requester.complete(receipt.ticket_id, answers, key="2")
    after = shown(desk, receipt)
    assert (after.form.fields, after.open_fields) == ((), ())
    assert after.messages[-1].author == "requester"
    assert "Which data: the account" in after.messages[-1].text
    assert "For whom do you ask?: For myself" in after.messages[-1].text
    assert [one.address for one in desk.contacts.of(receipt.ticket_id)] == ["rin@example.org"]


@pytest.mark.parametrize("answers", [{"name": "Somebody else"}, {"customer_number": "1"}, {"no_field": "x"}])
def test_what_was_answered_or_is_not_asked_for_cannot_be_changed(
    desk: Desk, receipt: Receipt, answers: dict[str, str]
) -> None:
    with pytest.raises(Invalid, match="is not asked for here"):
        desk.requester.complete(receipt.ticket_id, answers, key="1")
    assert {one.name: one.value for one in view_of(desk, receipt.ticket_id).answers} == {"name": "Rin"}


def test_an_address_once_given_cannot_be_replaced_by_whoever_has_the_link(desk: Desk) -> None:
    receipt = desk.open(intake(kind="rights_request", right="deletion"), key="k")
    with pytest.raises(Invalid):
        desk.requester.complete(receipt.ticket_id, {"contact": "thief@example.org"}, key="1")
    assert [one.address for one in desk.contacts.of(receipt.ticket_id)] == ["rin@example.org"]


def test_nothing_filled_in_is_nothing_done(desk: Desk, receipt: Receipt) -> None:
    with pytest.raises(Refused, match="nothing was filled in"):
        desk.requester.complete(receipt.ticket_id, {"contact": " "}, key="1")


def test_completing_answers_what_the_desk_waits_for(desk: Desk, agent: Agent, receipt: Receipt) -> None:
    desk.reply(receipt.ticket_id, agent.id, "Which data?", key="r")
    desk.change_status(receipt.ticket_id, "waiting_requester", agent_id=agent.id, key="w")
    assert desk.requester.complete(receipt.ticket_id, {"target_data": "all"}, key="1").status == "open"


def test_completing_twice_with_one_key_is_done_once(desk: Desk, receipt: Receipt) -> None:
    first = desk.requester.complete(receipt.ticket_id, {"target_data": "all"}, key="1")
    assert desk.requester.complete(receipt.ticket_id, {"target_data": "all"}, key="1") == first
    assert len(shown(desk, receipt).messages) == 3


def test_what_is_asked_of_a_proxy_may_be_completed_though_it_is_not_required(desk: Desk) -> None:
    answers = {"contact": "rin@example.org", "relationship": "appointed_agent"}
    receipt = desk.open(intake(kind="rights_request", right="deletion", answers=answers), key="k")
    assert "principal_contact" in [field.name for field in shown(desk, receipt).form.fields]
    desk.requester.complete(receipt.ticket_id, {"principal_contact": "yumi@example.org"}, key="1")
    assert ("principal", "yumi@example.org") in [
        (one.party, one.address) for one in desk.contacts.of(receipt.ticket_id)
    ]
    assert "principal_contact" not in [field.name for field in shown(desk, receipt).form.fields]


@pytest.mark.parametrize("status", STATUSES)
def test_a_request_is_withdrawn_until_it_is_carried_out(
    desk: Desk, database: Database, receipt: Receipt, status: str
) -> None:
    put(database, receipt.ticket_id, status)
    assert shown(desk, receipt).can_withdraw == (status in WITHDRAWAL)
    if status not in WITHDRAWAL:
        with pytest.raises(Refused):
            desk.requester.withdraw(receipt.ticket_id, key="w")
        assert view_of(desk, receipt.ticket_id).row.status == status
        return
    assert desk.requester.withdraw(receipt.ticket_id, key="w").status == "cancelled"
    after = shown(desk, receipt)
    assert after.status == "Closed – withdrawn by you"
    assert "You have withdrawn" in after.messages[-1].text
    assert not after.can_write


def test_every_step_of_a_withdrawal_stands_in_the_one_table() -> None:
    for start, steps in WITHDRAWAL.items():
        old = start
        for new in steps:
            assert new in TRANSITIONS[old]
            old = new
        assert old == "cancelled"


def test_after_the_end_another_ticket_follows_with_the_same_answers(
    desk: Desk, database: Database, agent: Agent
) -> None:
    answers = {"name": "Rin", "contact": "rin@example.org"}
    old = desk.open(intake(kind="rights_request", right="deletion", answers=answers), key="k")
    with database.write() as session:
        session.add(RightRecord(ticket_id=old.ticket_id, right="objection"))
    with pytest.raises(Refused, match="goes on"):
        desk.requester.reopen(old.ticket_id, "And?", key="early")
    desk.requester.withdraw(old.ticket_id, key="w")
    assert shown(desk, old).can_reopen
    new = desk.requester.reopen(old.ticket_id, "I need it after all.", key="r")
    assert desk.requester.reopen(old.ticket_id, "I need it after all.", key="r") == new
    view = view_of(desk, new.ticket_id)
    assert (view.message, view.row.status) == ("I need it after all.", "new")
    assert {one.name: one.value for one in view.answers} == answers
    assert set(view.row.rights) == {"deletion", "objection"}
    with database.read() as session:
        link = session.exec(select(LinkRecord)).one()
    assert (link.ticket_id, link.other_id, link.kind) == (new.ticket_id, old.ticket_id, "follows")
    after = shown(desk, old)
    assert (after.can_reopen, after.followed_by) == (False, new.reference)
    assert shown(desk, new).status == "Received"


def test_of_many_who_ask_again_at_once_one_ticket_comes(desk: Desk, receipt: Receipt) -> None:
    desk.requester.withdraw(receipt.ticket_id, key="w")

    def again(number: int) -> str | None:
        try:
            return desk.requester.reopen(receipt.ticket_id, "Again.", key=f"{number}").reference
        except Refused:
            return None

    with ThreadPoolExecutor(8) as threads:
        assert len([one for one in threads.map(again, range(8)) if one]) == 1


@pytest.mark.parametrize("reason", ["merged", "spam"])
def test_nothing_follows_what_goes_on_elsewhere_or_was_no_request(
    desk: Desk, agent: Agent, receipt: Receipt, reason: str
) -> None:
    desk.change_status(receipt.ticket_id, "cancelled", agent_id=agent.id, reason=reason, key="c")
    assert not shown(desk, receipt).can_reopen
    with pytest.raises(Refused):
        desk.requester.reopen(receipt.ticket_id, "Again.", key="r")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_status_says_what_happens_next(
    desk: Desk, database: Database, receipt: Receipt, status: str, language: str
) -> None:
    put(database, receipt.ticket_id, status)
    page = shown(desk, receipt, language)
    assert page.next
    assert page.can_write == (status not in FINAL)


def test_labels_are_in_the_language_of_the_reader(desk: Desk, receipt: Receipt) -> None:
    page = shown(desk, receipt, "ja")
    assert (page.status, page.kind, page.language) == ("受付済み", "削除", "en")
    assert shown(desk, receipt, "xx").status == "Received"


def test_the_page_says_which_proof_is_missing(desk: Desk, agent: Agent, receipt: Receipt) -> None:
    assert shown(desk, receipt).proof == ("identity",)
    desk.verification.checked_document(receipt.ticket_id, agent.id, "passport", key="d")
    assert shown(desk, receipt).proof == ()


def test_the_page_says_that_only_a_paper_counts(desk: Desk) -> None:
    desk.register(profile_with(procedure={"deletion": {"fields": ["contact", "identity_document"]}}))
    receipt = desk.open(intake(kind="rights_request", right="deletion"), key="k")
    assert shown(desk, receipt).proof_by == "paper"
    assert shown(desk, desk.open(intake(), key="complaint")).proof_by == "desk"


def test_an_incident_is_told_at_once(desk: Desk) -> None:
    receipt = desk.open(intake(kind="incident_report"), key="k")
    assert "at once" in shown(desk, receipt).next


def test_the_legal_date_stands_only_where_a_law_names_a_period(desk: Desk) -> None:
    assert shown(desk, desk.open(intake(kind="rights_request", right="deletion"), key="1")).legal_due is None
    desk.register(profile_with(regime="gdpr"))
    named = desk.open(intake(kind="rights_request", right="deletion"), key="2")
    assert shown(desk, named).legal_due is not None


def test_a_merged_request_is_read_where_it_goes_on_only_by_who_is_proven_the_same(
    desk: Desk, database: Database, agent: Agent
) -> None:
    request = intake(kind="rights_request", right="deletion")
    real, other = desk.open(request, key="1"), desk.open(replace(request, message="Again."), key="2")
    desk.reply(real.ticket_id, agent.id, "Something about Rin.", key="r")
    desk.links.merge(other.ticket_id, real.reference, agent_id=agent.id, key="m")
    apart = shown(desk, other)
    assert (apart.reference, apart.followed_by) == (other.reference, real.reference)
    assert "Something about Rin." not in repr(apart)
    with database.write() as session:
        for contact in session.exec(select(ContactRecord)).all():
            contact.verified_at = view_of(desk, real.ticket_id).row.updated_at
    together = shown(desk, other)
    assert (together.reference, together.followed_by) == (real.reference, None)
    assert "Something about Rin." in [message.text for message in together.messages]
