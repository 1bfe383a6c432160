import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Refused
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
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    clock.forward(hours=12)
    assert desk.sessions.agent_of(token.value) is None


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
