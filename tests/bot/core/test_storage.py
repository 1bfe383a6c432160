"""Conversations are sealed, told apart by token, and end."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wiring import House
from helpdesk import Vault
from tests.bot.core.conftest import Clock

CANARY = "canary-4711-in-plain"


def test_nothing_said_stands_in_plain_in_the_database(house: House) -> None:
    started = house.store.start("slack", "aoba", "en", "public", f"team/{CANARY}/1.2")
    house.store.append(started.id, "person", {"text": CANARY})
    house.inbox.put("slack", "event-1", {"text": CANARY})
    files = [path for path in house.data.rglob("*") if path.is_file()]
    assert all(CANARY.encode() not in path.read_bytes() for path in files)
    assert all(started.token.encode() not in path.read_bytes() for path in files)
    assert house.store.events(started.id)[0].body == {"text": CANARY}


def test_only_the_token_opens_a_conversation(house: House) -> None:
    mine, other = (house.store.start("web", "aoba", "en", "public") for _ in range(2))
    assert house.tokens.admit(mine.id, mine.token)
    assert not house.tokens.admit(mine.id, other.token)
    assert not house.tokens.admit("unknown", mine.token)
    assert not house.tokens.admit(mine.id, "")


def test_a_key_stores_once(house: House) -> None:
    id = house.store.start("web", "aoba", "en", "public").id
    first = house.store.append(id, "person", {"text": "a"}, "key-1")
    assert house.store.append(id, "person", {"text": "b"}, "key-1") == first
    assert [event.body["text"] for event in house.store.events(id)] == ["a"]


def test_an_address_holds_one_conversation(house: House) -> None:
    first = house.store.start("slack", "aoba", "en", "employees", "team/channel/1.0")
    again = house.store.start("slack", "aoba", "en", "employees", "team/channel/1.0")
    assert again.id == first.id
    found = house.store.by_address("slack", "team/channel/1.0")
    assert found is not None
    assert (found.id, found.address) == (first.id, "team/channel/1.0")


def test_a_conversation_ends_unless_an_open_ticket_needs_it(house: House, clock: Clock) -> None:
    short, kept = (house.store.start("web", "aoba", "en", "public").id for _ in range(2))
    receipt = house.conversation.talk_to_person(kept, "Please call me.", "hand-over-1")
    clock.advance(timedelta(days=31))
    assert house.conversation.expire() == 1
    assert house.store.find(short) is None
    assert house.store.find(kept) is not None
    with pytest.raises(LookupError):
        house.store.append(short, "person", {"text": "too late"})
    agent = house.desk.agents.add_agent("mori@example.com", "Emi Mori", "a long enough password", "agent")
    house.desk.change_status(
        receipt.ticket_id, "cancelled", agent_id=agent.id, reason="withdrawn", key="cancel-1"
    )
    clock.advance(timedelta(days=31))
    assert house.conversation.expire() == 1


def test_events_go_on_after_a_number(house: House) -> None:
    id = house.store.start("web", "aoba", "en", "public").id
    numbers = [house.store.append(id, "person", {"text": str(n)}) for n in range(5)]
    assert [event.seq for event in house.store.events(id, numbers[2])] == numbers[3:]
    assert house.store.newest(numbers[2]) == dict.fromkeys(numbers[3:], id)


@settings(max_examples=30)
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=50) | st.integers() | st.none(), max_size=5))
def test_a_sealed_body_opens_to_what_was_sealed(tmp_path_factory: pytest.TempPathFactory, body: dict) -> None:  # type: ignore[type-arg]
    import json

    key = Vault.open(Path(tmp_path_factory.mktemp("keys")) / "key").new_data_key()
    text = json.dumps(body, ensure_ascii=False)
    assert key.unseal(key.seal(text, "place"), "place") == text


def test_an_event_is_taken_once_and_handed_out_until_done(house: House, clock: Clock) -> None:
    assert house.inbox.put("slack", "event-1", {"n": 1})
    assert not house.inbox.put("slack", "event-1", {"n": 1})
    (leased,) = house.inbox.lease(10)
    assert leased.payload == {"n": 1}
    assert house.inbox.lease(10) == ()
    clock.advance(timedelta(minutes=3))
    (again,) = house.inbox.lease(10)
    assert again.attempt == 2
    house.inbox.done(again.id)
    clock.advance(timedelta(minutes=3))
    assert house.inbox.lease(10) == ()
    assert not house.inbox.put("slack", "event-1", {"n": 1})


def test_an_event_that_keeps_failing_is_left_alone_without_its_payload(house: House, clock: Clock) -> None:
    house.inbox.put("slack", "event-1", {"n": 1})
    for _ in range(5):
        (leased,) = house.inbox.lease(10)
        house.inbox.failed(leased.id)
        clock.advance(timedelta(minutes=3))
    assert house.inbox.lease(10) == ()


def test_a_damaged_or_crashing_event_holds_up_no_other(house: House, clock: Clock) -> None:
    for n in range(2):
        house.inbox.put("slack", f"event-{n}", {"n": n})
    with house.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE bot_inbox SET payload = (SELECT payload FROM bot_inbox WHERE event_id = 'event-1') "
            "WHERE event_id = 'event-0'"
        )
    assert [incoming.event_id for incoming in house.inbox.lease(10)] == ["event-1"]
    for _ in range(8):
        clock.advance(timedelta(minutes=3))
        leased = house.inbox.lease(10)
    assert leased == ()
