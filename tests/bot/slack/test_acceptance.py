"""The checks that decide whether the app is good, each over HTTP and over Socket Mode."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.messages import Done, Offer, Progress, ReplyPart, Said
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from tests.bot.slack.conftest import ANSWERED, ORGANISATION, QUOTE, SECRET, ScriptedConversation, Workspace
from tests.fakes.slack import FakeSlack, FakeSocket, Payloads, words
from tests.fakes.slack.server import TEAM

DM = "D0ANN"


class OverSocket(Workspace):
    """The same workspace; what Slack sends comes over a WebSocket."""

    socket: FakeSocket
    connection: Any

    def post(self, payload: dict[str, Any] | str) -> Any:
        """An envelope; True once it is acknowledged."""
        assert isinstance(payload, dict), "commands are forms over HTTP only"
        kind = "events_api" if payload["type"] == "event_callback" else "interactive"
        return self.socket.send(self.connection, kind, payload)

    def handle(self, payload: dict[str, Any] | str) -> Any:
        """Send it and do what follows from it."""
        answer = self.post(payload)
        self.work()
        return answer


@pytest.fixture(params=["http", "socket"])
def either(request: pytest.FixtureRequest, slack: FakeSlack, house: Any) -> Iterator[Workspace]:
    """A workspace that Slack reaches the one way or the other; the test runs the worker."""
    over_http = request.param == "http"
    settings = SlackSettings(
        bot_token=SecretStr("xoxb-test"),
        signing_secret=SecretStr(SECRET) if over_http else None,
        app_token=None if over_http else SecretStr("xapp-test"),
        organisation=ORGANISATION,
        base_url=slack.url,
    )
    for user, facts in {"U0ANN": {}, "U0KEN": {"locale": "ja-JP"}}.items():
        slack.member(user, **facts)
    with FakeSocket() as socket:
        slack.socket_url = socket.url
        door = SlackDoor.of(house, settings)
        app = FastAPI()
        app.include_router(door.router)
        with TestClient(app) as client:
            made = (slack, Payloads(slack), door, house.desk, house.conversation, client)
            if over_http:
                yield Workspace(*made)
                return
            assert door.socket is not None
            door.socket.open()
            workspace = OverSocket(*made)
            workspace.socket, workspace.connection = socket, socket.connected()
            yield workspace
            door.socket.close()


def ask(workspace: Workspace, text: str = "How long do you keep my e-mail?", **more: Any) -> str:
    """Put a question; the thread it begins."""
    event = workspace.send.dm("U0ANN", text, **more)
    workspace.handle(event)
    return str(event["event"].get("thread_ts") or event["event"]["ts"])


def test_one_event_four_times_gives_one_answer_and_one_ticket(either: Workspace) -> None:
    event = either.send.dm("U0ANN", "How long do you keep my e-mail?")
    click = either.send.click(
        "U0ANN", {"action_id": "talk_to_person"}, DM, "1800000000.7", event["event"]["ts"]
    )
    for payload in (event, click):
        for _ in range(4):
            either.post(payload)
    hands = [threading.Thread(target=either.work) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(either.conversation.heard) == 1
    assert len(either.slack.messages(DM)) == 1
    assert either.desk.tickets().total == 1


@pytest.mark.parametrize("either", ["socket"], indirect=True)
@pytest.mark.parametrize("how", ["refreshed", "broken"])
def test_a_connection_that_ends_is_followed_by_another(either: OverSocket, how: str) -> None:
    ask(either)
    if how == "refreshed":
        either.socket.refresh(either.connection)
    else:
        either.connection.close()
    either.connection = either.socket.connected()
    ask(either, "and backups, keep?")
    assert len(either.slack.messages(DM)) == 2


def test_an_answer_is_streamed_with_its_steps_and_sources(either: Workspace) -> None:
    [answer] = either.slack.thread(DM, ask(either))
    assert answer["streaming"] is False
    assert QUOTE.replace("&", "&amp;") in words(answer)
    assert {task["status"] for task in answer["tasks"].values()} == {"complete"}
    assert either.slack.conversations.sessions[DM, answer["thread_ts"]] == {
        "status": "active",
        "title": "A question about privacy",
    }
    assert [block["type"] for block in answer["blocks"]][-3:] == ["container", "actions", "context_actions"]


def test_a_busy_slack_gets_the_answer_whole(either: Workspace) -> None:
    either.slack.script("chat.startStream", 429)
    [answer] = either.slack.thread(DM, ask(either))
    assert QUOTE.replace("&", "&amp;") in words(answer)
    assert "streaming" not in answer


@pytest.mark.parametrize("failing", ["chat.appendStream", "chat.stopStream"])
def test_a_stream_that_expires_ends_complete_all_the_same(
    either: Workspace, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.streaming.EVERY", 0.0)
    either.slack.script(failing, "message_not_in_streaming_state")
    [answer] = either.slack.thread(DM, ask(either))
    whole = words(answer)
    assert either.slack.said("chat.update")[0]["ts"] == answer["ts"]
    assert whole.count(QUOTE.replace("&", "&amp;")) == 2, "in the answer and in its evidence"
    assert "Talk to a person" in whole


def test_a_half_told_answer_is_finished_in_its_place_later(either: Workspace) -> None:
    either.slack.script("chat.stopStream", "message_not_in_streaming_state")
    either.slack.script("chat.update", 429)
    [answer] = either.slack.thread(DM, ask(either))
    assert QUOTE.replace("&", "&amp;") in words(answer)
    assert "Talk to a person" in words(answer)
    assert len(either.conversation.heard) == 2, "it was put off once"


def test_what_was_begun_and_is_gone_is_said_anew(either: Workspace) -> None:
    either.slack.script("chat.stopStream", "message_not_in_streaming_state")
    either.slack.script("chat.update", "message_not_found")
    said = either.slack.thread(DM, ask(either))
    assert "Talk to a person" in words(said[-1])


def test_stop_ends_an_answer_that_is_still_being_made(either: Workspace) -> None:
    event = either.send.dm("U0ANN", "keep?")
    root, begun, ended = event["event"]["ts"], threading.Event(), threading.Event()

    def slowly(_message: Any) -> Iterator[ReplyPart]:
        yield Progress("searching")
        yield from ANSWERED[:1]
        begun.set()
        ended.wait(60)
        yield from ANSWERED[1:]

    either.conversation.handle = slowly  # type: ignore[method-assign]
    either.post(event)
    working = threading.Thread(target=either.work)
    working.start()
    assert begun.wait(10)
    assert either.slack.conversations.sessions[DM, root]["status"] == "processing"
    either.post(either.send.stop("U0ANN", root))
    working.join(10)
    assert not working.is_alive(), "it does not wait for what makes the answer"
    ended.set()
    [answer] = either.slack.thread(DM, root)
    assert "Stopped." in words(answer)
    assert "Talk to a person" not in words(answer)
    assert either.slack.conversations.sessions[DM, root]["status"] == "active"


def test_an_answer_belongs_below_its_question_and_prompts_to_no_thread(either: Workspace) -> None:
    root = ask(either)
    assert [one["thread_ts"] for one in either.slack.messages(DM)] == [root]
    either.handle(either.send.home("U0ANN", tab="messages"))
    [suggested] = either.slack.said("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in suggested


def test_where_a_human_has_the_word_the_assistant_is_silent(either: Workspace) -> None:
    root = ask(either)
    either.handle(either.send.click("U0ANN", {"action_id": "talk_to_person"}, DM, "1800000000.7", root))
    ticket = either.desk.tickets().rows[0].id
    agent = either.desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")
    before = len(either.slack.messages(DM))
    either.conversation.meanwhile = lambda: either.desk.reply(ticket, agent.id, "Two years.", key="r1")
    ask(either, "and backups, keep?", thread_ts=root)
    assert len(either.slack.messages(DM)) == before, "what was begun meanwhile is taken back"
    either.conversation.meanwhile = lambda: None
    ask(either, "keep?", thread_ts=root)
    assert len(either.slack.messages(DM)) == before
    ask(either, "keep?")
    assert len(either.slack.messages(DM)) == before + 1, "another thread is another matter"


def test_what_others_wrote_stays_text(either: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    nasty = (
        "<img src=x onerror=alert(1)> <javascript:alert(1)|click> ![p](https://x.example/p.png) \u202egnp.exe"
    )
    part = replace(ANSWERED[0], text=nasty, citations=())
    monkeypatch.setattr(
        ScriptedConversation,
        "handle",
        lambda self, message: iter([part, Said(nasty), Offer(()), Done("Answered")]),
    )
    [answer] = either.slack.thread(DM, ask(either))
    assert "&lt;img src=x onerror=alert(1)&gt; &lt;javascript:alert(1)|click&gt;" in words(answer)
    assert not {"<", ">", "\u202e"} & set(words(answer))


@pytest.mark.parametrize(
    ("code", "trouble", "told"),
    [
        ("token_revoked", "token_revoked", False),
        ("account_inactive", "account_inactive", False),
        ("missing_scope", "missing_scope:chat:write", True),
        ("user_disabled", None, False),
    ],
)
def test_every_refusal_has_its_end(either: Workspace, code: str, trouble: str | None, told: bool) -> None:
    either.slack.script("chat.startStream", code)
    either.slack.script("chat.postMessage", code)
    ask(either)
    installation = either.door.workspaces.installations.find(TEAM)
    assert installation is not None
    assert installation.trouble == trouble
    assert bool(either.slack.messages(DM)) is told
    assert either.door.worker.run_once() == 0, "it waits for nothing"
