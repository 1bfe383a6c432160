"""The queue: narrowed, counted, sorted, paged; and the overview of it."""

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from helpdesk.console.filters import Filters
from tests.helpdesk.console.desks import Place, file


def references(page: str, filed: dict[str, Receipt]) -> list[str]:
    """The names of the tickets on a page, in its order."""
    there = {name: page.find(receipt.reference) for name, receipt in filed.items()}
    return sorted((name for name, at in there.items() if at >= 0), key=lambda name: there[name])


def test_what_is_due_first_stands_first(mei: TestClient, filed: dict[str, Receipt]) -> None:
    page = mei.get("/desk").text
    assert references(page, filed) == ["complaint", "opt_out", "inquiry", "erasure"]
    assert "Overdue by 7 days" in page
    assert "Due tomorrow" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=received", ["inquiry", "opt_out", "erasure", "complaint"]),
        ("status=new", ["complaint", "opt_out", "inquiry"]),
        ("status=open", ["erasure"]),
        ("status=all", ["inquiry", "opt_out", "erasure", "complaint"]),
        ("status=closed", []),
        ("kind=rights_request", ["erasure"]),
        ("organisation=pennywhistle", ["inquiry", "erasure"]),
        ("owner=me", ["erasure"]),
        ("owner=nobody", ["complaint", "opt_out", "inquiry"]),
        (
            "status=nonsense&kind=nonsense&owner=nonsense&page=x",
            ["complaint", "opt_out", "inquiry", "erasure"],
        ),
        ("page=99999", []),
    ],
)
def test_the_queue_is_narrowed(
    mei: TestClient, filed: dict[str, Receipt], query: str, expected: list[str]
) -> None:
    assert references(mei.get(f"/desk?{query}").text, filed) == expected


def test_a_reference_is_found_whatever_its_status(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    receipt, agent = filed["inquiry"], place.people["agent"]
    place.desk.change_status(receipt.ticket_id, "cancelled", agent_id=agent, reason="withdrawn", key="cancel")
    assert receipt.reference not in mei.get("/desk").text
    for typed in (receipt.reference, receipt.reference.lower().replace("-", " "), receipt.reference[:7]):
        assert f'href="/desk/tickets/{receipt.reference}"' in mei.get("/desk", params={"search": typed}).text


def test_markers_say_in_words_what_is_wrong(mei: TestClient, filed: dict[str, Receipt]) -> None:
    page = mei.get("/desk").text
    assert "Not delivered" in page
    assert "Unfinished" in page


def test_the_queue_has_pages(place: Place, mei: TestClient) -> None:
    for number in range(53):
        file(place, f"many-{number}")
    first, second = mei.get("/desk").text, mei.get("/desk?page=2").text
    assert "1–50 of 53" in first
    assert 'href="/desk?page=2"' in first
    assert "51–53 of 53" in second
    assert 'rel="next"' not in second


def test_an_empty_desk_says_so(mei: TestClient) -> None:
    assert "The desk is clear." in mei.get("/desk").text
    assert "No ticket fits." in mei.get("/desk?kind=complaint").text


def test_the_overview_counts(mei: TestClient, filed: dict[str, Receipt]) -> None:
    page = " ".join(mei.get("/desk/overview").text.split())
    for number, name in ((4, "Active"), (1, "Overdue"), (3, "Without an owner"), (1, "Not delivered")):
        assert f'<span class="number">{number}</span><span>{name}</span>' in page


def test_an_address_keeps_only_what_is_not_plain() -> None:
    filters = Filters.of({"kind": "complaint", "sort": "due", "page": "3"})
    assert filters.url(page=1) == "/desk?kind=complaint"
    assert filters.url(kind="", page=1) == "/desk"
