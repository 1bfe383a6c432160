import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, DeskSettings, Refused, Vault, metadata, open_desk
from helpdesk.tables import AgentRecord, SessionRecord
from tests.helpdesk.conftest import Clock

PASSWORD = "a long enough password"


def test_a_session_opens_with_the_password_and_ends_with_sign_out(desk: Desk, agent: Agent) -> None:
    token = desk.sessions.sign_in(" AIKO@minato.example ", PASSWORD)
    assert token is not None
    assert desk.sessions.agent_of(token.value) == agent
    desk.sessions.sign_out(token.value)
    assert desk.sessions.agent_of(token.value) is None
    desk.sessions.sign_out(token.value)
    desk.sessions.sign_out("unknown")


@pytest.mark.parametrize(
    ("email", "password"),
    [("aiko@minato.example", "wrong password"), ("nobody@minato.example", PASSWORD), ("", "")],
)
def test_a_wrong_password_and_an_unknown_address_look_the_same(
    desk: Desk, agent: Agent, email: str, password: str
) -> None:
    assert desk.sessions.sign_in(email, password) is None


def test_sessions_expire(desk: Desk, agent: Agent, clock: Clock) -> None:
    """Also those that are always in use."""
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    for _ in range(23):
        clock.forward(minutes=30)
        assert desk.sessions.agent_of(token.value) == agent
    clock.forward(minutes=30)
    assert desk.sessions.agent_of(token.value) is None


@pytest.mark.parametrize("minutes", [60, 15])
def test_a_session_without_use_ends(database: Database, vault: Vault, clock: Clock, minutes: int) -> None:
    metadata.create_all(database.engine)
    settings = DeskSettings(session_idle_minutes=minutes)
    desk = open_desk(database, vault, clock=clock, settings=settings)
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko Mori", PASSWORD)
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    for _ in range(3):
        clock.forward(minutes=minutes - 1)
        assert desk.sessions.agent_of(token.value) == agent
    assert len(desk.sessions.of(agent.id)) == 1
    clock.forward(minutes=minutes)
    assert desk.sessions.of(agent.id) == ()
    assert desk.sessions.agent_of(token.value) is None


def test_use_is_noted_once_a_minute(desk: Desk, agent: Agent, database: Database, clock: Clock) -> None:
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    began, seen = clock.now, []
    for _ in range(4):
        clock.forward(seconds=30)
        desk.sessions.agent_of(token.value)
        with database.read() as session:
            used = session.exec(select(SessionRecord)).one().seen_at
        assert used
        seen.append((used - began).total_seconds())
    assert seen == [0, 60, 60, 120]


def test_neither_password_nor_token_is_stored(desk: Desk, agent: Agent, database: Database) -> None:
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    with database.read() as session:
        row = session.exec(select(AgentRecord)).one()
        stored = session.exec(select(SessionRecord)).one()
    assert row.password_hash.startswith("$argon2id$")
    assert token.value not in stored.token_hash
    assert len(token.value) >= 43


def test_an_inactive_account_opens_nothing(desk: Desk, agent: Agent, database: Database) -> None:
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    with database.write() as session:
        session.exec(select(AgentRecord)).one().active = False
    assert desk.sessions.agent_of(token.value) is None
    assert desk.sessions.sign_in(agent.email, PASSWORD) is None
    assert desk.agents.all() == ()


@pytest.mark.parametrize(
    ("email", "name", "password", "role", "told"),
    [
        ("x@y.example", "X", "short", "agent", "between 12 and 256"),
        ("x@y.example", "X", PASSWORD, "king", "no role 'king'"),
        ("AIKO@minato.example", "X", PASSWORD, "agent", "already"),
        (" ", "X", PASSWORD, "agent", "an e-mail address and a name"),
    ],
)
def test_accounts_that_cannot_be(
    desk: Desk, agent: Agent, email: str, name: str, password: str, role: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        desk.agents.add_agent(email, name, password, role)  # type: ignore[arg-type]


def test_the_first_administrator_is_made_once(desk: Desk) -> None:
    password = desk.agents.first_run_admin()
    assert password is not None
    assert desk.agents.first_run_admin() is None
    token = desk.sessions.sign_in("admin@localhost", password)
    assert token is not None
    assert [(one.email, one.role) for one in desk.agents.all()] == [("admin@localhost", "administrator")]
