"""Codes, papers and calls: what proves who asks, and how little a guess is worth."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, NotFound, Refused, Vault, metadata, open_desk
from helpdesk.tables import OutboxRecord, VerificationRecord
from helpdesk.verification import PAPERS, Confirmed
from tests.helpdesk.conftest import Clock, intake, profile_with
from tests.helpdesk.proof import RIN, asked, code_in, codes_out, mailing_desk, missing, other_than, proofs

File = Callable[..., str]
WRONG = Confirmed(good=False)


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    return mailing_desk(database, vault, clock)


@pytest.fixture
def request_(desk: Desk, filed: File) -> str:
    """A request for deletion by somebody who left an e-mail address."""
    return filed(kind="rights_request", right="deletion", answers={"contact": RIN})


def test_the_right_code_proves_who_asks(desk: Desk, database: Database, request_: str, clock: Clock) -> None:
    desk.verification.send_code(request_, RIN, key="send")
    (out,) = codes_out(desk)
    assert (out.address, out.kind) == (RIN, "code")
    confirmed = desk.verification.confirm(request_, " Rin@Example.org", code_in(out), key="try")
    (row,) = proofs(database)
    assert (confirmed.good, confirmed.proof) == (True, row.id)
    assert missing(database, request_) == ()
    (contact,) = desk.contacts.of(request_)
    assert contact.verified_at == clock.now


def test_a_code_goes_by_e_mail_alone_and_is_stored_nowhere(
    desk: Desk, database: Database, request_: str
) -> None:
    code = asked(desk, request_)
    view = desk.ticket(request_)
    assert view is not None
    assert code not in repr(view)
    (row,) = proofs(database)
    assert code not in repr(row)
    with database.read() as session:
        posts = session.exec(select(OutboxRecord)).all()
    assert [post.route for post in posts if post.kind == "code"] == ["email"]


@pytest.mark.parametrize("address", ["nobody@example.org", "", "not an address", "03-1234-5678"])
def test_nobody_learns_which_address_a_ticket_knows(desk: Desk, request_: str, address: str) -> None:
    known = desk.verification.confirm(request_, RIN, "000000", key="1")
    assert desk.verification.send_code(request_, address, key="s") is None  # type: ignore[func-returns-value]
    assert codes_out(desk) == []
    assert desk.verification.confirm(request_, address, "000000", key="2") == known == WRONG


def test_asking_too_often_is_refused_alike_for_known_and_unknown(
    desk: Desk, request_: str, filed: File, clock: Clock
) -> None:
    for address in (RIN, "nobody@example.org"):
        desk.verification.send_code(request_, address, key=f"1 {address}")
        with pytest.raises(Refused, match="too often"):
            desk.verification.send_code(request_, address, key=f"2 {address}")
        clock.forward(minutes=2)
    for number in range(8):
        desk.verification.send_code(request_, "nobody@example.org", key=f"{number}")
        clock.forward(minutes=2)
    with pytest.raises(Refused, match="too often"):
        desk.verification.send_code(request_, RIN, key="eleventh")
    clock.forward(days=1)
    desk.verification.send_code(request_, RIN, key="next day")


def test_one_address_is_not_flooded_from_many_tickets(desk: Desk, filed: File) -> None:
    for number in range(12):
        ticket = filed(message=f"{number}", answers={"contact": RIN})
        desk.verification.send_code(ticket, RIN, key="send")
    assert len(codes_out(desk)) == 10


def test_without_a_mail_server_no_code_is_promised(database: Database, vault: Vault, clock: Clock) -> None:
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock)
    desk.register(profile_with())
    ticket = desk.open(intake(answers={"contact": RIN}), key="k").ticket_id
    for address in (RIN, "nobody@example.org"):
        with pytest.raises(Refused, match="no mail server"):
            desk.verification.send_code(ticket, address, key=address)


def test_sending_again_with_the_same_key_sends_nothing(desk: Desk, request_: str) -> None:
    asked(desk, request_)
    desk.verification.send_code(request_, RIN, key="send")
    assert codes_out(desk) == []


def test_only_the_newest_code_of_a_contact_is_alive(
    desk: Desk, database: Database, request_: str, clock: Clock
) -> None:
    first = asked(desk, request_, "1")
    clock.forward(minutes=2)
    second = asked(desk, request_, "2")
    assert [row.state for row in proofs(database)] == ["expired", "pending"]
    assert desk.verification.confirm(request_, RIN, first, key="old") == WRONG or first == second
    assert desk.verification.confirm(request_, RIN, second, key="new").good


def test_a_code_that_was_replaced_before_it_left_is_not_sent(desk: Desk, request_: str, clock: Clock) -> None:
    desk.verification.send_code(request_, RIN, key="1")
    clock.forward(minutes=2)
    desk.verification.send_code(request_, RIN, key="2")
    (out,) = codes_out(desk)
    assert desk.verification.confirm(request_, RIN, code_in(out), key="3").good


def test_a_code_ends_after_a_quarter_of_an_hour(desk: Desk, request_: str, clock: Clock) -> None:
    code = asked(desk, request_)
    clock.forward(minutes=15)
    assert desk.verification.confirm(request_, RIN, code, key="late") == WRONG


def test_a_code_is_good_once(desk: Desk, request_: str) -> None:
    code = asked(desk, request_)
    first = desk.verification.confirm(request_, RIN, code, key="1")
    assert desk.verification.confirm(request_, RIN, code, key="1") == first
    assert desk.verification.confirm(request_, RIN, code, key="2") == WRONG


def test_three_tries_and_no_more(desk: Desk, database: Database, request_: str) -> None:
    code = asked(desk, request_)
    for number in range(3):
        assert desk.verification.confirm(request_, RIN, other_than(code), key=f"{number}") == WRONG
    assert desk.verification.confirm(request_, RIN, code, key="the right one") == WRONG
    (row,) = proofs(database)
    assert (row.attempts, row.state) == (3, "failed")


def guess_at_once(desk: Desk, ticket: str, code: str) -> None:
    """Twenty guesses at the same time, each a command of its own."""
    wrong = [f"{(int(code) + step) % 10**6:06}" for step in range(1, 21)]

    def guess(number: int) -> Confirmed:
        return desk.verification.confirm(ticket, RIN, wrong[number], key=f"guess {number}")

    with ThreadPoolExecutor(20) as threads:
        assert set(threads.map(guess, range(20))) == {WRONG}


def test_twenty_guesses_at_once_are_three_tries(desk: Desk, database: Database, request_: str) -> None:
    code = asked(desk, request_)
    guess_at_once(desk, request_, code)
    (row,) = proofs(database)
    assert (row.attempts, row.state) == (3, "failed")
    assert desk.verification.confirm(request_, RIN, code, key="the right one") == WRONG


def test_a_code_of_one_ticket_is_worth_nothing_on_another(desk: Desk, request_: str, filed: File) -> None:
    other = filed(kind="rights_request", right="deletion", message="other", answers={"contact": RIN})
    code = asked(desk, request_)
    asked(desk, other, "other")
    assert not desk.verification.confirm(other, RIN, code, key="1").good


def test_the_hash_of_a_code_is_bound_to_its_ticket_and_contact(
    desk: Desk, database: Database, request_: str, filed: File
) -> None:
    other = filed(kind="rights_request", right="deletion", message="other", answers={"contact": RIN})
    code = asked(desk, request_)
    asked(desk, other, "other")
    with database.write() as session:
        rows = session.exec(select(VerificationRecord)).all()
        mine = next(row for row in rows if row.ticket_id == request_)
        theirs = next(row for row in rows if row.ticket_id == other)
        theirs.code_mac = mine.code_mac
    assert not desk.verification.confirm(other, RIN, code, key="1").good


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_that_an_agent_has_seen_is_proof_of_which_only_the_kind_is_kept(
    desk: Desk, database: Database, agent: Agent, request_: str, paper: str
) -> None:
    desk.verification.checked_document(request_, agent.id, paper, key="1")  # type: ignore[arg-type]
    assert missing(database, request_) == ()
    view = desk.ticket(request_)
    assert view is not None
    assert (view.events[-1].type, view.events[-1].reason) == ("document_checked", paper)
    (row,) = proofs(database)
    assert (row.method, row.decided_by) == ("document", agent.id)


def test_a_paper_that_does_not_convince_is_no_proof(
    desk: Desk, database: Database, agent: Agent, request_: str
) -> None:
    desk.verification.checked_document(request_, agent.id, "passport", good=False, key="1")
    assert missing(database, request_) == ("identity",)


def test_a_call_to_the_requesters_own_number_is_proof(
    desk: Desk, database: Database, agent: Agent, filed: File
) -> None:
    ticket = filed(kind="rights_request", right="deletion", answers={"contact": "03-1234-5678"})
    desk.contacts.add(ticket, agent.id, "principal", "03-9999-0000", key="p")
    own, theirs = desk.contacts.of(ticket)
    with pytest.raises(Refused, match="own number"):
        desk.verification.called_back(ticket, agent.id, theirs.id, key="1")
    desk.verification.called_back(ticket, agent.id, own.id, key="2")
    assert missing(database, ticket) == ()


def test_an_e_mail_address_cannot_be_called_and_a_number_gets_no_code(
    desk: Desk, agent: Agent, filed: File
) -> None:
    ticket = filed(answers={"contact": RIN})
    desk.contacts.add(ticket, agent.id, "requester", "03-1234-5678", key="p")
    mail, phone = desk.contacts.of(ticket)
    with pytest.raises(Refused, match="own number"):
        desk.verification.called_back(ticket, agent.id, mail.id, key="1")
    with pytest.raises(Refused, match="by e-mail only"):
        desk.verification.send_code_to(ticket, agent.id, phone.id, key="2")
    other = filed(message="another")
    with pytest.raises(NotFound, match="no contact"):
        desk.verification.send_code_to(other, agent.id, mail.id, key="3")


def test_proof_ends_the_wait_for_it(desk: Desk, agent: Agent, request_: str) -> None:
    desk.change_status(request_, "open", agent_id=agent.id, key="1")
    desk.change_status(request_, "awaiting_verification", agent_id=agent.id, key="2")
    code = asked(desk, request_)
    desk.verification.confirm(request_, RIN, code, key="3")
    view = desk.ticket(request_)
    assert view is not None
    assert view.row.status == "new"
