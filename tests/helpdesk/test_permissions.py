"""Roles and memberships: who may do what, and what their queries see."""

from collections.abc import Callable, Iterator
from contextvars import copy_context

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, Membership, NotFound, Refused
from helpdesk.narrowing import narrow_to
from helpdesk.permissions import EVERYWHERE, MAY, Action, Reach, Role
from helpdesk.tables import AttachmentRecord, CannedReplyRecord
from tests.helpdesk.conftest import Clock, intake, profile_with

PASSWORD = "a long enough password"


def seen_by(organisations: frozenset[str] | None, look: Callable[[], object]) -> object:
    """What ``look`` finds when queries are narrowed to these organisations."""

    def looked() -> object:
        narrow_to(organisations)
        return look()

    return copy_context().run(looked)


@pytest.fixture
def tickets(desk: Desk) -> dict[str, str]:
    """One ticket of each of two organisations."""
    desk.register(profile_with(id="harbour", name="Harbour Lights"))
    return {
        organisation: desk.open(intake(organisation=organisation), key=organisation).ticket_id
        for organisation in ("minato", "harbour")
    }


@pytest.mark.parametrize("role", MAY)
def test_a_role_without_memberships_holds_everywhere(role: Role) -> None:
    reach = Reach(role)
    for action in actions():
        assert reach.may(action) == reach.may(action, "any") == (action in MAY[role])
        assert reach.where(action) == (None if action in MAY[role] else frozenset())


@pytest.mark.parametrize("role", MAY)
def test_with_memberships_these_alone_count(role: Role) -> None:
    reach = Reach("administrator", (Membership("a", role), Membership("b", "auditor")))
    for action in actions():
        held = action in MAY[role] and action not in EVERYWHERE
        assert reach.may(action, "a") == held
        assert not reach.may(action, "c")
        assert reach.may(action) == (held or (action in MAY["auditor"]))
    assert reach.where("read") == {"a", "b"}
    assert not reach.may("manage_accounts")


def actions() -> Iterator[Action]:
    yield from sorted({action for held in MAY.values() for action in held})


def test_only_auditors_change_nothing_and_only_they_and_administrators_see_who_looked() -> None:
    assert [role for role, held in MAY.items() if "write" not in held] == ["auditor"]
    assert [role for role, held in MAY.items() if "see_accesses" in held] == ["auditor", "administrator"]
    assert [role for role, held in MAY.items() if "manage_accounts" in held] == ["administrator"]


def test_a_foreign_ticket_is_not_found_by_any_way_of_asking(
    desk: Desk, agent: Agent, tickets: dict[str, str]
) -> None:
    reference = desk.ticket(tickets["harbour"]).row.reference  # type: ignore[union-attr]
    ways: list[Callable[[], object]] = [
        lambda: desk.ticket(tickets["harbour"]),
        lambda: desk.ticket(reference),
        lambda: desk.accesses.organisation_of(reference),
    ]
    for way in ways:
        assert way() is not None
        assert seen_by(frozenset({"minato"}), way) is None
        assert seen_by(frozenset(), way) is None
    commands: list[Callable[[], object]] = [
        lambda: desk.reply(tickets["harbour"], agent.id, "x", key="1"),
        lambda: desk.note(tickets["harbour"], agent.id, "x", key="2"),
        lambda: desk.assign(tickets["harbour"], agent.id, by=agent.id, key="3"),
    ]
    for command in commands:
        with pytest.raises(NotFound):
            seen_by(frozenset({"minato"}), command)


def test_lists_and_counts_hold_ones_own_organisations_only(desk: Desk, tickets: dict[str, str]) -> None:
    def listed() -> object:
        page = desk.tickets()
        return {row.organisation for row in page.rows}, page.total, {row.id for row in desk.organisations()}

    assert listed() == ({"minato", "harbour"}, 2, {"minato", "harbour"})
    assert seen_by(None, listed) == listed()
    assert seen_by(frozenset({"harbour"}), listed) == ({"harbour"}, 1, {"harbour"})
    assert seen_by(frozenset(), listed) == (set(), 0, set())


def test_what_hangs_on_a_foreign_ticket_is_not_found_either(
    desk: Desk, agent: Agent, tickets: dict[str, str], database: Database, clock: Clock
) -> None:
    for organisation, ticket in tickets.items():
        desk.accesses.record(agent.id, "viewed", ticket)
        with database.write() as session:
            session.add(
                AttachmentRecord(
                    id=organisation,
                    ticket_id=ticket,
                    purpose="other",
                    name=None,
                    media_type="text/plain",
                    size=1,
                    content=None,
                    added_by=agent.id,
                    at=clock(),
                )
            )
    for organisation in ("minato", None):
        with database.write() as session:
            session.add(
                CannedReplyRecord(
                    id=organisation or "everybody",
                    organisation=organisation,
                    language="en",
                    name="n",
                    body="b",
                    citations=[],
                    changed_by=agent.id,
                    changed_at=clock(),
                )
            )

    def found() -> object:
        with desk.accesses._work.sessions.read() as session:
            return [
                [name for name in (*tickets, "everybody") if session.get(table, name)]
                for table in (AttachmentRecord, CannedReplyRecord)
            ], desk.accesses.page().total

    assert seen_by(None, found) == ([["minato", "harbour"], ["minato", "everybody"]], 2)
    assert seen_by(frozenset({"harbour"}), found) == ([["harbour"], ["everybody"]], 1)


def test_memberships_are_given_changed_and_taken_away(desk: Desk, agent: Agent) -> None:
    desk.agents.change_membership(agent.id, "minato", "lead", by="x")
    desk.agents.change_membership(agent.id, "minato", "auditor", by="x")
    changed = desk.agents.agent(agent.id)
    assert changed is not None
    assert changed.memberships == (Membership("minato", "auditor"),)
    desk.agents.change_membership(agent.id, "minato", None, by="x")
    assert desk.agents.agent(agent.id) == agent
    with pytest.raises(NotFound):
        desk.agents.change_membership(agent.id, "nowhere", "lead", by="x")
    with pytest.raises(NotFound):
        desk.agents.change_role("nobody", "lead", by="x")
    with pytest.raises(Refused):
        desk.agents.change_role(agent.id, "emperor", by="x")  # type: ignore[arg-type]


def test_somebody_can_always_manage_accounts(desk: Desk, agent: Agent) -> None:
    first = desk.agents.add_agent("ravi@minato.example", "Ravi", PASSWORD, "administrator")
    ways: list[Callable[[], None]] = [
        lambda: desk.agents.change_role(first.id, "lead", by=first.id),
        lambda: desk.agents.change_membership(first.id, "minato", "administrator", by=first.id),
        lambda: desk.agents.close(first.id, by=first.id),
    ]
    for way in ways:
        with pytest.raises(Refused) as refused:
            way()
        assert refused.value.code == "last_administrator"
        assert desk.agents.agent(first.id) == first
    desk.agents.change_role(agent.id, "administrator", by=first.id)
    ways[2]()
    assert [one.id for one in desk.agents.all()] == [agent.id]


def test_an_auditor_works_on_no_ticket_by_any_door(desk: Desk, tickets: dict[str, str]) -> None:
    auditor = desk.agents.add_agent("ana@minato.example", "Ana", PASSWORD, "auditor")
    commands: list[Callable[[], object]] = [
        lambda: desk.reply(tickets["minato"], auditor.id, "x", key="1"),
        lambda: desk.change_status(tickets["minato"], "open", agent_id=auditor.id, key="2"),
        lambda: desk.assign(tickets["minato"], auditor.id, by=auditor.id, key="3"),
    ]
    for command in commands:
        with pytest.raises(Refused) as refused:
            command()
        assert refused.value.code == "reader"


def test_closing_an_account_ends_its_sessions_and_reopening_opens_none(desk: Desk, agent: Agent) -> None:
    desk.agents.add_agent("ravi@minato.example", "Ravi", PASSWORD, "administrator")
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    desk.agents.close(agent.id, by="x")
    assert desk.sessions.sign_in(agent.email, PASSWORD) is None
    desk.agents.reopen(agent.id, by="x")
    assert desk.sessions.agent_of(token.value) is None
    assert desk.sessions.sign_in(agent.email, PASSWORD) is not None
