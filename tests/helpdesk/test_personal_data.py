"""What a person tells the desk stands nowhere in plain: not in the database file, the logs or the events."""

import logging
from pathlib import Path

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, Line, Origin
from tests.helpdesk.conftest import Clock, intake

CANARIES = {
    "answer": "canary-name-Rin-Tanaka",
    "contact": "canary-contact@example.org",
    "message": "canary-message about my sister",
    "transcript": "canary-transcript line",
    "origin": "T9CANARY/C9CANARY/171.42",
    "reply": "canary-reply to her",
    "note": "canary-note on him",
    "more": "canary-more from them",
    "key": "canary-idempotency-key",
}


def test_no_canary_is_found_anywhere(
    desk: Desk,
    agent: Agent,
    database: Database,
    clock: Clock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = desk.open(
        intake(
            kind="rights_request",
            right="correction",
            origin=Origin("slack", CANARIES["origin"]),
            message=CANARIES["message"],
            answers={"name": CANARIES["answer"], "contact": CANARIES["contact"]},
            transcript=(Line("requester", CANARIES["transcript"], clock.now),),
        ),
        key=CANARIES["key"],
    )
    desk.reply(receipt.ticket_id, agent.id, CANARIES["reply"], key="r")
    desk.note(receipt.ticket_id, agent.id, CANARIES["note"], key="n")
    desk.add_requester_message(receipt.ticket_id, CANARIES["more"], key="m")
    desk.outbox.lease(10, 60)
    database.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert receipt.reference.encode() in content, "the file read is the database"
    for name, canary in {**CANARIES, "token": receipt.status_token}.items():
        for encoding in ("utf-8", "utf-16-le"):
            assert canary.encode(encoding) not in content, name
        assert canary not in caplog.text, name
