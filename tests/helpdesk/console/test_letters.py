"""When the ticket's page offers the closing letter."""

from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values


def test_a_complaint_that_nobody_took_is_answered_by_its_letter(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    path = f"/desk/tickets/{filed['complaint'].reference}"
    hidden = form_values(mei.get(path).text, f"{path}/letter")
    answer = mei.post(f"{path}/letter", data=hidden | {"letter": "We have looked into it."})
    assert answer.headers["location"].endswith("said=closed")
    view = place.desk.ticket(filed["complaint"].ticket_id)
    assert view is not None
    assert (view.row.status, view.row.owner) == ("resolved", place.people["agent"])


def test_what_has_to_be_decided_has_no_letter_before(mei: TestClient, filed: dict[str, Receipt]) -> None:
    for undecided in ("erasure", "opt_out"):
        path = f"/desk/tickets/{filed[undecided].reference}"
        assert f"{path}/letter" not in mei.get(path).text
