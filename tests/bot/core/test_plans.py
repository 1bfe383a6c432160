"""What is done for every person reads no table from end to end that grows with their number."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from sqlalchemy import event

from bot.delivery import Delivery
from bot.messages import Message
from bot.web.bells import Bells
from bot.web.channel import WebChannel
from bot.wiring import House

GROWING = re.compile(
    r"SCAN (helpdesk|bot)_(ticket|message|outbox|event|contact|word|conversation|question)\b"
)


@contextmanager
def statements(house: House) -> Iterator[dict[str, Any]]:
    """What is sent to the database meanwhile, with its latest parameters."""
    sent: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, text: str, given: object, *_: object) -> None:
        sent[text] = given

    event.listen(house.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(house.database.engine, "before_cursor_execute", note)


def scans(house: House, sent: dict[str, Any]) -> list[str]:
    """The steps by which SQLite would read one of those tables from end to end."""
    with house.database.engine.connect() as connection:
        plans = [
            step[3]
            for text, given in sent.items()
            if text.startswith(("SELECT", "UPDATE", "DELETE"))
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)
        ]
    assert plans
    return [step for step in plans if GROWING.match(step)]


def test_asking_filing_and_delivering(house: House, say: Callable[..., Message]) -> None:
    bells = Bells(house.store, Event())
    delivery = Delivery(house.desk.outbox, [WebChannel(house.store, bells)], [])
    with statements(house) as sent:
        talk = house.store.start("web", "aoba", "en", "public").id
        list(house.conversation.stream(say("Do you give my data to third parties?", talk)))
        answers = {"name": "Anna", "contact": "anna@example.com", "inquiry": "Where is my parcel?"}
        house.conversation.file(talk, "inquiry", None, answers, "filing-1")
        assert delivery.run_once() == 1
        list(house.conversation.stream(say("And who else?", talk, "message-2")))
        house.tokens.admit(talk, "wrong")
    assert scans(house, sent) == []


def test_a_table_that_is_read_from_end_to_end_is_seen(house: House) -> None:
    assert scans(house, {"SELECT * FROM helpdesk_ticket WHERE version = 2": ()}) != []
