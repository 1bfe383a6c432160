"""The second factor: codes of RFC 6238, each good once; recovery codes; reset."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Refused, SessionToken, Vault, metadata, open_desk, totp
from helpdesk.tables import AgentRecord, RecoveryCodeRecord
from tests import postgres
from tests.helpdesk.conftest import Clock, profile_with

PASSWORD = "a long enough password"
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code(RFC_SECRET, seconds // totp.STEP) == code[-totp.DIGITS :]


@given(st.integers(-100, 100))
def test_a_clock_may_differ_by_one_step_and_no_more(shift: int) -> None:
    now = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
    step = int(now.timestamp()) // totp.STEP
    found = totp.step_of(RFC_SECRET, totp.code(RFC_SECRET, step + shift), now)
    assert found == (step + shift if abs(shift) <= 1 else None)


@pytest.mark.parametrize("typed", ["", "000000", "abcdef", "１２３４５６", "12345", "1234567"])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    now = datetime.fromtimestamp(59, UTC)
    assert totp.step_of(RFC_SECRET, typed, now) is None
    assert totp.step_of(RFC_SECRET, " 287 082 ", now) == 1


def test_the_link_is_what_apps_read() -> None:
    link = urlsplit(totp.link(RFC_SECRET, "aiko@minato.example"))
    assert (link.scheme, link.netloc, link.path) == ("otpauth", "totp", "/Madoguchi%3Aaiko%40minato.example")
    values = {"secret": [RFC_SECRET], "issuer": ["Madoguchi"], "digits": ["6"], "period": ["30"]}
    assert parse_qs(link.query) == values
    assert totp.grouped(RFC_SECRET).replace(" ", "") == RFC_SECRET
    assert len(base64.b32decode(totp.new_secret())) == 20


def now_code(desk: Desk, secret: str, clock: Clock) -> str:
    return totp.code(secret, int(clock().timestamp()) // totp.STEP)


@pytest.fixture
def secret(desk: Desk, agent: Agent, clock: Clock) -> str:
    """An account whose second factor is in force; the clock stands at the next time step."""
    return set_up(desk, agent, clock)[0]


def set_up(desk: Desk, agent: Agent, clock: Clock) -> tuple[str, tuple[str, ...]]:
    session = desk.sessions.sign_in(agent.email, PASSWORD)
    assert session is not None
    secret = desk.second_factor.begin(agent.id)
    codes = desk.second_factor.confirm(agent.id, now_code(desk, secret, clock), this_session=session.value)
    assert codes is not None
    clock.forward(seconds=30)
    return secret, codes


def half(desk: Desk, agent: Agent) -> SessionToken:
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    assert token.half
    return token


def test_a_password_alone_opens_half_a_door(desk: Desk, agent: Agent, secret: str, clock: Clock) -> None:
    token = half(desk, agent)
    assert desk.sessions.agent_of(token.value) is None
    assert desk.sessions.of(agent.id) != ()  # the session that set it up goes on
    assert desk.sessions.half_open(token.value) is not None
    opened = desk.sessions.pass_code(token.value, now_code(desk, secret, clock))
    assert opened is not None
    found = desk.sessions.agent_of(opened.value)
    assert found is not None
    assert (found.id, found.second_factor) == (agent.id, True)
    assert desk.sessions.method_of(opened.value) == "code"
    assert opened.value != token.value
    assert desk.sessions.half_open(token.value) is None


def test_a_code_opens_one_session_and_older_ones_none(
    desk: Desk, agent: Agent, secret: str, clock: Clock
) -> None:
    code, older = now_code(desk, secret, clock), totp.code(secret, int(clock().timestamp()) // totp.STEP - 1)
    assert desk.sessions.pass_code(half(desk, agent).value, code) is not None
    for used in (code, older):
        assert desk.sessions.pass_code(half(desk, agent).value, used) is None
    clock.forward(seconds=30)
    assert desk.sessions.pass_code(half(desk, agent).value, now_code(desk, secret, clock)) is not None


def test_the_code_that_confirmed_opens_nothing_again(desk: Desk, agent: Agent, clock: Clock) -> None:
    secret, _ = set_up(desk, agent, clock)
    confirmed_with = totp.code(secret, int(clock().timestamp()) // totp.STEP - 1)
    assert desk.sessions.pass_code(half(desk, agent).value, confirmed_with) is None


def test_the_second_step_has_five_minutes(desk: Desk, agent: Agent, secret: str, clock: Clock) -> None:
    token = half(desk, agent)
    clock.forward(minutes=5)
    assert desk.sessions.pass_code(token.value, now_code(desk, secret, clock)) is None
    assert desk.sessions.half_open(token.value) is None


def test_an_open_session_is_no_half_one_and_unknown_ones_are_none(desk: Desk, agent: Agent) -> None:
    token = desk.sessions.sign_in(agent.email, PASSWORD)
    assert token is not None
    assert not token.half
    assert desk.sessions.half_open(token.value) is None
    assert desk.sessions.pass_code(token.value, "000000") is None
    assert desk.sessions.pass_code("unknown", "000000") is None


def test_recovery_codes_open_once_each_however_they_are_typed(
    desk: Desk, agent: Agent, clock: Clock, database: Database
) -> None:
    _, codes = set_up(desk, agent, clock)
    assert len(set(codes)) == 10
    opened = desk.sessions.pass_code(half(desk, agent).value, codes[0].upper().replace("-", " "))
    assert opened is not None
    assert desk.sessions.method_of(opened.value) == "recovery_code"
    assert desk.sessions.pass_code(half(desk, agent).value, codes[0]) is None
    with database.read() as session:
        rows = session.exec(select(RecoveryCodeRecord)).all()
    assert len(rows) == 9
    assert not {row.code_hash for row in rows} & set(codes)
    other = desk.agents.add_agent("mei@minato.example", "Mei", PASSWORD)
    set_up(desk, other, clock)
    assert desk.sessions.pass_code(half(desk, other).value, codes[1]) is None


def test_a_second_factor_counts_only_once_it_is_confirmed(desk: Desk, agent: Agent, clock: Clock) -> None:
    session = desk.sessions.sign_in(agent.email, PASSWORD)
    assert session is not None
    assert desk.second_factor.secret(agent.id) is None
    first = desk.second_factor.begin(agent.id)
    assert desk.second_factor.secret(agent.id) == first
    secret = desk.second_factor.begin(agent.id)
    wrong = totp.code(secret, 1)
    assert desk.second_factor.confirm(agent.id, wrong, this_session=session.value) is None
    again = desk.sessions.sign_in(agent.email, PASSWORD)
    assert again is not None
    assert not again.half
    code = now_code(desk, secret, clock)
    assert desk.second_factor.confirm(agent.id, code, this_session=session.value) is not None
    assert desk.sessions.agent_of(session.value) is not None
    assert desk.sessions.agent_of(again.value) is None
    assert desk.second_factor.secret(agent.id) is None
    assert desk.second_factor.confirm(agent.id, code, this_session=session.value) is None
    with pytest.raises(Refused):
        desk.second_factor.begin(agent.id)


def test_a_reset_takes_everything_away_and_ends_the_sessions(
    desk: Desk, agent: Agent, clock: Clock, database: Database
) -> None:
    secret, codes = set_up(desk, agent, clock)
    opened = desk.sessions.pass_code(half(desk, agent).value, now_code(desk, secret, clock))
    assert opened is not None
    waiting = half(desk, agent)
    desk.second_factor.reset(agent.id, by="x")
    assert desk.sessions.agent_of(opened.value) is None
    assert desk.sessions.pass_code(waiting.value, codes[0]) is None
    again = desk.sessions.sign_in(agent.email, PASSWORD)
    assert again is not None
    assert not again.half
    with database.read() as session:
        row = session.get_one(AgentRecord, agent.id)
        assert (row.totp_secret, row.data_key, row.totp_since, row.totp_step) == (None,) * 4
        assert session.exec(select(RecoveryCodeRecord)).all() == []
    assert desk.audit.verify().whole


def test_the_secret_is_sealed_for_its_own_row(
    desk: Desk, agent: Agent, secret: str, database: Database, clock: Clock
) -> None:
    with database.read() as session:
        row = session.get_one(AgentRecord, agent.id)
    assert row.totp_secret is not None
    assert secret.encode() not in row.totp_secret
    assert base64.b32decode(secret) not in row.totp_secret
    assert row.totp_since is not None
    assert row.totp_since - clock() < timedelta()


def test_twenty_at_once_with_one_code_open_one_session(
    desk: Desk, agent: Agent, secret: str, clock: Clock
) -> None:
    assert opened_by_twenty(desk, agent, now_code(desk, secret, clock)) == 1


@pytest.mark.postgres
def test_the_same_where_rows_lock_themselves(postgres_desk: Desk, clock: Clock) -> None:
    agent = postgres_desk.agents.add_agent("aiko@minato.example", "Aiko", PASSWORD)
    secret, codes = set_up(postgres_desk, agent, clock)
    assert opened_by_twenty(postgres_desk, agent, now_code(postgres_desk, secret, clock)) == 1
    assert opened_by_twenty(postgres_desk, agent, codes[0]) == 1


def opened_by_twenty(desk: Desk, agent: Agent, code: str) -> int:
    tokens = [half(desk, agent).value for _ in range(20)]
    with ThreadPoolExecutor(20) as threads:
        opened = list(threads.map(lambda token: desk.sessions.pass_code(token, code), tokens))
    return sum(one is not None for one in opened)


@pytest.fixture
def postgres_desk(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Desk]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        metadata.create_all(database.engine)
        desk = open_desk(database, Vault.open(tmp_path / "vault.key"), clock=clock)
        desk.register(profile_with())
        yield desk
        database.close()


def test_a_recovery_code_has_more_than_112_bits(desk: Desk, agent: Agent, clock: Clock) -> None:
    """So a plain hash may keep it (ASVS 5.0.0, 6.5.2)."""
    _, codes = set_up(desk, agent, clock)
    assert all(len(base64.b32decode(code.replace("-", "").upper())) * 8 >= 112 for code in codes)
