"""Guesses at a code on PostgreSQL, where commands run side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import Database
from helpdesk import Vault
from tests import postgres
from tests.helpdesk.conftest import Clock, intake
from tests.helpdesk.proof import RIN, asked, mailing_desk, proofs
from tests.helpdesk.test_verification import WRONG, guess_at_once

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        yield database
        database.close()


def test_twenty_guesses_at_once_are_three_tries(database: Database, vault: Vault, clock: Clock) -> None:
    desk = mailing_desk(database, vault, clock)
    answers = {"contact": RIN}
    ticket = desk.open(intake(kind="rights_request", right="deletion", answers=answers), key="k").ticket_id
    code = asked(desk, ticket)
    guess_at_once(desk, ticket, code)
    (row,) = proofs(database)
    assert (row.attempts, row.state) == (3, "failed")
    assert desk.verification.confirm(ticket, RIN, code, key="the right one") == WRONG
