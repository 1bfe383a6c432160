"""The reckoning on a ticket's page, its extension, an added law, and the table of laws."""

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values

JAPANESE = {"accept-language": "ja"}


def page_of(client: TestClient, receipt: Receipt, **headers: str) -> str:
    answer = client.get(f"/desk/tickets/{receipt.reference}", headers=headers)
    assert answer.status_code == 200
    return answer.text


def send(client: TestClient, receipt: Receipt, form: str, **values: str) -> str:
    path = f"/desk/tickets/{receipt.reference}"
    page = client.get(path).text
    answer = client.post(f"{path}/{form}", data=form_values(page, f"{path}/{form}") | values)
    return client.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_the_page_explains_both_dates(mei: TestClient, filed: dict[str, Receipt]) -> None:
    page = page_of(mei, filed["erasure"])
    assert "How the dates come about" in page
    assert "Answer, United Kingdom, UK GDPR" in page
    assert "Answer within 1 month, counted from the day after receipt" in page
    assert "UK GDPR art. 12(3), 12A" in page
    japanese = mei.get(f"/desk/tickets/{filed['erasure'].reference}", headers=JAPANESE).text
    assert "期限の根拠" in japanese
    assert "受付の翌日から数えて1か月以内" in japanese


def test_a_ticket_without_a_legal_date_says_so(mei: TestClient, filed: dict[str, Receipt]) -> None:
    assert "no legal date is shown" in page_of(mei, filed["opt_out"])


def test_an_extension_is_offered_with_its_notice_and_sent(
    mei: TestClient, filed: dict[str, Receipt], place: Place
) -> None:
    page = page_of(mei, filed["erasure"])
    assert "We need longer to answer your request" in page
    notice = place.desk.clocks.notice(filed["erasure"].ticket_id, "complexity")
    said = send(mei, filed["erasure"], "extension", reason="complexity", notice=notice)
    assert "The period is longer and the notice on its way." in said
    assert "Extended by Mei Tanaka" in said
    assert "Make the legal period longer" not in said


def test_after_the_date_the_page_says_that_it_is_too_late(
    sign_in: SignIn, filed: dict[str, Receipt], place: Place
) -> None:
    place.clock.forward(days=40)
    mei, path = sign_in("mei"), f"/desk/tickets/{filed['erasure'].reference}"
    page = mei.get(path).text
    assert "Make the legal period longer" not in page
    form = form_values(page, f"{path}/law") | {"reason": "complexity", "notice": "Sorry."}
    answer = mei.post(f"{path}/extension", data=form)
    assert answer.status_code == 422
    assert "It is too late to extend" in answer.text


def test_what_was_typed_stays_when_the_ticket_has_changed(
    mei: TestClient, filed: dict[str, Receipt], place: Place
) -> None:
    path = f"/desk/tickets/{filed['erasure'].reference}"
    form = form_values(mei.get(path).text, f"{path}/extension")
    place.desk.add_requester_message(filed["erasure"].ticket_id, "And my photos.", key="more")
    answer = mei.post(f"{path}/extension", data=form | {"notice": "My own words."})
    assert answer.status_code == 409
    assert "My own words." in answer.text


def test_a_law_is_proposed_confirmed_and_counts(mei: TestClient, filed: dict[str, Receipt]) -> None:
    said = send(mei, filed["opt_out"], "law", regime="gdpr")
    assert "EU, GDPR is proposed for this ticket" in said
    said = send(mei, filed["opt_out"], "law/confirmation", counts="yes")
    assert "Answer, EU, GDPR" in said
    assert "EU, GDPR counts too: confirmed by Mei Tanaka" in said
    assert "The person lives elsewhere" not in said


def test_a_law_is_rejected(mei: TestClient, filed: dict[str, Receipt]) -> None:
    send(mei, filed["opt_out"], "law", regime="ccpa")
    said = send(mei, filed["opt_out"], "law/confirmation", counts="no")
    assert "The law does not count." in said
    assert "no legal date is shown" in said


def test_readers_see_the_reckoning_and_no_forms(sign_in: SignIn, filed: dict[str, Receipt]) -> None:
    page = page_of(sign_in("ana"), filed["erasure"])
    assert "How the dates come about" in page
    assert "Make the legal period longer" not in page
    assert "The person lives elsewhere" not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Have this checked by your lawyer"), ("ja", "弁護士に内容の確認を依頼してください")],
)
def test_the_table_of_laws_stands_with_its_sources_and_a_warning(
    mei: TestClient, place: Place, language: str, said: str
) -> None:
    page = mei.get("/desk/regimes", headers={"accept-language": language}).text
    assert said in page
    for source in ("GDPR art. 12(3)", "APPI arts. 32–35", "11 CCR 7021(a)", "s. 164A", "art. 12(6)"):
        assert source in page
