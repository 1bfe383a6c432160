"""Words ready to send: versions, places to fill in, and clauses cited only while they are in force."""

from dataclasses import replace

import pytest

from bot.database import Database
from helpdesk import Agent, Conflict, Desk, NotFound, Refused, Vault, metadata, open_desk
from helpdesk.canned_replies import CannedDraft, CannedReply, open_places
from tests.helpdesk.conftest import Clock, intake, profile_with
from tests.helpdesk.shelves import FIRST, Shelf

KEPT, FEE = (f"minato/privacy-policy@2024-04-01#{place}" for place in "12")
DRAFT = CannedDraft(
    "minato", "en", "Recordings", "{name of organisation} has your request {reference}.", (KEPT,)
)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock, shelf: Shelf) -> Desk:
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock, shelf=shelf)
    desk.register(profile_with())
    return desk


@pytest.fixture
def reply(desk: Desk, agent: Agent) -> CannedReply:
    return desk.canned_replies.write(DRAFT, by=agent.id, key="first")


def test_a_reply_is_written_once_changed_by_version_and_retired(
    desk: Desk, agent: Agent, reply: CannedReply
) -> None:
    canned = desk.canned_replies
    assert canned.write(DRAFT, by=agent.id, key="first") == reply
    assert canned.usable("minato", "en") == (reply,)
    changed = canned.change(reply.id, replace(DRAFT, name="Calls"), by=agent.id, expected_version=1)
    assert (changed.name, changed.version) == ("Calls", 2)
    with pytest.raises(Conflict):
        canned.change(reply.id, DRAFT, by=agent.id, expected_version=1)
    canned.retire(reply.id, by=agent.id, expected_version=2)
    assert canned.usable("minato", "en") == ()
    with pytest.raises(NotFound):
        canned.change(reply.id, DRAFT, by=agent.id, expected_version=3)
    assert [one.retired for one in canned.all()] == [True]
    assert desk.audit.verify().whole


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"body": "Dear {name},"}, "reply_places"),
        ({"body": " "}, "reply_length"),
        ({"name": ""}, "reply_length"),
        ({"organisation": None}, "reply_whose"),
        ({"addresses": ("minato/privacy-policy@2024-04-01#99",)}, "not_quotable"),
        ({"addresses": ("tanaka/privacy-policy@2024-04-01#1",)}, "not_quotable"),
    ],
)
def test_what_cannot_be_kept_is_said(desk: Desk, agent: Agent, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.canned_replies.write(replace(DRAFT, **change), by=agent.id, key="k")  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_a_reply_for_all_is_for_every_organisation_in_its_language(desk: Desk, agent: Agent) -> None:
    canned = desk.canned_replies
    draft = CannedDraft(None, "ja", "受付", "{reference}を受け付けました。")
    for_all = canned.write(draft, by=agent.id, key="k")
    assert canned.usable("minato", "ja") == (for_all,)
    assert canned.usable("minato", "en") == ()


def test_places_are_filled_in_and_quotes_stand_below(desk: Desk, reply: CannedReply) -> None:
    view = desk.ticket(desk.open(intake(), key="k").ticket_id)
    assert view is not None
    worded = desk.canned_replies.worded(reply, view.row, "public")
    assert worded.text == (
        f"Minato Ferries has your request {view.row.reference}.\n\n"
        f"“{FIRST['1']}”\n— Privacy Policy 1 ({KEPT})"
    )
    assert [one.address for one in worded.clauses] == [KEPT]
    dated = replace(reply, body="By {due date}.", citations=())
    assert "2026" in desk.canned_replies.worded(dated, view.row, "public").text
    undated = desk.canned_replies.worded(dated, replace(view.row, due_at=None), "public")
    assert list(open_places(undated.text)) == ["due date"]


def test_a_clause_that_changed_is_no_longer_quoted(desk: Desk, reply: CannedReply, shelf: Shelf) -> None:
    view = desk.ticket(desk.open(intake(), key="k").ticket_id)
    assert view is not None
    shelf.bring_in("2026-04-01", FIRST | {"1": "We keep call recordings for 30 days."})
    worded = desk.canned_replies.worded(reply, view.row, "public")
    assert (worded.clauses, worded.gone) == ((), (KEPT,))
    shelf.bring_in("2026-05-01", FIRST)
    (clause,) = desk.canned_replies.worded(reply, view.row, "public").clauses
    assert clause.address == "minato/privacy-policy@2026-05-01#1"


def test_a_message_keeps_the_clauses_it_quotes(desk: Desk, agent: Agent, shelf: Shelf) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    quoted = desk.canned_replies.cited("minato", "public", [FEE, FEE])
    desk.reply(ticket, agent.id, "See there.", key="r", citations=quoted)
    view = desk.ticket(ticket)
    assert view is not None
    assert [(one.address, one.quote) for one in view.messages[-1].citations] == [(FEE, FIRST["2"])]
    shelf.employees_only.add("minato/privacy-policy")
    with pytest.raises(Refused):
        desk.canned_replies.cited("minato", "public", [FEE])
    assert desk.canned_replies.found("fee", "minato", "public", 5) == ()
    assert [one.address for one in desk.canned_replies.found("fee", "minato", "employees", 5)] == [FEE]
