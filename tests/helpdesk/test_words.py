"""Tickets are found by what stands on them, within what one may see, and by nothing once erased."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Vault
from helpdesk.narrowing import narrow_to
from helpdesk.tables import WordRecord
from helpdesk.words import token, words_of
from tests.helpdesk.conftest import Clock, intake, profile_with


def found(desk: Desk, text: str) -> set[str]:
    return {row.id for row in desk.tickets(search=text).rows}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Straße １２, STRASSE", {"strasse", "12"}),
        ("苦情です", {"苦情", "情で", "です"}),
        ("ｶﾞｽ", {"ガス"}),
        ("A4の紙", {"a4", "の紙"}),
        ("窓", {"窓"}),
        (" _-, ", set()),
    ],
)
def test_words_are_folded_and_japanese_is_cut_into_pairs(text: str, words: set[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=300))
def test_what_is_found_once_is_found_again(text: str) -> None:
    """A query made of a text's own words asks for nothing that the text has not."""
    words = words_of(text)
    assert words_of(" ".join(sorted(words))) == words


def test_a_ticket_is_found_by_all_its_words_in_any_order(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(message="The parcel 4711 never came."), key="1").ticket_id
    desk.open(intake(message="The parcel came."), key="2")
    assert found(desk, "NEVER parcel") == {ticket}
    assert found(desk, "parcel 4711") == {ticket}
    assert len(found(desk, "parcel")) == 2
    assert found(desk, "parcels") == set()
    desk.note(ticket, agent.id, "倉庫で見つかりました", key="n")
    assert found(desk, "倉庫") == {ticket}
    assert found(desk, "見つかりました 4711") == {ticket}


def test_a_ticket_is_found_by_its_contact_however_it_is_written(desk: Desk) -> None:
    mail = desk.open(intake(), key="1").ticket_id
    phone = desk.open(intake(answers={"contact": "03-1234-5678"}), key="2").ticket_id
    assert found(desk, "RIN@Example.ORG") == {mail}
    assert found(desk, "+81 3 1234 5678") == {phone}
    assert found(desk, "ren@example.org") == set()


def test_a_ticket_is_found_by_its_reference_and_its_beginning(desk: Desk) -> None:
    receipt = desk.open(intake(), key="1")
    assert found(desk, receipt.reference.lower()) == {receipt.ticket_id}
    assert found(desk, receipt.reference[:5]) == {receipt.ticket_id}


def test_what_one_may_not_see_is_not_found(desk: Desk) -> None:
    desk.register(profile_with(id="other", name="Other"))
    mine = desk.open(intake(message="a lost parcel"), key="1").ticket_id
    desk.open(intake(message="a lost parcel", organisation="other"), key="2")
    try:
        narrow_to(frozenset({"minato"}))
        assert found(desk, "lost parcel") == {mine}
        assert found(desk, "rin@example.org") == {mine}
    finally:
        narrow_to(None)


def test_the_index_holds_no_word(desk: Desk, database: Database, vault: Vault) -> None:
    desk.open(intake(message="zanzibar"), key="1")
    with database.read() as session:
        tokens = set(session.exec(select(WordRecord.token)).all())
    assert token(vault, "zanzibar") in tokens
    assert all(len(one) == 16 and set(one) <= set("0123456789abcdef") for one in tokens)


def test_an_erased_ticket_is_found_by_no_word(
    desk: Desk, agent: Agent, database: Database, clock: Clock
) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    desk.change_status(ticket, "cancelled", reason="spam", agent_id=agent.id, key="c")
    clock.forward(days=731)
    desk.retention.run()
    assert found(desk, "number") == set()
    assert found(desk, "rin@example.org") == set()
    with database.read() as session:
        assert session.exec(select(WordRecord)).all() == []
