"""Whatever is logged leaves as one JSON object of listed keys, without what people wrote."""

import ast
import json
import logging
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from bot.app import build_app
from bot.logs import ALLOWED, JsonLines
from bot.request_ids import HEADER
from bot.wiring import House

TOP = Path(__file__).parents[3]
SECRET = "taro@example.com"

NOISE = f"""
import logging, threading, warnings
from bot.logs import configure_logging
configure_logging()
for name in ("uvicorn.error", "slack_bolt.App", "alembic.runtime", "chromadb.api", "anything.else"):
    log = logging.getLogger(name)
    log.error("failed for %s", "{SECRET}", extra={{"reason": "{SECRET}", "payload": "{SECRET}"}})
    log.error("failed: {SECRET}")
    log.error("failed", exc_info=ValueError("{SECRET}"))
thread = threading.Thread(target=int, args=("{SECRET}",))
thread.start()
thread.join()
warnings.warn("about {SECRET}")
raise ValueError("{SECRET}")
"""


def test_every_line_is_json_and_none_quotes() -> None:
    ended = subprocess.run([sys.executable, "-c", NOISE], capture_output=True, text=True, cwd=TOP)
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.returncode == 1
    assert len(lines) == 5 * 3 + 3
    assert SECRET not in ended.stderr
    assert {line.get("error") for line in lines} == {None, "ValueError"}


def test_what_we_log_is_listed() -> None:
    """A key that is not would be left out without a word."""
    used = {
        key.value
        for room in ("bot", "helpdesk", "ingest", "knowledge")
        for path in (TOP / room).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.keyword) and call.arg == "extra" and isinstance(call.value, ast.Dict)
        for key in call.value.keys
        if isinstance(key, ast.Constant)
    }
    assert used
    assert used <= ALLOWED


class Wrecked:
    """A store whose errors quote."""

    def start(self, *_: object) -> None:
        raise ZeroDivisionError(SECRET)


def test_the_reference_of_an_error_finds_its_lines(house: House) -> None:
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    app, root, kept = build_app(house), logging.getLogger(), Kept()
    root.addHandler(kept)
    house.__dict__["store"] = Wrecked()
    try:
        with TestClient(app, raise_server_exceptions=False) as client:
            given = {HEADER: "mine", "X-Correlation-Id": "mine"}
            asked = {"organisation": "aoba"}
            answer = client.post("/api/v1/conversations", json=asked, headers=given)
            other = client.get("/healthz", headers=given)
    finally:
        root.removeHandler(kept)
        del house.__dict__["store"]
    reference = answer.json()["reference"]
    assert answer.status_code == 500
    assert answer.headers[HEADER] == reference != other.headers[HEADER] != "mine"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    (line,) = [line for line in map(json.loads, lines) if line.get("reference")]
    assert line["request"] == reference == line["reference"]
    assert SECRET not in "".join(lines)
