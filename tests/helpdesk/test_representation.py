"""Asking for another: the authority is checked, the other agrees, and neither is taken on trust."""

from collections.abc import Callable

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, Refused, Vault
from helpdesk.representation import AGREEMENTS, AUTHORITIES
from tests.helpdesk.conftest import Clock
from tests.helpdesk.proof import RIN, asked, code_in, codes_out, mailing_desk, missing

File = Callable[..., str]


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    return mailing_desk(database, vault, clock)


@pytest.fixture
def request_(desk: Desk, filed: File) -> str:
    """A request for deletion by somebody who left an e-mail address."""
    return filed(kind="rights_request", right="deletion", answers={"contact": RIN})


def test_both_sides_of_a_proxy_are_confirmed_by_code_and_by_an_agent(
    desk: Desk, database: Database, agent: Agent, filed: File, clock: Clock
) -> None:
    answers = {"contact": RIN, "relationship": "appointed_agent"}
    ticket = filed(kind="rights_request", right="deletion", answers=answers)
    assert missing(database, ticket) == ("identity", "authority", "principal")
    desk.contacts.add(ticket, agent.id, "principal", "yumi@example.org", key="c")
    principal = next(one for one in desk.contacts.of(ticket) if one.party == "principal")
    desk.verification.send_code_to(ticket, agent.id, principal.id, key="s")
    (out,) = codes_out(desk)
    assert out.address == "yumi@example.org"
    assert not desk.verification.confirm(ticket, "yumi@example.org", code_in(out), key="1").good
    assert desk.verification.confirm_principal(ticket, code_in(out), key="2").good
    assert missing(database, ticket) == ("identity", "authority")
    desk.representation.check_authority(ticket, agent.id, "power_of_attorney", key="a")
    clock.forward(minutes=2)
    desk.verification.confirm(ticket, RIN, asked(desk, ticket), key="3")
    assert missing(database, ticket) == ()


def test_who_asks_for_themselves_has_no_principal(desk: Desk, agent: Agent, request_: str) -> None:
    assert not desk.verification.confirm_principal(request_, "000000", key="1").good
    with pytest.raises(Refused, match="for themselves"):
        desk.representation.check_authority(request_, agent.id, AUTHORITIES[0], key="2")
    with pytest.raises(Refused, match="for themselves"):
        desk.representation.confirm_principal(request_, agent.id, AGREEMENTS[0], key="3")


@pytest.mark.parametrize("how", AGREEMENTS)
def test_an_agent_records_how_the_principal_agreed(
    desk: Desk, database: Database, agent: Agent, filed: File, how: str
) -> None:
    answers = {"contact": RIN, "relationship": "legal_representative"}
    ticket = filed(kind="rights_request", right="deletion", answers=answers)
    desk.representation.confirm_principal(ticket, agent.id, how, key="1")  # type: ignore[arg-type]
    assert missing(database, ticket) == ("identity", "authority")
    view = desk.ticket(ticket)
    assert view is not None
    assert (view.events[-1].type, view.events[-1].reason) == ("principal_confirmed", how)


def test_only_a_legal_representative_decides_by_law(desk: Desk, agent: Agent, filed: File) -> None:
    answers = {"contact": RIN, "relationship": "appointed_agent"}
    ticket = filed(kind="rights_request", right="deletion", answers=answers)
    with pytest.raises(Refused, match="legal representative"):
        desk.representation.confirm_principal(ticket, agent.id, "by_law", key="1")


def test_an_agent_corrects_for_whom_is_asked(
    desk: Desk, database: Database, agent: Agent, request_: str
) -> None:
    desk.representation.declare(request_, agent.id, "employee_for_customer", key="1")
    desk.representation.check_authority(request_, agent.id, "employment", key="2")
    assert missing(database, request_) == ("identity", "principal")
    desk.representation.declare(request_, agent.id, "appointed_agent", key="3")
    assert missing(database, request_) == ("identity", "authority", "principal")
    desk.representation.declare(request_, agent.id, None, key="4")
    assert missing(database, request_) == ("identity",)
