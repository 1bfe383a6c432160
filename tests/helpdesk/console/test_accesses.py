"""Every view of personal data is on record, and the record is for auditors and administrators."""

import re

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from helpdesk.console.permits import shown_by
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.console.test_doors import doors


def log(place: Place) -> list[tuple[str, str, str | None]]:
    return [(line.name, line.action, line.reference) for line in place.desk.accesses.page().lines]


def test_opening_a_ticket_is_on_record_before_anything_is_shown(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    reference = filed["inquiry"].reference
    assert mei.get("/desk").status_code == 200
    assert log(place) == []
    mei.get(f"/desk/tickets/{reference}")
    mei.get(f"/desk/approved/new?ticket={reference}")
    assert log(place) == [("Mei Tanaka", "viewed", reference)] * 2


def test_what_is_not_shown_is_not_on_record(
    place: Place, mei: TestClient, stranger: TestClient, filed: dict[str, Receipt]
) -> None:
    stranger.get(f"/desk/tickets/{filed['inquiry'].reference}")
    mei.get("/desk/tickets/PR-0000-000")
    mei.get("/desk/approved/new?ticket=PR-0000-000")
    mei.get("/desk/approved/new")
    place.desk.agents.change_membership(place.people["agent"], "tokiwa", "agent", by="x")
    mei.get(f"/desk/tickets/{filed['inquiry'].reference}")
    assert log(place) == []


def test_a_view_that_cannot_be_recorded_shows_nothing(
    place: Place, mei: TestClient, filed: dict[str, Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(place.desk.accesses, "record", broken)
    with pytest.raises(OSError, match="disk full"):
        mei.get(f"/desk/tickets/{filed['inquiry'].reference}")


def test_every_page_of_a_ticket_says_what_it_shows(place: Place) -> None:
    pages = [path for method, path in doors(place) if method == "GET" and "{reference}" in path]
    assert pages
    for path in pages:
        shown = shown_by(path.removeprefix("/desk"))
        assert shown in ("viewed", "printed", "attachment", "exported", None), path
    assert shown_by("/tickets/{reference}/something-new") == "viewed"


def test_auditors_find_who_looked_at_a_ticket(
    place: Place, mei: TestClient, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    seen, other = filed["inquiry"].reference, filed["erasure"].reference
    mei.get(f"/desk/tickets/{seen}")
    place.desk.accesses.record(place.people["administrator"], "exported", purpose="audit")
    ana = sign_in("ana")
    ana.get(f"/desk/tickets/{other}")
    page = ana.get("/desk/access").text
    assert "3 views" in page
    assert "Ana Gray" in page
    assert "audit" in page
    narrowed = rows(ana.get(f"/desk/access?ticket={seen.lower()}").text)
    assert len(narrowed) == 1
    assert "Mei Tanaka" in narrowed[0]
    assert rows(ana.get("/desk/access?ticket=PR-0000-000").text) == []
    assert len(rows(ana.get(f"/desk/access?who={place.people['administrator']}").text)) == 1
    assert rows(ana.get("/desk/access?page=2").text) == []


def test_long_logs_are_paged(place: Place, sign_in: SignIn, filed: dict[str, Receipt]) -> None:
    for _ in range(101):
        place.desk.accesses.record(place.people["agent"], "viewed", filed["inquiry"].ticket_id)
    ana = sign_in("ana")
    first = ana.get("/desk/access").text
    assert len(rows(first)) == 100
    assert len(rows(ana.get("/desk/access?page=2").text)) == 1
    assert 'rel="next"' in first


def test_an_auditor_of_one_organisation_sees_its_views_alone(
    place: Place, mei: TestClient, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    for name in ("inquiry", "complaint"):
        mei.get(f"/desk/tickets/{filed[name].reference}")
    place.desk.agents.change_membership(place.people["auditor"], "pennywhistle", "auditor", by="x")
    shown = rows(sign_in("ana").get("/desk/access").text)
    assert len(shown) == 1
    assert filed["inquiry"].reference in shown[0]


def test_a_form_refused_by_its_token_is_no_view(
    place: Place, mei: TestClient, filed: dict[str, Receipt]
) -> None:
    path = f"/desk/tickets/{filed['inquiry'].reference}"
    values = form_values(mei.get(path).text, f"{path}/note")
    mei.post(f"{path}/note", data=values | {"text": "Called back."})
    assert len(log(place)) == 1


def rows(page: str) -> list[str]:
    return re.findall(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", page, re.DOTALL)
