"""Who is refused leaves a line, of the door and the status, and a flood of them leaves few."""

import json
import logging
from collections import Counter

import pytest
from fastapi.testclient import TestClient

from bot.app import build_app
from bot.logs import JsonLines
from bot.refusals import LINES_A_MINUTE
from bot.request_ids import HEADER
from bot.wiring import House

SECRET = "taro-at-example"


def told(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "bot.refusals"]


def test_every_door_tells_of_refusals_and_not_of_whom(house: House, caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(build_app(house), headers={"Authorization": f"Bearer {SECRET}"})
    elsewhere = {"Origin": "https://elsewhere.example"}
    answers = [
        client.get(f"/api/desk/v1/tickets/{SECRET}?q={SECRET}"),
        client.post(f"/api/v1/conversations/{SECRET}/messages", json={"text": SECRET, "key": "0" * 16}),
        client.post("/api/v1/conversations", json={}, headers=elsewhere),
        client.get("/readyz"),
    ]
    assert [(record.status, record.route) for record in told(caplog)] == [  # type: ignore[attr-defined]
        (401, "/api/desk/v1/tickets/{reference}"),
        (401, "/api/v1/conversations/{id}/messages"),
        (403, "/api/v1/conversations"),
    ]
    lines = [JsonLines().format(record) for record in told(caplog)]
    assert SECRET not in "".join(lines)
    assert all(answer.headers[HEADER] for answer in answers)
    assert set(json.loads(lines[0])) >= {"at", "status", "route", "held_back"}


def test_a_flood_leaves_few_lines_and_hides_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = TestClient(build_app(house))
    for _ in range(LINES_A_MINUTE + 20):
        client.get("/api/desk/v1/tickets")
    client.post("/api/v1/conversations", json={}, headers={"Origin": "https://elsewhere.example"})
    counted = Counter(record.status for record in told(caplog))  # type: ignore[attr-defined]
    assert counted == {401: LINES_A_MINUTE, 403: 1}


def test_too_much_at_once_leaves_a_line(house: House, caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(build_app(house))
    while client.get("/api/v1/conversations/0/events").status_code != 429:
        continue
    assert 429 in {record.status for record in told(caplog)}  # type: ignore[attr-defined]
