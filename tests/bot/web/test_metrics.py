"""Figures for who has the token; whatever is sent in, no label holds a word that is not listed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr, ValidationError
from starlette.routing import BaseRoute, Route

from bot.app import build_app
from bot.config import BotSettings
from bot.metrics.stock import MASKED, OUTCOMES, ROUTES, WAITING
from bot.metrics.timing import FILES, METHODS, NO_ROUTE, SECONDS
from bot.wiring import House
from helpdesk import KINDS, STATUSES
from ingest import read_policy
from tests.bot.web.conftest import POLICY, Chat

TOKEN = "a token for the metrics"
CANARY = "kanari4711"
HOSTILE = (
    "/api/v1/conversations/{0}",
    "/desk/tickets/{0}",
    "/chat/{0}",
    "/{0}/../{0}",
    "/policies/{0}/{0}/{0}",
    "/static/web/{0}.js",
    "/status?token={0}",
    "/%0a{0}%22%7d",
)

Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[TestClient]:
    """A running application with metrics."""
    settings = BotSettings(allowed_hosts=("testserver",), metrics_token=SecretStr(TOKEN))
    (tmp_path / "policy.md").write_text(POLICY, "utf-8")
    with House(tmp_path / "data", settings) as house:
        house.desk.register_name("aoba")
        house.knowledge.indexer.replace(read_policy(tmp_path / "policy.md", organisation="aoba").version)
        with TestClient(build_app(house), raise_server_exceptions=False) as client:
            yield client


def scraped(client: TestClient) -> Series:
    """Every series, by name and labels."""
    page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert page.status_code == 200, page.text
    families = text_string_to_metric_families(page.text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def value(series: Series, name: str, **labels: str) -> float:
    return series[f"madoguchi_{name}", tuple(sorted(labels.items()))]


def test_without_a_token_there_are_none(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("said", [None, "", "Bearer ", f"Bearer {TOKEN}s", TOKEN, f"bearer {TOKEN}", "é"])
def test_only_the_token_opens_them(watched: TestClient, said: str | None) -> None:
    headers = {} if said is None else {"Authorization": said.encode()}
    refused = watched.get("/metrics", headers=headers)
    assert refused.status_code == 401
    assert "madoguchi" not in refused.text


def test_a_short_token_is_refused() -> None:
    with pytest.raises(ValidationError):
        BotSettings(metrics_token=SecretStr("short"))


def test_what_happens_is_counted(watched: TestClient) -> None:
    started = watched.post("/api/v1/conversations", json={"organisation": "aoba"}).json()
    chat = Chat(watched, started["id"], started["token"])
    chat.ask("Do you give my data to third parties? I am taro@mail.example")
    answers = {"name": "Taro", "contact": "taro@mail.example", "details": "too many calls"}
    filing = {"kind": "complaint", "right": None, "answers": answers, "key": "filing-0001"}
    assert chat.post("tickets", filing).status_code == 201
    series = scraped(watched)
    assert sum(value(series, "answers_total", outcome=each) for each in OUTCOMES) == 1
    assert value(series, "masked_identifiers_total", kind="e-mail") == 1
    assert value(series, "tickets", status="new") == value(series, "tickets_open", kind="complaint") == 1
    assert value(series, "index_builds") == value(series, "database_up") == 1
    route = "/api/v1/conversations/{id}/messages"
    assert value(series, "http_requests_total", method="POST", route=route, status="2xx") == 1
    assert series["process_resident_memory_bytes", ()] > 0


def test_no_label_holds_what_somebody_sent(watched: TestClient) -> None:
    for path in HOSTILE:
        watched.get(path.format(CANARY), headers={"Origin": f"https://{CANARY}.example"})
    watched.request(CANARY.upper(), "/healthz")
    watched.get("/healthz", headers={"Host": f"{CANARY}.example", "X-Request-Id": CANARY})
    started = watched.post("/api/v1/conversations", json={"organisation": "aoba"}).json()
    Chat(watched, started["id"], started["token"]).ask(f"I am {CANARY}, {CANARY}@mail.example; delete it all")
    watched.post("/api/v1/conversations", json={"organisation": CANARY, "language": CANARY})
    series = scraped(watched)
    assert sum(count for (name, _), count in series.items() if name == "madoguchi_http_requests_total") >= 12
    assert CANARY not in json.dumps([[name, *labels] for name, labels in series]).lower()
    listed = _listed(watched)
    strange = {
        (label, word)
        for name, labels in series
        if name.startswith("madoguchi_")
        for label, word in labels
        if word not in listed[label]
    }
    assert strange == set()


def _listed(client: TestClient) -> dict[str, set[str]]:
    """Every word that a label may hold."""
    templates = {path for route in client.app.routes for path in _paths(route)}  # type: ignore[attr-defined]
    return {
        "method": {*METHODS, "other"},
        "status": {"1xx", "2xx", "3xx", "4xx", "5xx", *STATUSES},
        "route": {FILES, NO_ROUTE, *ROUTES, *templates},
        "outcome": set(OUTCOMES),
        "kind": {*KINDS, *MASKED},
        "state": set(WAITING),
        "le": {str(each) for each in SECONDS} | {"+Inf"},
    }


def _paths(route: BaseRoute) -> Iterator[str]:
    if isinstance(route, Route):
        yield route.path
    for inner in getattr(getattr(route, "original_router", None), "routes", ()):
        yield from _paths(inner)


def test_a_database_that_is_away_is_told_and_the_rest_still_shown(
    watched: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from helpdesk import Desk

    def away(_desk: Desk) -> None:
        raise OperationalError("SELECT", {}, Exception())

    monkeypatch.setattr(Desk, "volumes", away)
    series = scraped(watched)
    assert value(series, "database_up") == 0
    assert ("madoguchi_streams_open", ()) in series
    assert not [name for name, _ in series if re.match("madoguchi_(tickets|outbox)", name)]
