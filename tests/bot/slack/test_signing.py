"""Only Slack is listened to, and what others send leaves no trace."""

import json
import logging
import time
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.logs import JsonLines
from bot.slack.signing import Signatures
from tests.bot.slack.conftest import SECRET, Workspace
from tests.fakes.slack import signed

WORDS = "my secret illness"


STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"

BAD: dict[str, Callable[[str], dict[str, str]]] = {
    "wrong secret": lambda body: signed(body, "another"),
    "other body": lambda body: signed(body + " ", SECRET),
    "stale": lambda body: signed(body, SECRET, at=time.time() - 301),
    "from the future": lambda body: signed(body, SECRET, at=time.time() + 310),
    "no signature": lambda body: _without(signed(body, SECRET), SIGNATURE),
    "no timestamp": lambda body: _without(signed(body, SECRET), STAMP),
    "timestamp of letters": lambda body: signed(body, SECRET) | {STAMP: "yesterday"},
    "endless timestamp": lambda body: signed(body, SECRET) | {STAMP: "9" * 5000},
    "empty signature": lambda body: signed(body, SECRET) | {SIGNATURE: ""},
    "other version": lambda body: signed(body, SECRET) | {SIGNATURE: "v1=" + "0" * 64},
}


def _without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_signature_is_refused_unread(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    body = json.dumps(workspace.send.dm("U0ANN", WORDS))
    with caplog.at_level(logging.DEBUG):
        answer = workspace.client.post("/slack/events", content=body, headers=BAD[kind](body))
    workspace.work()
    assert answer.status_code == 401
    assert answer.content == b""
    assert WORDS not in caplog.text
    assert workspace.slack.calls == []


def test_slack_may_check_the_address(workspace: Workspace) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c123", "token": "t"})
    answer = workspace.client.post("/slack/events", content=body, headers=signed(body, SECRET))
    assert answer.status_code == 200
    assert answer.json() == {"challenge": "c123"}


def test_what_was_asked_is_in_no_log(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        workspace.handle(workspace.send.dm("U0ANN", f"explode {WORDS}"))
        workspace.handle(workspace.send.event({"type": "reaction_added", "text": WORDS}))
    written = [JsonLines().format(record) for record in caplog.records]
    assert any("slack job failed" in line for line in written)
    assert WORDS not in "".join(written)


@settings(max_examples=1000, deadline=None)
@given(
    part=st.sampled_from(["body", STAMP, SIGNATURE]),
    at=st.integers(0, 10**6),
    put=st.characters(codec="latin-1"),
)
def test_no_altered_request_is_genuine(part: str, at: int, put: str) -> None:
    whole = {"body": '{"type":"event_callback"}', **signed('{"type":"event_callback"}', SECRET)}
    place = at % len(whole[part])
    altered = {**whole, part: whole[part][:place] + put + whole[part][place + 1 :]}
    assume(altered != whole)
    assert _is_genuine(whole)
    assert not _is_genuine(altered)


def _is_genuine(request: dict[str, str]) -> bool:
    headers = {name.lower(): value for name, value in request.items()}
    return Signatures(SECRET).genuine(request["body"].encode(), headers)
