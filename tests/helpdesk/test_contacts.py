"""Ways to reach the requester: taken from what they answer, sealed, found however they were written."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Origin, Refused, Vault
from helpdesk.contacts import address_index, addresses_in
from helpdesk.tables import ContactRecord, RepresentationRecord, VerificationRecord
from tests.helpdesk.conftest import Clock

File = Callable[..., str]
DIRECT = Origin("slack", "T1/D7/171.42")


def kept(desk: Desk, ticket: str) -> list[tuple[str, str, str, bool]]:
    return [
        (one.party, one.channel, one.address, one.verified_at is not None) for one in desk.contacts.of(ticket)
    ]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("rin@example.org", [("email", "rin@example.org")]),
        (
            "ｒｉｎ＠example.org または ０３（１２３４）５６７８",
            [("email", "rin@example.org"), ("phone", "03(1234)5678")],
        ),
        ("call +81 3-1234-5678.", [("phone", "+81 3-1234-5678")]),
        ("０９０ー１２３４ー５６７８", [("phone", "090-1234-5678")]),
        ("<rin@example.org>, ken@example.org.", [("email", "rin@example.org"), ("email", "ken@example.org")]),
        ("20260116@example.org", [("email", "20260116@example.org")]),
        ("room 12, ask my sister", []),
        ("", []),
    ],
)
def test_addresses_are_read_out_of_what_people_write(answer: str, found: list[tuple[str, str]]) -> None:
    assert list(addresses_in(answer)) == found


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert all(channel in ("email", "phone") and address for channel, address in addresses_in(text))


def test_an_address_is_found_however_it_was_written(vault: Vault) -> None:
    mails = ("Rin@Example.ORG ", "rin@example.org", "ｒｉｎ＠example.org")
    assert len({address_index(vault, "email", mail) for mail in mails}) == 1
    numbers = ("03-1234-5678", "+81 3 1234 5678", "+81 (0)3-1234-5678", "０３１２３４５６７８")
    assert len({address_index(vault, "phone", number) for number in numbers}) == 1
    assert address_index(vault, "phone", "03-1234-5679") != address_index(vault, "phone", numbers[0])


def test_what_is_answered_at_filing_is_kept_sealed(desk: Desk, database: Database, filed: File) -> None:
    ticket = filed(answers={"contact": "rin@example.org"})
    assert kept(desk, ticket) == [("requester", "email", "rin@example.org", False)]
    with database.read() as session:
        row = session.exec(select(ContactRecord)).one()
    assert b"rin" not in row.address


def test_a_member_who_writes_in_a_direct_message_is_known(
    desk: Desk, database: Database, filed: File, clock: Clock
) -> None:
    ticket = filed(origin=DIRECT, audience="employees")
    assert ("requester", "slack", "T1/D7", True) in kept(desk, ticket)
    with database.read() as session:
        proof = session.exec(select(VerificationRecord)).one()
    assert (proof.method, proof.state, proof.party, proof.decided_at) == (
        "slack",
        "good",
        "requester",
        clock.now,
    )


@pytest.mark.parametrize(
    ("origin", "audience", "contacts"),
    [
        (DIRECT, "public", [("requester", "slack", "T1/D7", False)]),
        (Origin("slack", "T1/C7/171.42"), "employees", []),
        (Origin("web", "D7"), "employees", []),
    ],
    ids=["a guest", "a channel", "the web"],
)
def test_nobody_else_is_known_by_where_they_write(
    desk: Desk,
    database: Database,
    filed: File,
    origin: Origin,
    audience: str,
    contacts: list[tuple[str, str, str, bool]],
) -> None:
    ticket = filed(origin=origin, audience=audience, answers={})
    assert kept(desk, ticket) == contacts
    with database.read() as session:
        assert session.exec(select(VerificationRecord)).all() == []


def test_an_agent_adds_the_other_sides_address_once(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed(answers={"contact": "rin@example.org"})
    desk.contacts.add(ticket, agent.id, "principal", "yumi@example.org, 03-1234-5678", key="1")
    desk.contacts.add(ticket, agent.id, "principal", "YUMI@example.org", key="2")
    assert kept(desk, ticket) == [
        ("requester", "email", "rin@example.org", False),
        ("principal", "email", "yumi@example.org", False),
        ("principal", "phone", "03-1234-5678", False),
    ]
    with pytest.raises(Refused, match="no e-mail address"):
        desk.contacts.add(ticket, agent.id, "principal", "her neighbour", key="3")


@pytest.mark.parametrize("relationship", ["legal_representative", "appointed_agent", "employee_for_customer"])
def test_asking_for_another_is_kept(database: Database, filed: File, relationship: str) -> None:
    answers = {"relationship": relationship}
    ticket = filed(kind="rights_request", right="deletion", audience="employees", answers=answers)
    with database.read() as session:
        row = session.get_one(RepresentationRecord, ticket)
    assert (row.basis, row.authority_checked_at, row.principal_confirmed_at) == (relationship, None, None)


def test_asking_for_oneself_is_no_representation(database: Database, filed: File) -> None:
    ticket = filed(kind="rights_request", right="deletion", answers={"relationship": "self"})
    with database.read() as session:
        assert session.get(RepresentationRecord, ticket) is None


def test_erasure_leaves_that_something_was_proven_and_no_contact(
    desk: Desk, database: Database, agent: Agent, filed: File, clock: Clock
) -> None:
    ticket = filed(origin=DIRECT, audience="employees", answers={"contact": "rin@example.org"})
    desk.change_status(ticket, "cancelled", agent_id=agent.id, reason="spam", key="c")
    clock.forward(days=1000)
    assert desk.retention.run().tickets == 1
    assert desk.contacts.of(ticket) == ()
    with database.read() as session:
        assert session.exec(select(ContactRecord)).all() == []
        proof = session.exec(select(VerificationRecord)).one()
    assert (proof.method, proof.state, proof.contact_id, proof.code_mac) == ("slack", "good", None, None)
