"""The API of the desk: tokens, scopes, organisations, what is on record, and errors as problem details."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlmodel import select
from starlette.routing import BaseRoute

from bot.database import Database
from helpdesk import NotFound, Receipt, Refused
from helpdesk.api import build_desk_api
from helpdesk.api.door import PREFIX, SCOPES
from helpdesk.api_tokens import SCOPES as ALL_SCOPES
from helpdesk.tables import ApiTokenRecord
from tests.helpdesk.console.desks import Place, fill, open_place

Client = Callable[..., TestClient]
PROBLEM = "application/problem+json"


@pytest.fixture
def place(tmp_path: Path, database: Database) -> Place:
    return open_place(tmp_path, database)


@pytest.fixture
def filed(place: Place) -> dict[str, Receipt]:
    return fill(place)


@pytest.fixture
def app(place: Place) -> FastAPI:
    app = FastAPI()
    app.include_router(build_desk_api(place.desk))
    return app


@pytest.fixture
def client(app: FastAPI, place: Place) -> Client:
    """A program with a token, made by somebody of that role."""

    def with_token(*scopes: Any, organisation: str | None = None, by: str = "agent") -> TestClient:
        value = place.desk.api_tokens.issue(
            "sync", scopes or ALL_SCOPES, organisation, 30, by=place.people[by]
        )
        return TestClient(app, "http://desk.example", headers={"Authorization": f"Bearer {value}"})

    return with_token


def post(client: TestClient, path: str, body: dict[str, Any], key: str = "key-number-1") -> Any:
    return client.post(PREFIX + path, json=body, headers={"Idempotency-Key": key})


def routes(app: FastAPI) -> set[tuple[str, str]]:
    return {
        (method, route.path.removeprefix(PREFIX))
        for route in _flat(app.routes)
        if route.path.startswith(PREFIX)
        for method in route.methods or ()
    }


def _flat(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _flat(route.original_router.routes)


def test_every_path_has_its_scope(app: FastAPI) -> None:
    assert routes(app) == SCOPES.keys()


def test_without_a_token_in_force_nothing_opens(
    app: FastAPI, place: Place, client: Client, filed: dict[str, Receipt]
) -> None:
    tokens = place.desk.api_tokens
    old = tokens.issue("old", ("tickets:read",), None, 1, by=place.people["agent"])
    gone = tokens.issue("gone", ("tickets:read",), None, 30, by=place.people["agent"])
    tokens.revoke(tokens.all()[0].id if tokens.all()[0].name == "gone" else tokens.all()[1].id, by="x")
    place.clock.forward(days=1)
    for header in ("", "Bearer ", "Bearer mdg_unknown", f"Bearer {old}", f"Bearer {gone}", f"Basic {gone}"):
        plain = TestClient(app, "http://desk.example", headers={"Authorization": header})
        for method, path in SCOPES:
            asked = PREFIX + path.format(reference=filed["inquiry"].reference)
            answer = plain.request(method, asked)
            assert answer.status_code == 401, (header, path)
            assert answer.headers["content-type"] == PROBLEM
            assert answer.headers["www-authenticate"] == "Bearer"
    assert place.desk.accesses.page().total == 0


@pytest.mark.parametrize("held", ALL_SCOPES)
def test_a_scope_opens_its_paths_and_no_other(
    client: Client, filed: dict[str, Receipt], place: Place, held: str
) -> None:
    program = client(held, by="administrator")
    for (method, path), scope in SCOPES.items():
        answer = program.request(method, PREFIX + path.format(reference=filed["inquiry"].reference))
        assert (answer.status_code == 403) == (scope != held), (method, path)


def test_lists_are_narrowed_and_hold_no_personal_data(client: Client, filed: dict[str, Receipt]) -> None:
    program = client("tickets:read")
    answer = program.get(f"{PREFIX}/tickets?limit=2")
    assert (answer.json()["total"], len(answer.json()["items"])) == (len(filed), 2)
    assert answer.headers["cache-control"] == "no-store"
    assert "kim.lee" not in program.get(f"{PREFIX}/tickets").text
    narrowed = program.get(f"{PREFIX}/tickets?kind=complaint&organisation=tokiwa-moving").json()
    assert [one["reference"] for one in narrowed["items"]] == [filed["complaint"].reference]


def test_a_parameter_given_twice_is_refused(client: Client) -> None:
    answer = client("tickets:read").get(f"{PREFIX}/tickets?kind=complaint&kind=inquiry")
    assert (answer.status_code, answer.json()["fields"]) == (422, ["kind"])


@pytest.mark.parametrize(
    ("since", "status"), [("2026-11-01T09:00:00+09:00", 200), ("2026-11-01T09:00:00", 422), ("1.5e9", 422)]
)
def test_a_time_is_taken_with_its_offset_alone(client: Client, since: str, status: int) -> None:
    asked = {"organisation": "pennywhistle", "since": since}
    program = client("preferences:read", by="administrator")
    assert program.get(f"{PREFIX}/preferences", params=asked).status_code == status


def test_a_ticket_is_read_in_full_and_each_reading_is_on_record(
    client: Client, place: Place, filed: dict[str, Receipt]
) -> None:
    reference = filed["erasure"].reference
    program = client("tickets:read")
    ticket = program.get(f"{PREFIX}/tickets/{reference.lower()}").json()
    assert ticket["reference"] == reference
    assert {"name": "name", "value": "Kim Lee"} in ticket["answers"]
    assert "note" in [one["direction"] for one in ticket["messages"]]
    program.get(f"{PREFIX}/tickets")
    program.get(f"{PREFIX}/tickets/PR-0000-000")
    lines = [(one.name, one.action, one.reference) for one in place.desk.accesses.page().lines]
    assert lines == [("sync", "read_by_api", None), ("sync", "read_by_api", reference)]


def test_a_token_of_one_organisation_knows_no_other(client: Client, filed: dict[str, Receipt]) -> None:
    program = client(organisation="pennywhistle")
    listed = program.get(f"{PREFIX}/tickets").json()["items"]
    assert {one["organisation"] for one in listed} == {"pennywhistle"}
    foreign = f"/tickets/{filed['complaint'].reference}"
    assert program.get(PREFIX + foreign).status_code == 404
    for path, body in (
        ("/messages", {"text": "x"}),
        ("/notes", {"text": "x"}),
        ("/status", {"status": "open"}),
    ):
        assert post(program, foreign + path, body).status_code == 404
    assert post(program, "/tickets", new_ticket(organisation="tokiwa")).status_code == 404


def test_a_token_does_no_more_than_its_maker_may_now(
    client: Client, place: Place, filed: dict[str, Receipt]
) -> None:
    by_auditor = client(by="auditor")
    assert by_auditor.get(f"{PREFIX}/tickets").json()["total"] == len(filed)
    assert post(by_auditor, f"/tickets/{filed['inquiry'].reference}/notes", {"text": "x"}).status_code == 403
    by_mei = client()
    place.desk.agents.change_membership(place.people["agent"], "tokiwa", "agent", by="x")
    assert by_mei.get(f"{PREFIX}/tickets").json()["total"] == 1
    place.desk.agents.close(place.people["agent"], by="x")
    assert by_mei.get(f"{PREFIX}/tickets").status_code == 401


def new_ticket(**changes: Any) -> dict[str, Any]:
    return {
        "organisation": "pennywhistle",
        "kind": "inquiry",
        "channel": "letter",
        "language": "en",
        "message": "How long are my letters kept?",
        "answers": {"contact": "kim.lee@mail.example"},
    } | changes


def test_a_ticket_is_opened_worked_and_closed(client: Client, place: Place) -> None:
    program = client()
    opened = post(program, "/tickets", new_ticket())
    assert opened.status_code == 201
    reference = opened.json()["reference"]
    assert "status_token" not in opened.json()
    assert post(program, "/tickets", new_ticket()).json()["reference"] == reference, "the same key"
    path = f"/tickets/{reference}"
    reply = post(program, f"{path}/messages", {"text": "For six years.", "version": 1})
    assert reply.json()["status"] == "open"
    assert post(program, f"{path}/messages", {"text": "Another.", "version": 1}).status_code == 409
    said = post(program, f"{path}/messages", {"text": "Thank you.", "sender": "requester"})
    assert said.status_code == 200
    assert post(program, f"{path}/notes", {"text": "Called."}).status_code == 200
    ended = post(program, f"{path}/status", {"status": "cancelled", "reason": "withdrawn"})
    assert ended.json()["status"] == "cancelled"
    directions = [one["direction"] for one in program.get(PREFIX + path).json()["messages"]]
    assert sorted(set(directions)) == ["in", "note", "out"]
    assert post(program, f"{path}/notes", {"text": "Too late."}, "another-key").status_code == 409
    assert place.desk.audit.verify().whole


@pytest.mark.parametrize(
    ("path", "body", "status", "fields"),
    [
        ("/tickets", new_ticket(kind="wish"), 422, ["kind"]),
        ("/tickets", new_ticket(secret="Kim Lee, 4 High Street"), 422, ["secret"]),
        ("/tickets", {}, 422, ["channel", "kind", "language", "message", "organisation"]),
        ("/tickets", new_ticket(organisation="nowhere"), 404, None),
        ("/tickets", new_ticket(received_at="2026-11-01T09:00:00"), 422, ["received_at"]),
        ("/tickets", new_ticket(received_at=1793000000), 422, ["received_at"]),
        ("/tickets/PR-0000-000/messages", {"text": "x", "version": True}, 422, ["version"]),
        ("/tickets/PR-0000-000/notes", {"text": "x"}, 404, None),
    ],
)
def test_errors_are_problems_without_what_was_sent(
    client: Client, path: str, body: dict[str, Any], status: int, fields: list[str] | None
) -> None:
    answer = post(client(), path, body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert (told["status"], told.get("fields")) == (status, fields)
    assert {"type", "title", "code"} <= told.keys()
    assert "Kim Lee" not in answer.text


def test_commands_need_a_key_and_a_step_that_exists(client: Client, filed: dict[str, Receipt]) -> None:
    program, path = client(), f"{PREFIX}/tickets/{filed['inquiry'].reference}"
    answer = program.post(f"{path}/notes", json={"text": "x"})
    assert (answer.status_code, answer.json()["fields"]) == (422, ["Idempotency-Key"])
    refused = program.post(f"{path}/status", json={"status": "closed"}, headers={"Idempotency-Key": "k" * 8})
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert refused.json()["reason"] == "no_step"


def test_openapi_describes_the_paths_and_their_token(app: FastAPI) -> None:
    described = app.openapi()
    assert {path.removeprefix(PREFIX) for path in described["paths"]} == {path for _, path in SCOPES}
    assert described["components"]["securitySchemes"]["desk"]["scheme"] == "bearer"
    reading = described["paths"][f"{PREFIX}/tickets/{{reference}}"]["get"]
    assert reading["security"] == [{"desk": []}]
    assert {"401", "403", "404"} <= reading["responses"].keys()


def test_only_a_hash_is_kept_and_the_last_use_is_noted(
    client: Client, place: Place, database: Database
) -> None:
    program = client("tickets:read", organisation="tokiwa")
    value = program.headers["authorization"].removeprefix("Bearer ")
    assert value.startswith("mdg_")
    assert place.desk.api_tokens.all()[0].used_at is None
    program.get(f"{PREFIX}/tickets")
    listed = place.desk.api_tokens.all()[0]
    assert (listed.used_at, listed.organisation) == (place.clock.now, "tokiwa")
    with database.read() as session:
        assert value not in repr(session.exec(select(ApiTokenRecord)).one())


def test_a_token_needs_a_name_a_scope_and_an_end(place: Place) -> None:
    issue = place.desk.api_tokens.issue
    for name, scopes, days in (
        (" ", ("tickets:read",), 30),
        ("x", (), 30),
        ("x", ("everything",), 30),
        ("x", ("tickets:read",), 0),
        ("x", ("tickets:read",), 367),
    ):
        with pytest.raises(Refused):
            issue(name, scopes, None, days, by=place.people["agent"])  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        issue("x", ("tickets:read",), "nowhere", 30, by=place.people["agent"])
    with pytest.raises(NotFound):
        place.desk.api_tokens.revoke("nothing", by="x")
    assert place.desk.api_tokens.all() == ()
