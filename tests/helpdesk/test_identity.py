"""What must be proven before somebody's data are handed out or changed, and what never waits for proof."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.database import Database
from helpdesk import RIGHTS, Agent, Desk
from helpdesk.identity import METHODS, Missing, verified
from helpdesk.tables import RepresentationRecord, RightRecord, TicketRecord, VerificationRecord
from helpdesk.tickets import OPT_OUTS
from tests.helpdesk.conftest import profile_with

File = Callable[..., str]
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
WAITING = sorted(set(RIGHTS) - OPT_OUTS)


def missing(database: Database, ticket: str) -> tuple[Missing, ...]:
    with database.read() as session:
        return verified(session, session.get_one(TicketRecord, ticket))


def prove(
    database: Database, ticket: str, party: str = "requester", method: str = "code", state: str = "good"
) -> None:
    with database.write() as session:
        session.add(
            VerificationRecord(ticket_id=ticket, party=party, method=method, state=state, created_at=NOW)
        )


@pytest.mark.parametrize("kind", ["inquiry", "complaint", "opt_out", "incident_report"])
def test_what_is_no_request_for_data_never_waits(database: Database, filed: File, kind: str) -> None:
    assert missing(database, filed(kind=kind)) == ()


@pytest.mark.parametrize("right", sorted(OPT_OUTS))
def test_what_only_stops_something_never_waits(database: Database, filed: File, right: str) -> None:
    assert missing(database, filed(kind="rights_request", right=right)) == ()


@pytest.mark.parametrize("right", [None, *WAITING])
def test_every_other_right_waits_for_proof(database: Database, filed: File, right: str | None) -> None:
    ticket = filed(kind="rights_request", right=right)
    assert missing(database, ticket) == ("identity",)
    prove(database, ticket)
    assert missing(database, ticket) == ()


def test_one_right_among_several_is_enough_to_wait(database: Database, filed: File) -> None:
    ticket = filed(kind="rights_request", right="objection")
    with database.write() as session:
        session.add(RightRecord(ticket_id=ticket, right="deletion"))
    assert missing(database, ticket) == ("identity",)


@pytest.mark.parametrize("state", ["pending", "failed", "expired"])
def test_an_attempt_is_no_proof(database: Database, filed: File, state: str) -> None:
    ticket = filed(kind="rights_request", right="deletion")
    prove(database, ticket, state=state)
    assert missing(database, ticket) == ("identity",)


def test_proof_of_another_ticket_or_party_counts_for_nothing(database: Database, filed: File) -> None:
    ticket, other = (
        filed(kind="rights_request", right="deletion", message=text, answers={"name": text})
        for text in ("one", "two")
    )
    prove(database, other)
    prove(database, ticket, party="principal")
    assert missing(database, ticket) == ("identity",)


@pytest.mark.parametrize("method", METHODS)
def test_where_the_procedure_asks_for_a_paper_only_a_paper_counts(
    desk: Desk, database: Database, filed: File, method: str
) -> None:
    fields = ["name", "contact", "identity_document"]
    desk.register(profile_with(procedure={"disclosure": {"fields": fields}}))
    ticket = filed(kind="rights_request", right="disclosure")
    prove(database, ticket, method=method)
    assert missing(database, ticket) == (() if method == "document" else ("identity",))


def test_a_ticket_keeps_the_procedure_that_it_was_taken_with(
    desk: Desk, database: Database, filed: File
) -> None:
    ticket = filed(kind="rights_request", right="disclosure")
    desk.register(profile_with(procedure={"disclosure": {"fields": ["name", "identity_document"]}}))
    prove(database, ticket)
    assert missing(database, ticket) == ()


def test_a_proxy_needs_both_sides(database: Database, filed: File, agent: Agent) -> None:
    ticket = filed(kind="rights_request", right="disclosure")
    with database.write() as session:
        session.add(RepresentationRecord(ticket_id=ticket, basis="appointed_agent"))
    assert missing(database, ticket) == ("identity", "authority", "principal")
    prove(database, ticket)
    assert missing(database, ticket) == ("authority", "principal")
    with database.write() as session:
        row = session.get_one(RepresentationRecord, ticket)
        row.authority_checked_at, row.authority_checked_by = NOW, agent.id
    assert missing(database, ticket) == ("principal",)
    with database.write() as session:
        session.get_one(RepresentationRecord, ticket).principal_confirmed_at = NOW
    assert missing(database, ticket) == ()


def test_a_proxy_may_stop_advertising_without_proof(database: Database, filed: File) -> None:
    ticket = filed(kind="opt_out", right="marketing_opt_out")
    with database.write() as session:
        session.add(RepresentationRecord(ticket_id=ticket, basis="legal_representative"))
    assert missing(database, ticket) == ()
