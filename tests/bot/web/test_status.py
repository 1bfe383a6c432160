"""The status page's API: everything behind the secret, nothing told to who only guesses."""

from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from bot.web.status_wording import STATUS_WORDS
from bot.wiring import House
from helpdesk import Intake, Origin, Receipt
from helpdesk.sealing import key_of, place
from helpdesk.tables import AttachmentRecord, TicketRecord, new_id

RIN = "rin@example.org"
CODE, WRONG = "042042", "042043"


@pytest.fixture
def receipt(house: House) -> Receipt:
    """Of a request that leaves open which data are meant."""
    return house.desk.open(
        Intake(
            organisation="aoba",
            kind="rights_request",
            right="disclosure",
            origin=Origin("web", "conversation-1"),
            language="en",
            audience="public",
            message="Please send me a copy of my order history.",
            answers={"name": "Rin", "contact": RIN},
        ),
        key="filing-1",
    )


class Page:
    """The status page as its script holds it."""

    def __init__(self, client: TestClient, receipt: Receipt) -> None:
        self.client = client
        self.token = receipt.status_token

    def post(self, path: str = "", key: str = "a key of mine", **body: Any) -> Response:
        body = {"token": self.token, "key": key} | body
        return self.client.post(f"/api/v1/status{path}", json=body)

    def read(self, **body: Any) -> dict[str, Any]:
        shown: dict[str, Any] = self.post(**body).json()
        return shown


@pytest.fixture
def page(client: TestClient, receipt: Receipt) -> Page:
    return Page(client, receipt)


@pytest.fixture(autouse=True)
def _known_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with a mail server; it is running, so the code cannot be taken from its outbox."""
    monkeypatch.setenv("MADOGUCHI_EMAIL_HOST", "mail.example")
    monkeypatch.setenv("MADOGUCHI_EMAIL_SENDER", "desk@aoba.example")
    monkeypatch.setattr("helpdesk.codes.secrets.randbelow", lambda most: int(CODE) % most)


def share(house: House, receipt: Receipt, name: str, content: bytes) -> str:
    """A file shared with the requester as disclosed data."""
    id = new_id()
    with house.database.write() as session:
        key = key_of(house.vault, session.get_one(TicketRecord, receipt.ticket_id))
        session.add(
            AttachmentRecord(
                id=id,
                ticket_id=receipt.ticket_id,
                purpose="disclosure",
                name=key.seal(name, place("attachment", "name", id)),
                media_type="application/pdf",
                size=len(content),
                content=key.seal_bytes(content, place("attachment", "content", id)),
                shared=True,
                added_by="system",
                at=house.clock(),
            )
        )
    return id


def test_the_page_says_where_the_request_stands_and_what_is_open(page: Page) -> None:
    status = page.read()
    assert (status["status"], status["can_withdraw"], status["can_reopen"]) == ("Received", True, False)
    assert "A person at the privacy desk" in status["next"]
    assert "name" not in [field["name"] for field in status["fields"]]
    assert {field["name"]: field["value"] for field in status["fields"]}["target_data"] == "my order history"
    assert (status["legal_due"], status["proof"], status["files"]) == (None, ["identity"], [])


def test_labels_are_in_the_readers_language(page: Page) -> None:
    assert page.read(language="ja")["status"] == "受付済み"
    assert page.post(language="fr").status_code == 422


def test_open_fields_are_completed(page: Page, house: House, receipt: Receipt) -> None:
    bad = page.post("/answers", answers={"relationship": "a friend", "name": "Ken"})
    assert bad.status_code == 422
    assert set(bad.json()["problems"]) == {"name"}
    bad = page.post("/answers", answers={"relationship": "a friend"})
    assert set(bad.json()["problems"]) == {"relationship"}
    answers = {"relationship": "self", "target_data": "orders, card 4111 1111 1111 1111"}
    done = page.post("/answers", answers=answers)
    assert done.status_code == 201
    assert {field["name"] for field in done.json()["fields"]}.isdisjoint(answers)
    view = house.desk.ticket(receipt.reference)
    assert view is not None
    assert "4111 1111" not in repr(view)


def test_a_code_confirms_the_address_and_opens_a_pass(page: Page, house: House) -> None:
    assert page.post("/code", address=RIN).status_code == 202
    assert page.post("/confirmation", address=RIN, code=WRONG, key="first try").json()["good"] is False
    right = page.post("/confirmation", address=RIN, code=CODE, key="second try").json()
    assert right["good"] is True
    assert right["pass"]
    assert right["status"]["proof"] == []


def test_an_unknown_address_gets_the_same_answers(page: Page, house: House) -> None:
    known, unknown = (page.post("/code", address=one, key=f"to {one}") for one in (RIN, "ken@example.org"))
    assert known.status_code == 202
    assert unknown.status_code == 409, "a minute has not passed, whichever address it is"
    tried = [
        page.post("/confirmation", address=one, code=WRONG, key=f"try {one}").json()
        for one in (RIN, "ken@example.org")
    ]
    assert tried[0] == tried[1]
    assert tried[0]["good"] is False
    assert tried[0]["pass"] is None


def test_the_principals_code_is_passed_on(page: Page, house: House, receipt: Receipt) -> None:
    page.post("/answers", answers={"relationship": "appointed_agent"}, key="answer 1")
    page.post("/answers", answers={"principal_contact": RIN}, key="answer 2")
    agent = house.desk.agents.add_agent("aiko@aoba.example", "Aiko", "a long enough password")
    other = next(one for one in house.desk.contacts.of(receipt.ticket_id) if one.party == "principal")
    house.desk.verification.send_code_to(receipt.ticket_id, agent.id, other.id, key="send")
    assert page.read()["principal_code"]
    done = page.post("/principal", code=CODE).json()
    assert done["good"] is True
    assert done["status"]["proof"] == ["identity", "authority"]


def test_a_file_is_fetched_behind_a_code_and_by_no_other_way(
    page: Page, house: House, receipt: Receipt
) -> None:
    file = share(house, receipt, "明細.pdf", b"%PDF what is held")
    assert [one["id"] for one in page.read()["files"]] == [file]
    assert page.post(f"/files/{file}", **{"pass": "x" * 40}).status_code == 409
    page.post("/code", address=RIN)
    token = page.post("/confirmation", address=RIN, code=CODE, key="the code").json()["pass"]
    fetched = page.post(f"/files/{file}", **{"pass": token})
    assert (fetched.status_code, fetched.content) == (200, b"%PDF what is held")
    assert unquote(fetched.headers["X-File-Name"]) == "明細.pdf"
    assert fetched.headers["Cache-Control"] == "no-store"
    assert fetched.headers["Content-Type"] == "application/octet-stream"
    assert page.post("/files/none", **{"pass": token}).status_code == 404
    assert page.client.get(f"/api/v1/status/files/{file}").status_code == 405


def test_a_request_is_withdrawn_and_asked_again(page: Page) -> None:
    assert page.post("/following", text="Again.").status_code == 409
    done = page.post("/withdrawal", key="withdraw 1")
    assert done.status_code == 201
    assert (done.json()["can_write"], done.json()["can_reopen"]) == (False, True)
    assert page.post("/withdrawal", key="withdraw 2").status_code == 409
    assert page.post("/messages", text="Hello?", key="message 1").status_code == 409
    following = page.post("/following", text="I do need it.", key="follow 1").json()
    assert page.post("/following", text="I do need it.", key="follow 1").json() == following
    old = page.read()
    assert (old["followed_by"], old["can_reopen"]) == (following["reference"], False)
    page.token = following["status_url"].partition("#")[2]
    new = page.read()
    assert (new["reference"], new["status"]) == (following["reference"], "Received")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {}),
        ("/messages", {"text": "x"}),
        ("/answers", {"answers": {}}),
        ("/withdrawal", {}),
        ("/following", {"text": "x"}),
        ("/code", {"address": RIN}),
        ("/confirmation", {"address": RIN, "code": WRONG}),
        ("/principal", {"code": WRONG}),
        ("/files/some", {"pass": "p"}),
    ],
)
def test_a_wrong_secret_and_a_foreign_page_get_nowhere(
    page: Page, client: TestClient, path: str, body: dict[str, Any]
) -> None:
    assert page.post(path, token="x" * 43, **body).status_code == 404
    foreign = client.post(
        f"/api/v1/status{path}",
        json={"token": page.token, "key": "a key of mine"} | body,
        headers={"Origin": "https://evil.example"},
    )
    assert foreign.status_code == 403


def test_both_languages_say_everything(client: TestClient) -> None:
    assert STATUS_WORDS["en"].keys() == STATUS_WORDS["ja"].keys()
    assert all(word for words in STATUS_WORDS.values() for word in words.values())
    assert "お申し出の状況" in client.get("/status?lang=ja").text
