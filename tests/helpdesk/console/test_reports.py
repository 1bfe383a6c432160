"""The report pages: charts with their tables, CSV that no spreadsheet runs, gaps that can be printed."""

from datetime import timedelta

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from helpdesk import Asked, Receipt
from helpdesk.console.charts import bar_chart
from helpdesk.console.spreadsheets import safe_cell
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import NOON, Place
from tests.helpdesk.console.forms import form_values


def test_a_lead_sees_figures_with_charts_and_tables(sign_in: SignIn, filed: dict[str, Receipt]) -> None:
    page = sign_in("ravi").get("/desk/reports?days=90")
    assert page.status_code == 200
    assert page.text.count('<svg class="chart"') >= 4
    assert "<table" in page.text
    assert "<style" not in page.text


def test_every_table_comes_as_csv(sign_in: SignIn, filed: dict[str, Receipt]) -> None:
    ravi = sign_in("ravi")
    answer = ravi.get("/desk/reports/by_kind.csv?days=90")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[0].endswith("What,Number")
    assert "Complaint" in answer.text
    assert ravi.get("/desk/reports/nothing.csv").status_code == 404


def test_agents_read_no_reports(mei: TestClient) -> None:
    assert mei.get("/desk/reports").status_code == 403


def test_gaps_show_released_examples_and_hide_what_people_wrote(place: Place, sign_in: SignIn) -> None:
    place.desk.journal.note(
        Asked("pennywhistle", "web", "en", "NotCovered", "How long do you keep my photo?", "retention"),
        key="1",
    )
    ravi = sign_in("ravi")
    page = ravi.get("/desk/reports/gaps").text
    assert "retention" in page
    assert "No example is released" in page
    (gap,) = place.desk.journal.gaps(NOON - timedelta(days=30), NOON + timedelta(days=1))
    (question,) = gap.questions
    path = f"/desk/reports/gaps/{question.id}"
    answer = ravi.post(path, data=form_values(page, path) | {"wording": "How long are photos kept?"})
    assert answer.status_code == 303
    assert "How long are photos kept?" in ravi.get("/desk/reports/gaps").text


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    cell = str(safe_cell(text))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 10**6)), max_size=8))
def test_a_chart_is_well_formed_whatever_its_names(bars: list[tuple[str, int]]) -> None:
    drawn = str(bar_chart("<b>", bars))
    assert "<b>" not in drawn
    assert drawn.count("<rect") == len(bars)
