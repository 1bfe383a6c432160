"""An agent approves an answer from a ticket, sees it suspended with the change, and approves it again."""

import re
from pathlib import Path
from typing import get_args

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import CitedClause, Desk, Receipt, Vault, approving, open_desk
from helpdesk.approved import Reason, Standing
from helpdesk.console import build_console
from helpdesk.console.approved import compared
from helpdesk.console.wording import CATALOGUES
from tests.helpdesk.console.conftest import ORIGIN
from tests.helpdesk.console.desks import PASSWORD, Place, file, open_place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.shelves import FIRST, Shelf

POLICY = "pennywhistle/privacy-notice"
HERE = f"{POLICY}@2024-04-01#1"
QUESTION = "How long do you keep call recordings?"
SAID = "Call recordings are kept for 90 days."


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({POLICY: {"2024-04-01": FIRST}})


@pytest.fixture
def place(tmp_path: Path, database: Database, shelf: Shelf) -> Place:
    place = open_place(tmp_path, database)
    vault = Vault.open(tmp_path / "key")
    desk: Desk = open_desk(
        database,
        vault,
        shelf=shelf,
        identifiers=lambda text: {"e-mail"} if "@" in text else set(),
        clock=place.clock,
    )
    place.desk = desk
    return place


@pytest.fixture
def inquiry(place: Place) -> Receipt:
    """An inquiry that was shown a clause and answered by a person."""
    receipt = file(
        place,
        "recordings",
        message="I rang you as kim.lee@mail.example: how long is my call kept?",
        citations=(CitedClause(HERE, FIRST["1"], f"hash of {FIRST['1']}"),),
    )
    place.desk.reply(receipt.ticket_id, place.people["agent"], "For 90 days, dear Kim.", key="reply")
    return receipt


def page(client: TestClient, path: str) -> str:
    answer = client.get(f"/desk{path}")
    assert answer.status_code == 200
    return answer.text


def form(client: TestClient, path: str, **changes: object) -> dict[str, object]:
    """What a browser would send of the form at a path, with changes."""
    hidden = form_values(page(client, path), f"/desk{path.partition('?')[0]}")
    plain = {
        "question": QUESTION,
        "organisations": ["pennywhistle"],
        "audience": "public",
        "language": "en",
        "review_by": "2027-11-18",
        "address": [HERE],
        "quote": [FIRST["1"]],
        "text": [SAID],
        "do": "approve",
    }
    return hidden | plain | changes


def approved(client: TestClient) -> str:
    """Approves the sample answer; its path below the console."""
    answer = client.post("/desk/approved/new", data=form(client, "/approved/new"))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/desk").partition("?")[0]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_drawn_in_both_languages(
    mei: TestClient, place: Place, shelf: Shelf, inquiry: Receipt, language: str
) -> None:
    path = approved(mei)
    shelf.bring_in("2026-12-01", FIRST | {"1": "We keep call recordings for 60 days."}, POLICY)
    place.desk.approvals.check()
    for each in (
        "/approved",
        "/approved/new",
        f"/approved/new?ticket={inquiry.reference}",
        path,
        f"{path}/edit",
    ):
        answer = mei.get(f"/desk{each}", headers={"Accept-Language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text


def test_an_answered_inquiry_offers_to_approve(mei: TestClient, place: Place, inquiry: Receipt) -> None:
    link = f"/desk/approved/new?ticket={inquiry.reference}"
    assert link in page(mei, f"/tickets/{inquiry.reference}")
    unanswered = file(place, "unanswered")
    assert "/desk/approved/new" not in page(mei, f"/tickets/{unanswered.reference}")


def test_the_form_quotes_what_was_shown_and_takes_over_no_word_of_the_requester(
    mei: TestClient, inquiry: Receipt
) -> None:
    text = page(mei, f"/approved/new?ticket={inquiry.reference}")
    assert f'name="address" value="{HERE}"' in text
    assert "For 90 days, dear Kim." in text
    question = re.search(r'<textarea name="question"[^>]*>(.*?)</textarea>', text)
    assert question is not None
    assert question[1] == ""


def test_an_approval_from_a_ticket_stands_in_its_timeline(
    mei: TestClient, place: Place, inquiry: Receipt
) -> None:
    path = f"/approved/new?ticket={inquiry.reference}"
    answer = mei.post("/desk/approved/new", data=form(mei, path.partition("?")[0], ticket=inquiry.reference))
    assert answer.status_code == 303
    (live,) = place.desk.approvals.live("pennywhistle", "public", "en")
    assert (live.question, live.sentences[0].text) == (QUESTION, SAID)
    assert live.sentences[0].quotes[0].clause == f"{POLICY}#1"
    assert "Mei Tanaka approved an answer from this ticket" in page(mei, f"/tickets/{inquiry.reference}")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"question": " "}, "Write the question."),
        (
            {"question": "Why did kim@mail.example get this?"},
            "The question holds personal details (e-mail address).",
        ),
        ({"organisations": []}, "Choose an organisation."),
        ({"address": [], "quote": [], "text": []}, "Quote at least one clause."),
        ({"review_by": "2026-11-18"}, "The review date must lie ahead."),
        ({"quote": ["We keep call recordings for 30 days."]}, "these words do not stand in the clause"),
        ({"text": ["Call recordings are kept for 30 days."]}, "a number or unit differs"),
        ({"organisations": ["tokiwa"]}, "is not searched for every chosen organisation"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    mei: TestClient, place: Place, shelf: Shelf, changes: dict[str, object], told: str
) -> None:
    shelf.unsaid["Call recordings are kept for 30 days."] = "number"
    answer = mei.post("/desk/approved/new", data=form(mei, "/approved/new", **changes))
    assert answer.status_code == 422
    assert told in answer.text
    for typed in (changes.get("question"), *changes.get("text", [SAID])):  # type: ignore[misc]
        assert typed is None or str(typed).strip() in answer.text
    assert place.desk.approvals.all() == ()


def test_clauses_are_found_taken_over_and_left_out(mei: TestClient) -> None:
    data = form(mei, "/approved/new", do="find", search="disclosure", address=[], quote=[], text=[])
    found = mei.post("/desk/approved/new", data=data).text
    assert f'name="add" value="{POLICY}@2024-04-01#2"' in found
    taken = mei.post("/desk/approved/new", data=data | {"do": "add", "add": [f"{POLICY}@2024-04-01#2"]}).text
    assert f'name="address" value="{POLICY}@2024-04-01#2"' in taken
    both = {
        "address": [HERE, f"{POLICY}@2024-04-01#2"],
        "quote": [FIRST["1"], FIRST["2"]],
        "text": [SAID, ""],
    }
    left = mei.post("/desk/approved/new", data=data | both | {"do": "find", "left_out": ["0"]}).text
    assert f'value="{HERE}"' not in left.partition('id="find"')[0]


def test_one_sentence_may_rest_on_several_clauses(mei: TestClient, place: Place) -> None:
    both = {
        "address": [HERE, f"{POLICY}@2024-04-01#2", f"{POLICY}@2024-04-01#3"],
        "quote": [FIRST["1"], FIRST["2"], FIRST["3"]],
        "text": [SAID, "ignored", ""],
        "joined": ["1"],
    }
    assert mei.post("/desk/approved/new", data=form(mei, "/approved/new", **both)).status_code == 303
    (answer,) = place.desk.approvals.all("live")
    said = [(sentence.text, [quote.quote for quote in sentence.quotes]) for sentence in answer.sentences]
    assert said == [(SAID, [FIRST["1"], FIRST["2"]]), (FIRST["3"], [FIRST["3"]])]


def test_a_form_sent_twice_approves_once(mei: TestClient, place: Place) -> None:
    data = form(mei, "/approved/new")
    assert [mei.post("/desk/approved/new", data=data).status_code for _ in range(2)] == [303, 303]
    assert len(place.desk.approvals.all()) == 1


def test_a_suspended_answer_shows_the_clause_then_and_now_and_is_approved_again(
    mei: TestClient, place: Place, shelf: Shelf
) -> None:
    path = approved(mei)
    shelf.bring_in("2026-12-01", FIRST | {"1": "We keep call recordings for 60 days."}, POLICY)
    place.desk.approvals.check()
    assert "Needs review" in page(mei, "/approved")
    shown = page(mei, path)
    assert "<del>90</del>" in shown
    assert "<ins>60</ins>" in shown
    now = f"{POLICY}@2026-12-01#1"
    text = page(mei, f"{path}/edit")
    assert f'name="address" value="{now}"' in text
    assert "We keep call recordings for 60 days.</textarea>" in text
    assert "<del>90</del><ins>60</ins>" in text
    new = {"address": [now], "quote": ["We keep call recordings for 60 days."], "text": [""]}
    answer = mei.post(f"/desk{path}/edit", data=form(mei, f"{path}/edit", **new))
    assert answer.status_code == 303
    (live,) = place.desk.approvals.all("live")
    assert live.sentences[0].text == "We keep call recordings for 60 days."


def test_what_changed_while_it_was_edited_is_not_overwritten(
    mei: TestClient, place: Place, shelf: Shelf
) -> None:
    path = approved(mei)
    data = form(mei, f"{path}/edit")
    shelf.bring_in("2026-12-01", {"2": FIRST["2"]}, POLICY)
    place.desk.approvals.check()
    shelf.versions[POLICY].pop("2026-12-01")
    answer = mei.post(f"/desk{path}/edit", data=data)
    assert answer.status_code == 409
    assert "changed this answer meanwhile" in answer.text
    assert [one.status for one in place.desk.approvals.all()] == ["suspended"]


def test_a_retired_answer_is_kept_and_offers_nothing_more(mei: TestClient, place: Place) -> None:
    path = approved(mei)
    hidden = form_values(page(mei, path), f"/desk{path}/retire")
    assert mei.post(f"/desk{path}/retire", data=hidden).status_code == 303
    assert "/retire" not in page(mei, path)
    assert QUESTION in page(mei, "/approved?status=retired")
    assert place.desk.approvals.all("live") == ()


def test_an_auditor_reads_and_changes_nothing(
    app: FastAPI, mei: TestClient, place: Place, inquiry: Receipt
) -> None:
    path = approved(mei)
    ana = TestClient(app, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)
    ana.post("/desk/sign-in", data={"email": "ana@desk.example", "password": PASSWORD})
    assert "/retire" not in page(ana, path)
    token = {"token": form_values(page(ana, "/me"), "/desk/sign-out")["token"]}
    refused = ana.post("/desk/approved/new", data=form(mei, "/approved/new") | token)
    assert refused.status_code == 403
    assert len(place.desk.approvals.all()) == 1


def test_without_policies_the_pages_still_open(place: Place, database: Database, tmp_path: Path) -> None:
    bare = FastAPI()
    desk = open_desk(database, Vault.open(tmp_path / "key"), clock=place.clock)
    bare.include_router(build_console(desk, secure_cookies=False, clock=place.clock))
    client = TestClient(bare, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)
    client.post("/desk/sign-in", data={"email": "mei@desk.example", "password": PASSWORD})
    answer = client.post("/desk/approved/new", data=form(client, "/approved/new"))
    assert answer.status_code == 422
    assert "Nothing was changed." in answer.text


def test_an_answer_that_never_was_is_not_found(mei: TestClient) -> None:
    assert mei.get("/desk/approved/nothing").status_code == 404


def test_texts_are_compared_word_by_word_and_japanese_sign_by_sign() -> None:
    assert list(compared("kept for 90 days", "kept for 60 days")) == [
        ("same", "kept for "),
        ("old", "90"),
        ("new", "60"),
        ("same", " days"),
    ]
    assert list(compared("三年間保存", "五年間保存"))[:2] == [("old", "三"), ("new", "五")]


def test_every_reason_has_words() -> None:
    catalogue = CATALOGUES["en"]
    assert [name for name in get_args(Reason) if f"suspension.{name}" not in catalogue] == []
    assert [name for name in get_args(Standing) if f"standing.{name}" not in catalogue] == []
    codes = set(re.findall(r"``([a-z_]+)``", approving.__doc__ or ""))
    assert len(codes) > 10
    assert [code for code in codes if f"flaw.{code}" not in catalogue] == []
