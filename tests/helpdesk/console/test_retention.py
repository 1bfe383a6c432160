"""The page of retention, and a ticket's legal hold and erasure."""

from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.console.test_tickets import send

PAGE = "/desk/retention"


def test_a_rule_is_set_previewed_and_run(place: Place, sign_in: SignIn, filed: dict[str, Receipt]) -> None:
    ravi, reference = sign_in("ravi"), filed["inquiry"].reference
    place.desk.change_status(
        filed["inquiry"].ticket_id, "cancelled", agent_id=place.people["agent"], reason="spam", key="x"
    )
    page = ravi.get(PAGE).text
    assert "Nothing has reached its end." in page
    values = form_values(page, PAGE)
    answer = ravi.post(PAGE, data=values | {"purpose": "ticket", "kind": "inquiry", "days": "5"})
    assert answer.headers["location"].endswith("said=retention_rule")
    place.clock.forward(days=6)
    ravi = sign_in("ravi")
    page = ravi.get(PAGE).text
    assert "Erase this now" in page
    assert ravi.post(f"{PAGE}/run", data=form_values(page, f"{PAGE}/run")).status_code == 303
    view = place.desk.ticket(reference)
    assert view is not None
    assert view.erased


def test_days_that_are_none_are_refused(sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    values = form_values(ravi.get(PAGE).text, PAGE)
    for days in ("0", "many", "-3", "99999"):
        answer = ravi.post(PAGE, data=values | {"purpose": "ticket", "kind": "any", "days": days})
        assert answer.status_code == 422


def test_rules_are_not_for_agents_nor_for_officers_of_one_organisation(
    place: Place, sign_in: SignIn, mei: TestClient
) -> None:
    assert mei.get(PAGE).status_code == 403
    person = place.desk.agents.add_agent("noa@desk.example", "Noa", PASSWORD, "privacy_officer")
    place.desk.agents.change_membership(person.id, "pennywhistle", "privacy_officer", by="x")
    noa = sign_in("noa")
    page = noa.get(PAGE).text
    assert "Rules concern every organisation" in page
    values = {"token": form_values(page, "/desk/sign-out")["token"]}
    answer = noa.post(PAGE, data=values | {"purpose": "ticket", "kind": "any", "days": "1"})
    assert answer.status_code == 403


def test_a_held_ticket_is_not_erased_and_a_free_one_is(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    ravi, receipt = sign_in("ravi"), filed["inquiry"]
    place.desk.change_status(
        receipt.ticket_id, "cancelled", agent_id=place.people["agent"], reason="spam", key="x"
    )
    held = send(ravi, receipt.reference, "hold", reason="litigation")
    assert held[1].endswith("said=hold_set")
    page = ravi.get(f"/desk/tickets/{receipt.reference}").text
    assert "Under a legal hold" in page
    assert "Erase for good" not in page
    values = form_values(page, f"/desk/tickets/{receipt.reference}/hold")
    answer = ravi.post(f"/desk/tickets/{receipt.reference}/erasure", data=values)
    assert answer.status_code == 422
    assert "under a legal hold" in answer.text
    send(ravi, receipt.reference, "hold", reason="other", held="false")
    assert send(ravi, receipt.reference, "erasure")[1].endswith("said=ticket_erased")
    view = place.desk.ticket(receipt.ticket_id)
    assert view is not None
    assert view.erased


def test_an_agent_sees_a_hold_and_cannot_lift_it(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    receipt = filed["inquiry"]
    place.desk.retention.hold(
        receipt.ticket_id, True, "authority", agent_id=place.people["administrator"], key="h"
    )
    page = mei.get(f"/desk/tickets/{receipt.reference}").text
    assert "Under a legal hold" in page
    assert "/hold" not in page


def test_the_page_speaks_japanese(sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    ravi.headers["Accept-Language"] = "ja"
    assert "本人確認書類・委任状" in ravi.get(PAGE).text
