"""The print view: everything of a ticket on paper, and a line in the log of views."""

from fastapi.testclient import TestClient

from helpdesk import CitedClause, Origin, Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file


def test_everything_is_printed_and_that_it_was_is_written(
    place: Place, filed: dict[str, Receipt], sign_in: SignIn
) -> None:
    reference = filed["erasure"].reference
    page = sign_in("ana").get(f"/desk/tickets/{reference}/print").text
    view = place.desk.ticket(reference)
    assert view is not None
    for shown in (
        "Please delete everything you have about me.",
        "Two accounts under this address.",
        "Thank you. Which of your two accounts do you mean?",
        "kim.lee@mail.example",
        "pennywhistle/privacy-notice@2025-02-01#7.2",
        "Order records are kept for six years after the last order.",
        *(f"<td>{event.seq}</td>" for event in view.events),
    ):
        assert shown in page
    assert "<textarea" not in page
    (line,) = [one for one in place.desk.accesses.page().lines if one.action == "printed"]
    assert (line.name, line.reference) == ("Ana Gray", reference)


def test_what_was_merged_and_quoted_is_printed_too(
    place: Place, filed: dict[str, Receipt], mei: TestClient
) -> None:
    again, agent = file(place, "again", origin=Origin("phone", "")), place.people["agent"]
    quoted = CitedClause("pennywhistle/privacy-notice@2025-02-01#3", "Carriers get the address.", "0" * 64)
    desk, first = place.desk, filed["inquiry"]
    desk.reply(first.ticket_id, agent, "See there.", key="r", citations=[quoted])
    desk.links.merge(first.ticket_id, again.reference, agent_id=agent, key="m")
    page = mei.get(f"/desk/tickets/{again.reference}/print").text
    assert "Carriers get the address." in page
    assert f"from {first.reference}, " in page
    printed = [one.reference for one in desk.accesses.page().lines if one.action == "printed"]
    assert printed == [first.reference, again.reference]
