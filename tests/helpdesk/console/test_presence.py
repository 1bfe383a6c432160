"""Two agents at one ticket: each sees the other, and what the other changed meanwhile."""

from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values


def test_each_sees_that_the_other_is_there_and_writes(
    place: Place, filed: dict[str, Receipt], sign_in: SignIn
) -> None:
    path = f"/desk/tickets/{filed['inquiry'].reference}"
    mei, ravi = sign_in("mei"), sign_in("ravi")
    values = form_values(mei.get(path).text, f"{path}/reply")
    assert "Mei Tanaka has this ticket open." in ravi.get(path).text
    said = mei.post(f"{path}/presence", data=values | {"writing": "true"})
    assert said.text == "Ravi Patel has this ticket open."
    assert said.headers["content-type"].startswith("text/plain")
    assert "Mei Tanaka is writing on this ticket." in ravi.get(path).text
    place.desk.note(filed["inquiry"].ticket_id, place.people["administrator"], "Look.", key="n")
    assert mei.post(f"{path}/presence", data=values).text.endswith("load it again to see what is new.")
    place.clock.forward(seconds=31)
    assert (
        "Ravi Patel" not in mei.get(path).text.partition("<aside")[0].partition('class="presence"')[2][:200]
    )


def test_presence_needs_the_form_token(filed: dict[str, Receipt], mei: TestClient) -> None:
    path = f"/desk/tickets/{filed['inquiry'].reference}/presence"
    assert mei.post(path, data={"version": "1"}).status_code == 403


def test_a_conflict_shows_status_owner_fields_and_messages_as_they_were_and_are(
    place: Place, filed: dict[str, Receipt], mei: TestClient
) -> None:
    ticket, ravi = filed["opt_out"], place.people["administrator"]
    path = f"/desk/tickets/{ticket.reference}"
    values = form_values(mei.get(path).text, f"{path}/reply")
    desk = place.desk
    desk.reply(ticket.ticket_id, ravi, "We have stopped it.", key="r")
    desk.note(ticket.ticket_id, ravi, "By hand in the mailing list.", key="n")
    contact = {"contact": "yui@mail.example"}
    desk.completing.fill(ticket.ticket_id, contact, agent_id=ravi, key="f")
    page = mei.post(f"{path}/reply", data=values | {"text": "My answer."})
    assert page.status_code == 409
    shown = page.text.partition('id="conflict"')[2].partition("</section>")[0]
    assert "<del>New</del> → <ins>Open</ins>" in shown
    assert "<del>nobody</del> → <ins>Ravi Patel</ins>" in shown.replace("Nobody", "nobody")
    assert "<ins>yui@mail.example</ins>" in shown
    assert "Ravi Patel replied to the requester" in shown
    assert "We have stopped it." in shown
    assert "By hand in the mailing list." in shown
    assert "My answer." in page.text
