"""What a chat brings to the desk and hears of it: edited words, files, opening hours, ratings."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from bot.wiring import House
from helpdesk import LARGEST_SENT
from tests.bot.web.conftest import SHOP, Chat

PDF = b"%PDF-1.7 an invoice"
ASKED, SECRET = "Do you give my data to third parties?", "What do you use my data for, I am Sora Mori?"


@pytest.fixture
def shopping(client: TestClient, shop: str, house: House) -> Chat:
    """A conversation on the site, which takes files."""
    house.sites.change(shop, takes_files=True)
    started = client.post(
        "/api/v1/conversations", json={"site": shop, "language": "en"}, headers={"Origin": SHOP}
    ).json()
    return Chat(client, started["id"], started["token"])


def filed(chat: Chat, **body: object) -> dict[str, str]:
    """A complaint; its receipt."""
    filing = {"kind": "complaint", "right": None, "answers": {}, "key": "filing-0001", **body}
    receipt: dict[str, str] = chat.post("tickets", filing).json()
    return receipt


def send(chat: Chat, content: bytes = PDF, name: str = "請求書.pdf", key: str = "file-0001") -> Response:
    headers = {**chat.headers, "Origin": SHOP, "X-File-Name": quote(name), "Idempotency-Key": key}
    return chat.client.post(f"/api/v1/conversations/{chat.id}/files", content=content, headers=headers)


def people(chat: Chat) -> dict[str, int]:
    """The numbers of what the person said, by their words."""
    events = chat.history()["events"]
    return {event["body"]["text"]: event["seq"] for event in events if event["kind"] == "person"}


def test_the_desk_reads_what_the_person_left_of_it(chat: Chat, house: House) -> None:
    chat.ask(ASKED, "message-1")
    chat.ask(SECRET, "message-2")
    chat.ask("I want to file a complaint.", "message-3")
    said = people(chat)
    changes = {said[ASKED]: "Who gets my data?", said[SECRET]: ""}
    receipt = filed(chat, changes=changes)
    view = house.desk.ticket(receipt["reference"])
    assert view is not None
    read = [line.text for line in view.transcript]
    assert "Who gets my data?" in read
    assert ASKED not in read
    assert not any("Sora Mori" in line for line in read)
    assert sum("deliver books" in line for line in read) == 1  # the reply to what was taken out is gone too
    assert SECRET in people(chat)


def test_a_person_is_asked_with_edited_words_too(chat: Chat, house: House) -> None:
    chat.ask(SECRET)
    body = {"message": "Please call me.", "key": "handoff-1", "changes": {people(chat)[SECRET]: ""}}
    receipt = chat.post("handoff", body).json()
    view = house.desk.ticket(receipt["reference"])
    assert view is not None
    assert "Please call me." in [message.text for message in view.messages]
    told = [line.text for line in view.transcript] + [message.text for message in view.messages]
    assert not any("Sora Mori" in text for text in told)


def test_words_of_the_assistant_cannot_be_changed(chat: Chat, house: House) -> None:
    chat.ask(ASKED)
    answers = [event for event in chat.history()["events"] if event["kind"] == "answer"]
    receipt = filed(chat, changes={event["seq"]: "We sell everything." for event in answers})
    view = house.desk.ticket(receipt["reference"])
    assert view is not None
    assert "We sell everything." not in [line.text for line in view.transcript]


def test_a_chat_hears_where_its_requests_stand(shopping: Chat, house: House) -> None:
    url = f"/api/v1/conversations/{shopping.id}/tickets"
    assert shopping.client.get(url, headers=shopping.headers).json() == []
    receipt = filed(shopping)
    (standing,) = shopping.client.get(url, headers=shopping.headers).json()
    assert (standing["reference"], standing["takes_files"]) == (receipt["reference"], True)
    assert standing["status"]
    assert standing["next"]


def test_the_desk_says_what_to_expect_of_it(chat: Chat) -> None:
    answer = chat.client.get(f"/api/v1/conversations/{chat.id}/desk", headers=chat.headers)
    assert answer.json() == {"open": None, "lines": []}  # without a profile nothing is known, nor promised


def test_a_file_reaches_the_ticket_once(shopping: Chat, house: House) -> None:
    receipt = filed(shopping)
    assert send(shopping).status_code == 204
    assert send(shopping).status_code == 204  # the same key: the same file
    view = house.desk.ticket(receipt["reference"])
    assert view is not None
    (file,) = house.desk.attachments.of(view.row.id)
    assert (file.name, file.added_by, file.shared) == ("請求書.pdf", "requester", False)


def test_a_file_needs_a_request_first(shopping: Chat) -> None:
    assert send(shopping).status_code == 409


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"MZ\x90\x00\x03 a program", 409, "PDF, PNG"),
        (b"<svg onload='x'/>\x00", 409, "PDF, PNG"),
        (b"", 409, "PDF, PNG"),
        (b"%PDF-" + b"0" * LARGEST_SENT, 409, "at most 5 MB"),
        (b"%PDF-" + b"0" * (LARGEST_SENT + 2048), 413, ""),
    ],
    ids=["a program", "no text", "nothing", "large", "too large to be read"],
)
def test_a_file_that_cannot_be_taken_is_told_so(
    shopping: Chat, house: House, content: bytes, code: int, told: str
) -> None:
    filed(shopping)
    answer = send(shopping, content)
    assert answer.status_code == code
    assert told in answer.text


def test_no_more_than_five_files(shopping: Chat) -> None:
    filed(shopping)
    codes = [
        send(shopping, PDF + bytes([number]), key=f"file-{number:04}").status_code for number in range(6)
    ]
    assert codes == [204] * 5 + [409]


@pytest.mark.parametrize("own", [True, False], ids=["our own page", "a site that takes none"])
def test_files_are_taken_where_the_site_says_so(
    chat: Chat, shopping: Chat, house: House, shop: str, own: bool
) -> None:
    house.sites.change(shop, takes_files=False)
    asked = chat if own else shopping
    filed(asked)
    headers = {**asked.headers, "X-File-Name": "a.pdf", "Idempotency-Key": "file-0001"}
    if not own:
        headers["Origin"] = SHOP
    url = f"/api/v1/conversations/{asked.id}/files"
    assert asked.client.post(url, content=PDF, headers=headers).status_code == 403


def test_a_reason_is_counted_with_the_rating(chat: Chat, house: House) -> None:
    chat.ask(ASKED)
    assert (
        chat.post("useful", {"message": "message-1", "useful": False, "reason": "unclear"}).status_code == 204
    )
    assert reported(house, "why_not") == {"unclear": 1}
    assert chat.post("useful", {"message": "message-1", "useful": False, "reason": "rude"}).status_code == 422
    assert (
        chat.post("useful", {"message": "message-1", "useful": True, "reason": "unclear"}).status_code == 204
    )
    assert reported(house, "why_not") == {}
    assert reported(house, "rated") == {"useful": 1}


def test_who_was_answered_says_how_it_went(chat: Chat, house: House) -> None:
    receipt = filed(chat)
    token = receipt["status_url"].partition("#")[2]

    def rate(satisfied: bool, key: str) -> Response:
        body = {"token": token, "satisfied": satisfied, "key": key}
        return chat.client.post("/api/v1/status/rating", json=body)

    assert rate(True, "rating-1").status_code == 409  # nobody has answered yet
    withdraw = {"token": token, "key": "withdraw-1"}
    assert chat.client.post("/api/v1/status/withdrawal", json=withdraw).json()["can_rate"]
    assert rate(False, "rating-2").json()["satisfied"] is False
    assert rate(True, "rating-3").json()["satisfied"] is True
    assert reported(house, "satisfied") == {"satisfied": 1}


def reported(house: House, name: str) -> dict[str, int]:
    """A part of the desk's figures of today."""
    now = datetime.now(UTC)
    report = house.desk.reports.report(now - timedelta(days=1), now + timedelta(days=1))
    return {bar.name: bar.count for bar in getattr(report, name)}
