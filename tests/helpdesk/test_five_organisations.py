"""Every right that five real policies name, carried through by the organisation's own procedure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database import Database
from helpdesk import Desk, Intake, Origin, Refused, Vault, load_profile, metadata, open_desk
from helpdesk.decisions import Decision
from helpdesk.forms import Form
from helpdesk.letters import closing_letter
from helpdesk.tickets import DISCLOSURES, OPT_OUTS, RIGHTS
from tests.helpdesk.conftest import Clock

FOLDER = Path(__file__).parents[2] / "examples" / "organisations"
FIVE = ("kokusai", "kai", "nic", "kaji", "casio")
TOLD = {
    "contact": "rin@example.org",
    "relationship": "self",
    "disclosure_method": "written",
    "data_kind": "ordinary",
}


def named_rights() -> Iterator[tuple[str, str]]:
    """Each right that a procedure of one of the five names, alone or among the defaults."""
    for organisation in FIVE:
        procedures = load_profile(FOLDER / f"{organisation}.toml").procedures
        default = procedures["default"].rights if "default" in procedures else ()
        for right in RIGHTS:
            if right in procedures or right in default:
                yield organisation, right


def filled(form: Form) -> dict[str, str]:
    """Every field of a form answered as somebody might who asks for themselves."""
    answers = {}
    for field in form.fields:
        if field.name in ("proxy_authority", "principal_name", "principal_contact"):
            continue
        answers[field.name] = TOLD.get(field.name, "yes" if field.kind == "checkbox" else "as asked")
    return answers


class Counter:
    """A desk of the five, with two agents at it."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        self.agent, self.second = (
            desk.agents.add_agent(f"{name}@desk.example", name, "a long enough password", "lead").id
            for name in ("Aiko", "Ken")
        )

    def file(self, organisation: str, kind: str, right: str | None, answers: dict[str, str] | None) -> str:
        form = self.desk.form(organisation, kind, right)  # type: ignore[arg-type]
        intake = Intake(
            organisation=organisation,
            kind=kind,  # type: ignore[arg-type]
            right=right,
            origin=Origin("web", f"{organisation} {kind} {right}"),
            language="en",
            audience="public",
            message="Please.",
            answers=filled(form) if answers is None else answers,
        )
        return self.desk.open(intake, key=f"{organisation} {kind} {right} {answers}").ticket_id

    def prove(self, ticket: str) -> None:
        self.desk.verification.checked_document(ticket, self.agent, "residence_certificate", key="paper")

    def close(self, ticket: str) -> str:
        view = self.desk.ticket(ticket)
        assert view is not None
        profile = self.desk.organisation(view.row.organisation)
        assert profile is not None
        letter = closing_letter(view, profile, None)
        return self.desk.decisions.close(ticket, letter, agent_id=self.agent, key="close").status

    def decide(self, ticket: str, right: str, outcome: str = "granted") -> None:
        grounds = () if outcome == "granted" else ("no_such_data", "APPI art. 33(3)", None, "There is none.")
        decision = Decision(right, outcome, *grounds)  # type: ignore[arg-type]
        self.desk.decisions.decide(ticket, decision, agent_id=self.agent, key=f"decide {outcome}")


@pytest.fixture
def counter(database: Database, tmp_path: Path) -> Counter:
    metadata.create_all(database.engine)
    clock = Clock()
    desk = open_desk(database, Vault.open(tmp_path / "key"), clock=clock)
    for organisation in FIVE:
        desk.register(load_profile(FOLDER / f"{organisation}.toml"))
    return Counter(desk, clock)


@pytest.mark.parametrize(("organisation", "right"), list(named_rights()))
def test_every_named_right_is_carried_through(counter: Counter, organisation: str, right: str) -> None:
    kind = "opt_out" if right == "marketing_opt_out" else "rights_request"
    ticket = counter.file(organisation, kind, right, None)
    view = counter.desk.ticket(ticket)
    assert view is not None
    assert view.open_fields == ()
    assert view.row.legal_due is None, "the APPI names no period"
    counter.decide(ticket, right)
    if right in OPT_OUTS:
        assert counter.close(ticket) == "resolved"
        return
    counter.desk.decisions.submit(ticket, agent_id=counter.agent, key="submit")
    if right in DISCLOSURES:
        with pytest.raises(Refused) as unproven:
            counter.desk.decisions.approve(ticket, agent_id=counter.second, key="too early")
        assert unproven.value.code == "identity"
    counter.prove(ticket)
    status = counter.desk.ticket(ticket)
    if status is not None and status.row.status == "pending_approval":
        counter.desk.decisions.approve(ticket, agent_id=counter.second, key="approve")
    assert counter.close(ticket) == "resolved"


@pytest.mark.parametrize("organisation", FIVE)
def test_a_denial_is_approved_and_names_the_authority(counter: Counter, organisation: str) -> None:
    ticket = counter.file(organisation, "rights_request", "disclosure", None)
    counter.decide(ticket, "disclosure", "denied")
    counter.desk.decisions.submit(ticket, agent_id=counter.agent, key="submit")
    counter.desk.decisions.approve(ticket, agent_id=counter.second, key="approve")
    assert counter.close(ticket) == "resolved"
    view = counter.desk.ticket(ticket)
    assert view is not None
    assert "Personal Information Protection Commission" in view.messages[-1].text


@pytest.mark.parametrize("organisation", FIVE)
@pytest.mark.parametrize("kind", ["opt_out", "complaint", "inquiry", "incident_report"])
def test_other_matters_wait_for_no_proof(counter: Counter, organisation: str, kind: str) -> None:
    ticket = counter.file(organisation, kind, None, {"contact": "rin@example.org"})
    view = counter.desk.ticket(ticket)
    assert view is not None
    for right in view.rights:
        counter.decide(ticket, right.right)
    assert counter.close(ticket) == "resolved"


@pytest.mark.parametrize("organisation", FIVE)
def test_a_proxy_needs_both_sides(counter: Counter, organisation: str) -> None:
    answers = {"contact": "rin@example.org", "relationship": "appointed_agent"}
    ticket = counter.file(organisation, "rights_request", "correction", answers)
    counter.decide(ticket, "correction")
    counter.desk.decisions.submit(ticket, agent_id=counter.agent, key="submit")
    with pytest.raises(Refused):
        counter.desk.decisions.approve(ticket, agent_id=counter.agent, key="too early")
    counter.prove(ticket)
    agent = counter.agent
    counter.desk.representation.check_authority(ticket, agent, "letter_of_attorney", key="a")
    counter.desk.representation.confirm_principal(ticket, agent, "called_back", key="p")
    view = counter.desk.ticket(ticket)
    assert view is not None
    for field in view.open_fields:
        counter.desk.completing.waive(ticket, field, agent_id=agent, key=field)
    counter.desk.decisions.approve(ticket, agent_id=agent, key="approve")
    assert counter.close(ticket) == "resolved"


@pytest.mark.parametrize("organisation", FIVE)
def test_a_half_finished_request_is_kept_open_where_it_is_empty(counter: Counter, organisation: str) -> None:
    ticket = counter.file(organisation, "rights_request", "disclosure", {"name": "Rin Sato"})
    view = counter.desk.ticket(ticket)
    assert view is not None
    assert "contact" in view.open_fields
    counter.desk.requester.complete(ticket, {"contact": "rin@example.org"}, key="later")
    later = counter.desk.ticket(ticket)
    assert later is not None
    assert "contact" not in later.open_fields


def test_the_clocks_start_where_the_words_were_said(counter: Counter) -> None:
    ticket = counter.file("kai", "complaint", None, {})
    view = counter.desk.ticket(ticket)
    assert view is not None
    assert view.row.received_at == datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
    assert view.row.expected_reply == datetime(2026, 11, 18, 8, 0, tzinfo=UTC), "17:00 in Tokyo, two days on"
