"""Somebody reviews what a policy proposes; what they accept becomes a new procedure version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.database import Database
from helpdesk import Desk, ProposedFact, Role, Vault, open_desk
from helpdesk.console import build_console
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import PASSWORD, Place, open_place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.shelves import FIRST, Shelf

POLICY = "pennywhistle/privacy-notice"
PATH = "/desk/organisations/pennywhistle/draft"
TEXT = "Call <the> Records Desk at 01632 960999 and pay a fee of 5 pounds."


def fact(name: str, value: str, words: str) -> ProposedFact:
    start = TEXT.index(words)
    return ProposedFact(name, value, f"{POLICY}#7", TEXT, start, start + len(words), start, "en")


FACTS = (
    fact("desk", "Records Desk", "Records Desk"),
    fact("channel.phone", "01632 960999", "01632 960999"),
    fact("fee.disclosure", "5 GBP", "a fee of 5 pounds"),
    fact("field.default", "customer_number", "Call"),
    fact("date.effective", "2024-04-01", "Call"),
)


@dataclass(frozen=True)
class Line:
    """A policy version as the policy room lists it."""

    policy: str = "privacy-notice"
    version: str = "2024-04-01"
    title: str = "Privacy Notice"
    language: str = "en"
    audience: str = "public"
    effective: date | None = None
    clauses: int = 3
    in_force: bool = True


@pytest.fixture
def place(tmp_path: Path, database: Database) -> Place:
    place = open_place(tmp_path, database)
    shelf = Shelf({POLICY: {"2024-04-01": FIRST}}, facts={POLICY: FACTS})
    desk: Desk = open_desk(database, Vault.open(tmp_path / "key"), shelf=shelf, clock=place.clock)
    place.desk = desk
    staff: tuple[tuple[Role, str], ...] = (("lead", "lena"), ("privacy_officer", "pia"))
    for role, name in staff:
        place.people[role] = desk.agents.add_agent(f"{name}@desk.example", name, PASSWORD, role).id
    return place


@pytest.fixture
def app(place: Place) -> FastAPI:
    app = FastAPI()
    listed = lambda organisation: (Line(),) if organisation == "pennywhistle" else ()  # noqa: E731
    app.include_router(build_console(place.desk, secure_cookies=False, policies=listed, clock=place.clock))
    return app


def send(client: TestClient, page: str, **choices: str) -> Response:
    """The page's form with the given choice for each fact by name; "accept=value" accepts an edit."""
    hidden = form_values(page, PATH)
    keys = re.findall(r'name="key" value="(\w+)"', page)
    values = [
        unescape(one) for one in re.findall(r'<input name="value" maxlength="2000" value="([^"]*)"', page)
    ]
    names = [one.name for one in FACTS if not one.name.startswith("date.")]
    assert len(keys) == len(values) == len(names)
    chosen: list[str] = []
    for number, name in enumerate(names):
        choice, _, edited = choices.get(name.replace(".", "_"), "later").partition("=")
        chosen.append(choice)
        values[number] = edited or values[number]
    data: dict[str, str | Sequence[str]] = {
        **{name: hidden[name] for name in ("token", "version", "policy")},
        "key": keys,
        "value": values,
        "choice": chosen,
    }
    return client.post(PATH, data=data)


@pytest.fixture
def ravi(sign_in: SignIn) -> TestClient:
    return sign_in("ravi")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_fact_stands_beside_its_clause_with_the_words_marked(ravi: TestClient, language: str) -> None:
    page = ravi.get(PATH, headers={"Accept-Language": language}).text
    assert "Call &lt;the&gt; Records Desk at <mark>01632 960999</mark> and pay" in page
    assert 'href="/policies/pennywhistle/privacy-notice/2024-04-01#7"' in page
    assert ("The policy says nothing on: E-mail, Post" in page) == (language == "en")
    assert "Dates" not in page
    assert page.count("<fieldset") == 4, "a date is shown by the policy and held by no profile"


def test_what_is_accepted_is_a_new_version_and_the_rest_stays(place: Place, ravi: TestClient) -> None:
    before = place.desk.organisation("pennywhistle")
    assert before is not None
    answer = send(ravi, ravi.get(PATH).text, channel_phone="accept=01632 960000", fee_disclosure="accept")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/desk/organisations/pennywhistle?said=draft_taken",
    )
    after = place.desk.organisation("pennywhistle")
    assert after is not None
    fee = after.procedures["disclosure"].fee
    assert (fee and fee.amount, fee and fee.currency) == (5, "GBP")
    numbers = [one.value for desk in after.desks for one in desk.channels if one.kind == "phone"]
    assert "01632 960000" in numbers
    assert "01632 960999" not in numbers
    assert [desk.name for desk in after.desks] == [desk.name for desk in before.desks], "left for later"
    assert after.procedures["correction"] == before.procedures["correction"]
    assert after.notices == before.notices
    rows = {row.id: row.procedure_version for row in place.desk.organisations()}
    assert rows["pennywhistle"] == 2
    assert "in the procedure" in ravi.get(PATH).text


def test_who_accepted_is_in_the_audit(place: Place, ravi: TestClient, database: Database) -> None:
    send(ravi, ravi.get(PATH).text, fee_disclosure="accept")
    with database.read() as session:
        from sqlmodel import select

        from helpdesk.tables import EventRecord

        events = session.exec(select(EventRecord).where(EventRecord.type == "procedure_registered")).all()
    assert events[-1].actor == place.people["administrator"]


@pytest.mark.parametrize(
    ("who", "status"), [("mei", 403), ("ana", 403), ("lena", 303), ("pia", 303), ("ravi", 303)]
)
def test_leads_officers_and_administrators_accept(
    sign_in: SignIn, ravi: TestClient, who: str, status: int
) -> None:
    client = sign_in(who)
    page = ravi.get(PATH).text
    shown = client.get(PATH)
    assert (shown.status_code, 'name="choice"' in shown.text) == (200, status == 303)
    token = form_values(shown.text, PATH)["token"]
    page = re.sub(r'name="token" value="\w+"', f'name="token" value="{token}"', page)
    assert send(client, page, fee_disclosure="accept").status_code == status


def test_two_at_once_one_is_told(ravi: TestClient, sign_in: SignIn) -> None:
    pia = sign_in("pia")
    hers, his = pia.get(PATH).text, ravi.get(PATH).text
    assert send(pia, hers, fee_disclosure="accept").status_code == 303
    late = send(ravi, his, channel_phone="accept=01632 960001")
    assert late.status_code == 409
    assert 'value="01632 960001"' in late.text, "what was typed is not lost"
    assert send(ravi, late.text, channel_phone="accept=01632 960001").status_code == 303


@pytest.mark.parametrize(
    ("choices", "said"),
    [({}, "Accept or reject at least one"), ({"field_default": "accept=shoe size"}, "shoe size")],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(
    place: Place, ravi: TestClient, choices: dict[str, str], said: str
) -> None:
    answer = send(ravi, ravi.get(PATH).text, **choices)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert {row.id: row.procedure_version for row in place.desk.organisations()}["pennywhistle"] == 1


def test_what_was_accepted_can_be_left_out_again(place: Place, ravi: TestClient) -> None:
    send(ravi, ravi.get(PATH).text, fee_disclosure="accept")
    assert send(ravi, ravi.get(PATH).text, fee_disclosure="reject").status_code == 303
    after = place.desk.organisation("pennywhistle")
    assert after is not None
    assert after.procedures["disclosure"].fee is None


def test_an_organisation_without_a_policy_has_no_draft(ravi: TestClient) -> None:
    assert ravi.get("/desk/organisations/kurosaki/draft").status_code == 404
    assert ravi.get(f"{PATH}?policy=other").status_code == 404
