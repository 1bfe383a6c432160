"""Whatever breaks, the person reads a safe sentence with a reference, and the log has the same reference."""

import asyncio
import json
import threading
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.app import build_app
from bot.web.crossing import each_across
from bot.wiring import House
from tests.bot.web.conftest import Chat, events

SECRET = "taro@example.com wants his data deleted"


class Broken:
    """A conversation that fails with words that nobody may read."""

    def stream(self, _message: object) -> Iterator[object]:
        raise ZeroDivisionError(SECRET)

    def file(self, *_: object) -> None:
        raise ZeroDivisionError(SECRET)


@pytest.fixture
def broken(house: House) -> Iterator[Chat]:
    with TestClient(build_app(house), raise_server_exceptions=False) as client:
        started = client.post("/api/v1/conversations", json={"organisation": "aoba"}).json()
        house.__dict__["conversation"] = Broken()
        yield Chat(client, started["id"], started["token"])
        del house.__dict__["conversation"]


def test_a_stream_that_breaks_says_so_with_a_reference(
    broken: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    (event,) = events(broken.post("messages", {"text": "hello there", "key": "message-1"}).text)
    told = json.loads(event["data"])
    assert event["event"] == "error"
    assert SECRET not in event["data"]
    assert told["reference"] in [getattr(record, "reference", "") for record in caplog.records]


def test_a_handler_that_breaks_says_so_with_a_reference(broken: Chat) -> None:
    body = {"kind": "complaint", "right": None, "answers": {}, "key": "filing-0001"}
    answer = broken.post("tickets", body)
    assert answer.status_code == 500
    assert answer.json()["reference"] in answer.json()["detail"]
    assert SECRET not in answer.text


def test_what_is_no_text_is_refused_and_nothing_breaks(client: TestClient, chat: Chat) -> None:
    assert chat.post("messages", {"text": "   ", "key": "message-1"}).status_code == 422
    surrogate = '{"text": "\\ud800", "key": "message-1"}'
    url = f"/api/v1/conversations/{chat.id}/messages"
    sent = client.post(url, content=surrogate, headers={**chat.headers, "Content-Type": "application/json"})
    assert sent.status_code == 422
    started = client.post(
        "/api/v1/conversations", json={"organisation": "aoba"}, headers={"Origin": "http://["}
    )
    assert started.status_code == 403


def test_a_conversation_that_ends_meanwhile_is_told_as_ended(house: House, chat: Chat) -> None:
    class Gone:
        def talk_to_person(self, *_: object) -> None:
            house.store.append("gone", "person", {})

    house.__dict__["conversation"] = Gone()
    assert chat.post("handoff", {"message": "", "key": "hand-over-1"}).status_code == 401
    del house.__dict__["conversation"]


def test_a_stream_closed_while_it_computes_is_closed_afterwards() -> None:
    computing, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    def slow() -> Iterator[int]:
        try:
            computing.set()
            go_on.wait(10)
            yield 1
        finally:
            closed.set()

    async def leave_early() -> None:
        async def draw() -> None:
            async for _ in each_across(slow, 1):
                pass

        task = asyncio.create_task(draw())
        await asyncio.to_thread(computing.wait, 10)
        task.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave_early())
    assert closed.is_set()


def test_a_stream_that_is_waited_for_says_that_it_lives() -> None:
    go_on = threading.Event()

    def slow() -> Iterator[int]:
        go_on.wait(10)
        yield 1

    async def heard() -> list[int | None]:
        drawn: list[int | None] = []
        async for value in each_across(slow, 0.01):
            drawn.append(value)
            go_on.set()
        return drawn

    drawn = asyncio.run(heard())
    assert drawn[0] is None
    assert drawn[-1] == 1
