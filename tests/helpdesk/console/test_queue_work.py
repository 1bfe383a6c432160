"""Many tickets at once, kept views and the table to take away."""

import csv
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from bot.database import Database
from helpdesk import Receipt
from helpdesk.console.filters import Filters
from helpdesk.tables import AccessRecord
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file
from tests.helpdesk.console.forms import form_values

Filed = dict[str, Receipt]


def form_token(client: TestClient) -> str:
    return form_values(client.get("/desk/me").text, "/desk/sign-out")["token"]


def ticked(place: Place, *receipts: Receipt) -> list[str]:
    views = [place.desk.ticket(one.ticket_id) for one in receipts]
    return [f"{view.row.id}:{view.row.version}" for view in views if view]


def send(client: TestClient, path: str, **data: object) -> str:
    values = {"token": form_token(client), "nonce": "n" * 16, **data}
    return client.post(f"/desk{path}", data=values).text


def test_many_are_taken_at_once(place: Place, mei: TestClient, filed: Filed) -> None:
    both = ticked(place, filed["complaint"], filed["inquiry"])
    page = send(mei, "/bulk", ticket=both, step="take", back="kind=inquiry")
    assert "Done for 2 tickets." in page
    assert 'href="/desk?kind=inquiry"' in page
    assert {row.owner for row in place.desk.tickets().rows if row.kind != "opt_out"} == {
        place.people["agent"]
    }
    assert "Done for 2 tickets." in send(mei, "/bulk", ticket=both, step="take")


def test_each_is_done_or_refused_by_itself(place: Place, mei: TestClient, filed: Filed) -> None:
    agent, stale = place.people["agent"], ticked(place, filed["complaint"])
    place.desk.note(filed["complaint"].ticket_id, agent, "Meanwhile.", key="meanwhile")
    page = send(mei, "/bulk", ticket=[*stale, *ticked(place, filed["inquiry"])], step="tag", tag="Parcel")
    assert "Done for one ticket." in page
    assert "Somebody has changed it since" in page
    assert f'href="/desk/tickets/{filed["complaint"].reference}"' in page
    assert [row.reference for row in place.desk.tickets(search="parcel").rows] == [filed["inquiry"].reference]


def test_nothing_ends_that_its_procedure_keeps_open(place: Place, mei: TestClient, filed: Filed) -> None:
    page = send(mei, "/bulk", ticket=ticked(place, *filed.values()), step="close")
    assert "4 tickets were left as they are" in page
    assert all(row.status != "closed" for row in place.desk.tickets().rows)


@pytest.mark.parametrize("step", ["", "erase", "give:nobody-known"])
def test_what_is_no_step_changes_nothing(place: Place, mei: TestClient, filed: Filed, step: str) -> None:
    before = place.desk.tickets().rows
    page = send(mei, "/bulk", ticket=ticked(place, *filed.values()), step=step)
    assert "Done" not in page
    assert place.desk.tickets().rows == before


def test_tickets_of_other_organisations_are_not_touched(place: Place, sign_in: SignIn, filed: Filed) -> None:
    mei, ravi = place.people["agent"], place.people["administrator"]
    place.desk.agents.change_membership(mei, "pennywhistle", "agent", by=ravi)
    page = send(sign_in("mei"), "/bulk", ticket=ticked(place, *filed.values()), step="tag", tag="mine")
    assert "Done for 2 tickets." in page
    assert {row.organisation for row in place.desk.tickets(search="mine").rows} == {"pennywhistle"}


def test_a_view_keeps_filters_and_never_what_was_searched_for(
    place: Place, mei: TestClient, filed: Filed
) -> None:
    query = Filters(kind="complaint", due="overdue", search="kim.lee@mail.example", page=3).query
    send(mei, "/views", name=" Late  complaints ", query=query)
    (view,) = place.desk.saved_views.of(place.people["agent"])
    assert (view.name, view.query, view.shared) == ("Late complaints", "kind=complaint&due=overdue", False)
    assert 'href="/desk?kind=complaint&amp;due=overdue"' in mei.get("/desk").text
    send(mei, f"/views/{view.id}/drop")
    assert place.desk.saved_views.of(place.people["agent"]) == ()


def test_views_are_shared_by_those_who_answer_for_the_desk(place: Place, sign_in: SignIn) -> None:
    mei, ravi = sign_in("mei"), sign_in("ravi")
    send(mei, "/views", name="Mine", query="owner=me", shared="true")
    send(ravi, "/views", name="Ours", query="owner=nobody", shared="true")
    seen = place.desk.saved_views.of(place.people["auditor"])
    assert [view.name for view in seen] == ["Ours"]
    assert "No page" not in send(ravi, f"/views/{seen[0].id}/drop")
    assert place.desk.saved_views.of(place.people["auditor"]) == ()


def test_nobody_drops_what_is_not_theirs(place: Place, sign_in: SignIn) -> None:
    send(sign_in("ravi"), "/views", name="Ours", query="owner=nobody", shared="true")
    (view,) = place.desk.saved_views.of(place.people["agent"])
    mei = sign_in("mei")
    answer = mei.post(f"/desk/views/{view.id}/drop", data={"token": form_token(mei)})
    assert answer.status_code == 404
    assert place.desk.saved_views.of(place.people["agent"]) == (view,)


def test_what_is_shared_is_changed_by_its_owner_or_who_leads_everywhere(
    place: Place, sign_in: SignIn
) -> None:
    mei, everybody = place.people["agent"], place.people["auditor"]
    place.desk.agents.change_membership(mei, "pennywhistle", "lead", by=place.people["administrator"])
    lead, ravi = sign_in("mei"), sign_in("ravi")
    send(ravi, "/views", name="Ours", query="owner=nobody", shared="true")
    send(lead, "/views", name="Pennywhistle", query="owner=me", shared="true")
    assert "Somebody else shares a view of this name" in send(
        lead, "/views", name="Ours", query="owner=me", shared="true"
    )
    ours, theirs = place.desk.saved_views.of(everybody)
    assert ours.query == "owner=nobody"
    assert f"/views/{ours.id}/drop" not in (page := lead.get("/desk").text)
    assert f"/views/{theirs.id}/drop" in page
    assert lead.post(f"/desk/views/{ours.id}/drop", data={"token": form_token(lead)}).status_code == 404
    send(lead, "/views", name="Pennywhistle", query="kind=inquiry", shared="true")
    send(ravi, "/views", name="Pennywhistle", query="kind=complaint", shared="true")
    assert [view.query for view in place.desk.saved_views.of(everybody)] == ["owner=nobody", "kind=complaint"]


def test_a_view_without_a_name_is_not_kept(place: Place, mei: TestClient) -> None:
    assert "The view was not kept" in send(mei, "/views", name="  ", query="")
    assert place.desk.saved_views.of(place.people["agent"]) == ()


def export(client: TestClient, **query: str) -> str:
    return client.get("/desk/export", params=query).text


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def exported(database: Database) -> list[tuple[str | None, str | None]]:
    with database.read() as session:
        rows = session.exec(select(AccessRecord).where(AccessRecord.action == "exported")).all()
        return [(row.ticket_id, row.purpose) for row in rows]


def test_the_filtered_queue_is_taken_away_without_personal_data(
    sign_in: SignIn, database: Database, filed: Filed
) -> None:
    text = export(sign_in("ravi"), query="kind=complaint", purpose="report")
    head, line = table(text)
    assert head[0] == "Reference"
    assert line[0] == filed["complaint"].reference
    assert "090-0000-0000" not in text
    assert exported(database) == [(None, "report")]


def test_names_and_contacts_are_for_those_who_work_on_the_tickets(
    sign_in: SignIn, database: Database, filed: Filed
) -> None:
    wanted = {"query": "kind=rights_request", "purpose": "handling", "personal": "true"}
    _, line = table(export(sign_in("ravi"), **wanted))
    assert line[-2:] == ["Kim Lee", "kim.lee@mail.example"]
    assert exported(database) == [(filed["erasure"].ticket_id, "handling")]
    assert "Kim Lee" not in export(sign_in("ana"), **wanted)
    assert "Kim Lee" not in export(sign_in("mei"), **wanted)


def test_no_cell_is_a_formula(place: Place, sign_in: SignIn) -> None:
    file(place, "formula", answers={"name": "=HYPERLINK(1)", "contact": "kim@mail.example"})
    _, line = table(export(sign_in("ravi"), purpose="handling", personal="true"))
    assert line[-2] == "'=HYPERLINK(1)"


def test_a_table_has_a_purpose(sign_in: SignIn, database: Database, filed: Filed) -> None:
    assert "What is the table for?" in export(sign_in("ravi"), purpose="")
    assert exported(database) == []


def test_tags_stand_on_the_ticket_and_in_the_queue(place: Place, mei: TestClient, filed: Filed) -> None:
    path = f"/tickets/{filed['inquiry'].reference}"
    page = send(mei, f"{path}/tags", tag="Parcel", version=1, seen=0)
    assert page == ""
    assert ">parcel</a>" in mei.get(f"/desk{path}").text
    assert '<span class="tag">parcel</span>' in mei.get("/desk").text
    refused = send(mei, f"{path}/tags", tag="kim@mail.example", version=1, seen=0)
    assert "A tag has at most 30" in refused
    send(mei, f"{path}/tags/off", tag="parcel", version=1, seen=0)
    assert place.desk.tags.used() == ()
