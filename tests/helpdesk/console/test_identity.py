"""The part of the ticket's page that says who asks, and what agents record there."""

import re
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import Receipt, open_desk
from tests.helpdesk.console import desks
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.console.test_tickets import HOSTILE, send

ANSWERS = {
    "name": "Kim Lee",
    "contact": "03-1234-5678",
    "relationship": "appointed_agent",
    "principal_contact": "yumi@mail.example",
}


@pytest.fixture
def place(tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The usual desk, with a mail server."""
    monkeypatch.setattr(desks, "open_desk", partial(open_desk, sends_email=True))
    return desks.open_place(tmp_path, database)


@pytest.fixture
def proxy(place: Place) -> Receipt:
    """A request by an appointed agent who left a telephone number."""
    return file(place, "proxy", kind="rights_request", right="erasure", answers=ANSWERS)


def panel(client: TestClient, reference: str) -> str:
    page = client.get(f"/desk/tickets/{reference}").text
    found = re.search(r'<section class="card identity".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def contact_of(place: Place, proxy: Receipt, channel: str) -> str:
    return next(one.id for one in place.desk.contacts.of(proxy.ticket_id) if one.channel == channel)


def test_the_page_says_what_is_missing_and_what_is_known(mei: TestClient, proxy: Receipt) -> None:
    text = panel(mei, proxy.reference)
    for words in (
        "It is not proven who asks.",
        "The authority is not checked.",
        "The other person has not agreed.",
        "03-1234-5678",
        "yumi@mail.example",
        "as appointed agent",
    ):
        assert words in text


def test_both_sides_are_confirmed_on_the_page(place: Place, mei: TestClient, proxy: Receipt) -> None:
    reference = proxy.reference
    phone = contact_of(place, proxy, "phone")
    mail = contact_of(place, proxy, "email")
    assert send(mei, reference, "identity/call", contact=phone)[1].endswith("said=identity_call")
    assert "It is not proven who asks." not in panel(mei, reference)
    answer = send(mei, reference, "identity/authority", choice="power_of_attorney")
    assert answer[1].endswith("said=identity_authority")
    assert send(mei, reference, "identity/code", contact=mail)[1].endswith("said=identity_code")
    (out,) = [one for one in place.desk.outbox.lease(50, 60) if one.kind == "code"]
    assert out.address == "yumi@mail.example"
    code = re.search(r"\b\d{6}\b", out.text)
    assert code
    assert out.text.count(code[0]) == 1
    status, page = send(mei, reference, "identity/code-of-principal", text=f"{(int(code[0]) + 1) % 10**6:06}")
    assert (status, "The code is wrong or no longer valid" in page) == (422, True)
    assert send(mei, reference, "identity/code-of-principal", text=code[0])[0] == 303
    assert "Proven: nothing is missing." in panel(mei, reference)


def test_a_paper_that_does_not_convince_is_recorded_as_that(
    place: Place, mei: TestClient, proxy: Receipt
) -> None:
    send(mei, proxy.reference, "identity/document", choice="passport", text="bad")
    text = panel(mei, proxy.reference)
    assert "identity document: failed" in text
    assert "It is not proven who asks." in text


def test_a_contact_that_is_none_stands_there_to_be_corrected(mei: TestClient, proxy: Receipt) -> None:
    status, page = send(mei, proxy.reference, "identity/contact", choice="principal", text=HOSTILE)
    assert status == 422
    assert "There is no e-mail address or telephone number in this." in page
    assert "<script>alert" not in page
    status, _ = send(mei, proxy.reference, "identity/contact", choice="requester", text="kim@mail.example")
    assert status == 303
    assert "kim@mail.example" in panel(mei, proxy.reference)


def test_the_requester_is_asked_to_confirm(place: Place, mei: TestClient, proxy: Receipt) -> None:
    assert send(mei, proxy.reference, "identity/ask")[1].endswith("said=identity_ask")
    view = place.desk.ticket(proxy.reference)
    assert view is not None
    assert view.row.status == "awaiting_verification"


def test_for_whom_they_ask_is_corrected(mei: TestClient, proxy: Receipt) -> None:
    send(mei, proxy.reference, "identity/basis", choice="self")
    assert "for themselves" in panel(mei, proxy.reference)
    assert send(mei, proxy.reference, "identity/basis", choice="a friend")[0] == 422


def test_a_code_that_could_not_be_delivered_is_seen(place: Place, mei: TestClient, proxy: Receipt) -> None:
    send(mei, proxy.reference, "identity/code", contact=contact_of(place, proxy, "email"))
    assert 'class="flag bad"' not in panel(mei, proxy.reference)
    (out,) = [one for one in place.desk.outbox.lease(50, 60) if one.kind == "code"]
    place.desk.outbox.failed(out.id, "mailbox_unknown", permanent=True)
    assert 'class="flag bad"' in panel(mei, proxy.reference).partition("What was tried")[2]


def test_an_unknown_step_is_not_found(mei: TestClient, proxy: Receipt) -> None:
    path = f"/desk/tickets/{proxy.reference}"
    hidden = form_values(mei.get(path).text, f"{path}/identity/ask")
    assert mei.post(f"{path}/identity/erase", data=hidden).status_code == 404


def test_a_complaint_says_that_it_never_waits(mei: TestClient, filed: dict[str, Receipt]) -> None:
    assert "never waits for it" in panel(mei, filed["complaint"].reference)


def test_an_auditor_reads_it_and_records_nothing(sign_in: SignIn, proxy: Receipt) -> None:
    text = panel(sign_in("ana"), proxy.reference)
    assert "03-1234-5678" in text
    assert "<button" not in text


def test_the_page_speaks_japanese(mei: TestClient, proxy: Receipt) -> None:
    mei.headers["Accept-Language"] = "ja"
    text = panel(mei, proxy.reference)
    assert "請求者の確認" in text
    assert "任意代理人" in text
