"""Tickets beside each other on a ticket's page: linked, and merged into one timeline."""

from fastapi.testclient import TestClient

from helpdesk import Origin, Receipt
from tests.helpdesk.console.desks import Place, file
from tests.helpdesk.console.forms import form_values


def post(browser: TestClient, receipt: Receipt, step: str, other: str) -> str:
    path = f"/desk/tickets/{receipt.reference}"
    values = form_values(browser.get(path).text, f"{path}/links")
    answer = browser.post(f"{path}/links", data=values | {"step": step, "other": other})
    return browser.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_a_second_ticket_of_the_same_person_is_shown_beside_the_first(
    place: Place, filed: dict[str, Receipt], mei: TestClient
) -> None:
    again = file(place, "again", message="I asked already. Do you share it?")
    page = mei.get(f"/desk/tickets/{again.reference}").text
    assert filed["inquiry"].reference in page
    assert "perhaps the same" in page
    assert filed["erasure"].reference in page
    assert "By the same requester" in page


def test_a_merge_brings_everything_into_one_timeline(
    place: Place, filed: dict[str, Receipt], mei: TestClient
) -> None:
    again = file(place, "again", message="I asked already.", origin=Origin("phone", ""))
    page = post(mei, filed["inquiry"], "merge", again.reference)
    assert "Merged. The other ticket goes on." in page
    page = mei.get(f"/desk/tickets/{again.reference}").text
    assert "Do you share my address with the delivery company?" in page
    assert f"from {filed['inquiry'].reference}, " in page
    assert "the clocks now run from its earlier receipt" in page
    looked = [line.reference for line in place.desk.accesses.page().lines]
    assert looked[:2] == [filed["inquiry"].reference, again.reference]


def test_links_are_made_and_undone_and_mistakes_are_kept_for_correction(
    filed: dict[str, Receipt], mei: TestClient
) -> None:
    other = filed["erasure"].reference
    assert "The tickets are linked." in post(mei, filed["inquiry"], "related", other)
    assert "The link is undone." in post(mei, filed["inquiry"], "unlink", other)
    assert 'value="PR-0000-000"' in post(mei, filed["inquiry"], "related", "PR-0000-000")
    assert "Only tickets of one kind" in post(mei, filed["inquiry"], "merge", other)
