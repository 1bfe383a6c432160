"""What agents do on a ticket's page, and what requesters never see of it."""

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file
from tests.helpdesk.console.forms import form_values

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'><b>{{ 7 * 7 }}"


def send(client: TestClient, reference: str, form: str, **values: str) -> tuple[int, str]:
    """Draw the ticket's page, fill one of its forms and send it; the status, and the location or page."""
    path = f"/desk/tickets/{reference}"
    hidden = form_values(client.get(path).text, f"{path}/{form}")
    answer = client.post(f"{path}/{form}", data=hidden | values)
    return answer.status_code, answer.headers.get("location", answer.text)


def test_a_reply_goes_to_the_requester_and_takes_the_ticket(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    receipt = filed["inquiry"]
    status, location = send(mei, receipt.reference, "reply", text="Yes, to deliver your order.")
    assert (status, location) == (303, f"/desk/tickets/{receipt.reference}?said=replied")
    page = mei.get(location).text
    assert "Your reply is on its way." in page
    assert "Yes, to deliver your order." in page
    assert "On its way" in page
    public = place.desk.status(receipt.status_token)
    assert public is not None
    assert public.messages[-1].text == "Yes, to deliver your order."
    assert "Yes, to deliver your order." in [parcel.text for parcel in place.desk.outbox.lease(20, 60)]


def test_a_note_never_reaches_the_requester(place: Place, mei: TestClient, filed: dict[str, Receipt]) -> None:
    receipt = filed["inquiry"]
    assert send(mei, receipt.reference, "note", text="Check with the carrier.")[0] == 303
    assert "Check with the carrier." in mei.get(f"/desk/tickets/{receipt.reference}").text
    public = place.desk.status(receipt.status_token)
    assert public is not None
    assert "carrier" not in repr(public)
    assert all("carrier" not in parcel.text for parcel in place.desk.outbox.lease(50, 60))


def test_a_form_sent_twice_does_its_work_once(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    reference = filed["inquiry"].reference
    path = f"/desk/tickets/{reference}"
    page = mei.get(path).text
    reply = form_values(page, f"{path}/reply") | {"text": "Once."}
    note = form_values(page, f"{path}/note") | {"text": "Once as well."}
    for _ in range(3):
        assert mei.post(f"{path}/reply", data=reply).status_code == 303
        assert mei.post(f"{path}/note", data=note).status_code == 303
    view = place.desk.ticket(reference)
    assert view is not None
    written = [message.text for message in view.messages if message.author_id]
    assert written == ["Once.", "Once as well."]


def test_a_changed_text_under_an_old_form_is_not_lost(mei: TestClient, filed: dict[str, Receipt]) -> None:
    path = f"/desk/tickets/{filed['inquiry'].reference}"
    reply = form_values(mei.get(path).text, f"{path}/reply")
    assert mei.post(f"{path}/reply", data=reply | {"text": "First."}).status_code == 303
    answer = mei.post(f"{path}/reply", data=reply | {"text": "Second, after going back."})
    assert answer.status_code == 409
    assert "Second, after going back.</textarea>" in answer.text


def test_a_conflict_shows_what_changed_and_keeps_the_text(
    place: Place, mei: TestClient, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    reference = filed["inquiry"].reference
    path = f"/desk/tickets/{reference}"
    old = form_values(mei.get(path).text, f"{path}/reply")
    assert send(sign_in("ravi"), reference, "reply", text="I have this one.")[0] == 303
    answer = mei.post(f"{path}/reply", data=old | {"text": "My own long answer"})
    assert answer.status_code == 409
    assert "Somebody changed this ticket while you were writing" in answer.text
    assert "Ravi Patel replied to the requester" in answer.text
    assert "Ravi Patel changed the status from “New” to “Open”" in answer.text
    assert "My own long answer</textarea>" in answer.text
    view = place.desk.ticket(reference)
    assert view is not None
    assert "My own long answer" not in [message.text for message in view.messages]
    again = form_values(answer.text, f"{path}/reply") | {"text": "My own long answer"}
    assert mei.post(f"{path}/reply", data=again).status_code == 303


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 20_001])
def test_what_cannot_be_sent_is_said_and_kept(mei: TestClient, filed: dict[str, Receipt], text: str) -> None:
    for form in ("reply", "note"):
        status, page = send(mei, filed["inquiry"].reference, form, text=text)
        assert status == 422
        assert 'role="alert"' in page
        assert f"{text}</textarea>" in page


def test_only_allowed_moves_are_offered_and_taken(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    reference = filed["inquiry"].reference
    page = mei.get(f"/desk/tickets/{reference}").text
    assert '<option value="open">Open</option>' in page
    assert 'value="cancelled:withdrawn"' in page
    assert 'value="closed"' not in page
    for move in ("closed", "cancelled", "cancelled:because", "nonsense", ""):
        assert send(mei, reference, "status", move=move)[0] == 422
    assert send(mei, reference, "status", move="open")[0] == 303
    assert send(mei, reference, "status", move="on_hold:legal_hold")[0] == 303
    view = place.desk.ticket(reference)
    assert view is not None
    assert view.row.status == "on_hold"
    assert "(legal hold)" in mei.get(f"/desk/tickets/{reference}").text


def test_a_closed_ticket_offers_no_forms(mei: TestClient, filed: dict[str, Receipt]) -> None:
    reference = filed["inquiry"].reference
    assert send(mei, reference, "status", move="cancelled:withdrawn")[0] == 303
    page = mei.get(f"/desk/tickets/{reference}").text
    assert "<textarea" not in page
    assert "This ticket is closed" in page


def test_a_ticket_is_taken_and_released(place: Place, mei: TestClient, filed: dict[str, Receipt]) -> None:
    reference = filed["inquiry"].reference
    assert send(mei, reference, "owner", owner="me")[0] == 303
    assert reference in mei.get("/desk?owner=me").text
    assert "Mei Tanaka took the ticket" in mei.get(f"/desk/tickets/{reference}").text
    assert send(mei, reference, "owner", owner="")[0] == 303
    assert reference not in mei.get("/desk?owner=me").text
    assert reference in mei.get("/desk?owner=nobody").text


def test_an_undelivered_message_is_sent_again(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    reference = filed["erasure"].reference
    view = place.desk.ticket(reference)
    assert view is not None
    message = next(message for message in view.messages if message.delivery == "failed")
    form = f"messages/{message.id}/again"
    assert send(mei, reference, form)[1].endswith("?said=again")
    assert [parcel.text for parcel in place.desk.outbox.lease(20, 60) if parcel.kind == "reply"] == [
        message.text
    ]
    other = f"/desk/tickets/{filed['inquiry'].reference}"
    values = form_values(mei.get(other).text, f"{other}/reply")
    assert mei.post(f"{other}/{form}", data=values).status_code == 404


def test_what_requesters_write_stays_text(place: Place, mei: TestClient) -> None:
    receipt = file(
        place,
        "hostile",
        kind="complaint",
        message=HOSTILE,
        answers={"details": HOSTILE, "contact": HOSTILE},
    )
    place.desk.add_requester_message(receipt.ticket_id, HOSTILE, key="more")
    page = mei.get(f"/desk/tickets/{receipt.reference}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6
    assert "{{ 7 * 7 }}" in page
    status, page = send(mei, receipt.reference, "reply", text="</textarea><script>alert(3)</script>" * 1000)
    assert status == 422
    assert "<script>alert(3)" not in page


def test_a_malformed_form_is_refused_in_words(mei: TestClient, filed: dict[str, Receipt]) -> None:
    status, page = send(mei, filed["inquiry"].reference, "reply", text="Hello", version="not a number")
    assert status == 400
    assert "could not be read" in page
