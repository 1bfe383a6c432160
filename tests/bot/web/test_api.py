"""The widget's API: who may call it, and that nothing is lost or done twice."""

import json
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from bot.wiring import House
from tests.bot.web.conftest import Chat

FOREIGN = {"Origin": "https://evil.example"}


def test_a_question_streams_an_answer_that_ends(chat: Chat) -> None:
    told = chat.ask("Do you give my data to third parties?")
    kinds = [event["event"] for event in told]
    assert kinds[0] == "status"
    assert kinds[-1] == "done"
    answers = [json.loads(event["data"]) for event in told if event["event"] == "answer"]
    quotes = [citation["quote"] for answer in answers for citation in answer["citations"]]
    assert any("third parties without consent" in quote for quote in quotes)
    assert not any("id" in event for event in told if event["event"] == "status")
    numbers = [int(event["id"]) for event in told if event["event"] != "status"]
    assert numbers == sorted(numbers)


def test_the_link_of_a_citation_highlights_the_quote(chat: Chat, client: TestClient) -> None:
    told = chat.ask("Do you give my data to third parties?")
    answer = next(json.loads(event["data"]) for event in told if event["event"] == "answer")
    citation = answer["citations"][0]
    page = client.get(citation["url"])
    assert f"<mark>{citation['quote']}</mark>" in page.text
    assert f'id="{urlsplit(citation["url"]).fragment}"' in page.text


def test_the_same_key_again_gives_the_same_events(chat: Chat) -> None:
    first = [event for event in chat.ask("What do you use my data for?") if event["event"] != "status"]
    held = len(chat.history()["events"])
    assert chat.ask("What do you use my data for?") == first
    assert len(chat.history()["events"]) == held


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "messages"),
        ("POST", "tickets"),
        ("POST", "handoff"),
        ("POST", "decline"),
        ("POST", "assistant"),
        ("GET", "form?kind=complaint"),
        ("GET", "events"),
        ("GET", ""),
        ("DELETE", ""),
    ],
)
def test_no_route_of_a_conversation_opens_without_its_token(
    chat: Chat, house: House, method: str, path: str
) -> None:
    url = f"/api/v1/conversations/{chat.id}" + (f"/{path}" if path else "")
    before = house.store.newest()
    body = {"text": "x", "key": "a-key-of-8", "kind": "complaint"} if method == "POST" else None
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {chat.token}"}):
        assert chat.client.request(method, url, json=body, headers=headers).status_code == 401
    foreign = {**chat.headers, **FOREIGN}
    assert chat.client.request(method, url, json=body, headers=foreign).status_code == 403
    assert house.store.newest() == before
    assert house.store.find(chat.id) is not None
    assert house.desk.tickets().total == 0


def test_a_foreign_site_is_refused_before_anything_is_done(client: TestClient, house: House) -> None:
    body = json.dumps({"organisation": "aoba"})
    for content in ("application/json", "text/plain"):
        answer = client.post(
            "/api/v1/conversations", content=body, headers={**FOREIGN, "Content-Type": content}
        )
        assert answer.status_code == 403
    assert client.post("/api/v1/status", json={"token": "t" * 40}, headers=FOREIGN).status_code == 403


def test_our_own_pages_may_ask(client: TestClient) -> None:
    own = {"Origin": "http://testserver"}
    answer = client.post("/api/v1/conversations", json={"organisation": "aoba"}, headers=own)
    assert answer.status_code == 201


def test_an_unknown_organisation_is_told(client: TestClient) -> None:
    assert client.post("/api/v1/conversations", json={"organisation": "nobody"}).status_code == 404


def test_a_parameter_given_twice_is_refused(chat: Chat) -> None:
    path = f"/api/v1/conversations/{chat.id}/form?kind=inquiry&kind=complaint"
    answer = chat.client.get(path, headers=chat.headers)
    assert (answer.status_code, answer.json()) == (422, {"detail": "This was given more than once: kind"})


def test_too_many_messages_are_asked_to_wait(chat: Chat) -> None:
    answers = [chat.post("messages", {"text": "hello", "key": f"message-{n}"}) for n in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) > 0


def test_a_message_that_is_too_long_is_refused(chat: Chat) -> None:
    assert chat.post("messages", {"text": "x" * 4001, "key": "message-1"}).status_code == 422
    assert chat.post("messages", {"text": "x" * 200_000, "key": "message-1"}).status_code == 413


def test_a_filed_form_gives_one_receipt_and_the_status_page_shows_it(chat: Chat, house: House) -> None:
    chat.ask("Please delete my data. Anna Kowalska, anna@example.com")
    form = chat.client.get(
        f"/api/v1/conversations/{chat.id}/form?kind=rights_request&right=deletion", headers=chat.headers
    ).json()
    assert {field["name"]: field["value"] for field in form["fields"]}["name"] == "Anna Kowalska"
    body = {
        "kind": "rights_request",
        "right": "deletion",
        "answers": {"name": "Anna"},
        "key": "filing-0001",
    }
    receipt, again = chat.post("tickets", body).json(), chat.post("tickets", body).json()
    assert again["reference"] == receipt["reference"]
    assert house.desk.tickets().total == 1
    token = receipt["status_url"].partition("#")[2]
    status = chat.client.post("/api/v1/status", json={"token": token}).json()
    assert status["reference"] == receipt["reference"]
    addition = {"token": token, "text": "One more thing.", "key": "addition-1"}
    assert chat.client.post("/api/v1/status/messages", json=addition).status_code == 201
    view = house.desk.ticket(receipt["reference"])
    assert view is not None
    assert "One more thing." in [message.text for message in view.messages]


def test_a_wrong_answer_is_named_by_its_field(chat: Chat) -> None:
    body = {
        "kind": "complaint",
        "right": None,
        "answers": {"contact": "not@an address"},
        "key": "filing-0001",
    }
    answer = chat.post("tickets", body)
    assert answer.status_code == 422
    assert list(answer.json()["problems"]) == ["contact"]


def test_an_unknown_status_link_tells_nothing(client: TestClient) -> None:
    assert client.post("/api/v1/status", json={"token": "x" * 43}).status_code == 404


def test_a_deleted_conversation_is_gone(chat: Chat, house: House) -> None:
    chat.ask("What do you use my data for?")
    url = f"/api/v1/conversations/{chat.id}"
    assert chat.client.delete(url, headers=chat.headers).status_code == 204
    assert chat.client.get(url, headers=chat.headers).status_code == 401
    assert house.store.events(chat.id) == ()
