"""The assistant without scripts: asked, answered, filed and followed by forms alone."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from bot.wiring import House

FORM = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def sent(client: TestClient, path: str, **fields: str) -> Response:
    answer: Response = client.post(path, data=fields, headers=FORM)
    return answer


def asked(client: TestClient, text: str, **more: str) -> Response:
    return sent(client, "/chat/aoba", **{"key": "plain-0001", "text": text, **more})


def test_a_question_is_answered_with_its_source(client: TestClient) -> None:
    page = asked(client, "Do you give my personal information to third parties?")
    assert page.status_code == 200
    assert "We do not provide personal information to third parties without consent." in unescape(page.text)
    assert re.search(r'href="/policies/aoba/[^"]+start=\d+', page.text)
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert page.text.count(">Assistant (AI)<") == 1, "one heading for all that is said in a row"


def test_a_conversation_goes_on(client: TestClient) -> None:
    first = asked(client, "What do you use personal information for?")
    second = asked(client, "Do you give it to third parties?", **{**hidden(first.text), "key": "plain-0002"})
    for said in ("What do you use personal information for?", "Do you give it to third parties?"):
        assert said in second.text


def test_a_request_is_filed_and_followed_by_its_code(client: TestClient, house: House) -> None:
    page = asked(client, "I want to file a complaint.")
    form = sent(client, "/chat/aoba/form", **hidden(page.text) | {"kind": "complaint", "right": ""})
    assert form.status_code == 200
    fields = hidden(form.text) | {"answer.details": "You sold my number."}
    receipt = unescape(sent(client, "/chat/aoba/requests", **fields).text)
    reference = re.findall(r"PR-\w{4}-\w{3}", receipt)[0]
    code = re.findall(r"(?:\w{4}-){6}\w{4}", receipt)[0]
    view = house.desk.ticket(reference)
    assert view
    assert "You sold my number." in [answer.value for answer in view.answers]

    status = sent(client, "/status", code=code.lower())
    assert reference in status.text
    written = sent(client, "/status/messages", **hidden(status.text) | {"text": "It was on Monday."})
    assert "It was on Monday." in written.text
    view = house.desk.ticket(reference)
    assert view
    assert view.messages[-1].text == "It was on Monday."


def test_what_is_wrong_in_a_form_is_said_and_what_was_typed_stays(client: TestClient) -> None:
    page = asked(client, "I want to file a complaint.")
    form = sent(client, "/chat/aoba/form", **hidden(page.text) | {"kind": "complaint", "right": ""})
    fields = hidden(form.text) | {"answer.details": "It was so.", "answer.unknown": "x"}
    again = sent(client, "/chat/aoba/requests", **fields)
    assert "Please look at the marked fields." in again.text
    assert "It was so." in again.text


@pytest.mark.parametrize("code", ["", "7K3M", "A" * 28, "unknown"])
def test_a_wrong_code_shows_nothing(client: TestClient, code: str) -> None:
    answer = sent(client, "/status", code=code)
    assert answer.status_code in (404, 422)
    assert "PR-" not in answer.text


def test_the_secret_of_a_stranger_opens_no_conversation(client: TestClient) -> None:
    mine = hidden(asked(client, "Hello").text)
    other = asked(client, "Hello", conversation=mine["conversation"], token="t" * 43)
    assert other.status_code == 401


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}]
)
def test_forms_of_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/chat/aoba", data={"key": "plain-0001", "text": "Hello"}, headers=headers)
    assert answer.status_code == 403


def test_markup_stays_text(client: TestClient) -> None:
    page = asked(client, "<img src=x onerror=alert(1)>")
    assert "<img" not in page.text


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"conversation": "none", "token": "none"}, 401, "この会話は終了しています"),
        ({"key": "x" * 300}, 422, "読み取れない項目があります"),
    ],
)
def test_what_fails_is_told_on_a_page_to_who_has_no_script(
    client: TestClient, sent: dict[str, str], status: int, words: str
) -> None:
    form = {"text": "Who receives my data?", "key": "plain-0001"} | sent
    browser = {
        "Accept": "text/html,application/xhtml+xml",
        "Accept-Language": "ja",
        "Sec-Fetch-Site": "same-origin",
    }
    answer = client.post("/chat/aoba", data=form, headers=browser)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert words in answer.text
