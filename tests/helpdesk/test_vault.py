import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from bot.database import Database
from helpdesk import Desk, KeyFileError, SealBroken, Vault, open_desk
from helpdesk.columns import UtcDateTime
from helpdesk.key_sources import GivenKeys
from helpdesk.keyring import KeyRing, key_id
from helpdesk.sealing import place
from helpdesk.tables import AnswerRecord, MessageRecord, new_id
from tests.helpdesk.conftest import intake

SECRET = bytes(range(32))
RING = KeyRing(key_id(SECRET), {key_id(SECRET): SECRET}, bytes(32))
STEADY = Vault(GivenKeys(RING.written(), "the test"))


def test_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "vault.key"
    wrapped = Vault.open(path).new_data_key()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert Vault.open(path).data_key(wrapped.wrapped).unseal(wrapped.seal("x", "a/b/c"), "a/b/c") == "x"


def test_of_two_first_runs_both_get_the_same_keys(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    with ThreadPoolExecutor(8) as threads:
        vaults = list(threads.map(lambda _: Vault.open(path), range(8)))
    assert len({vault.blind("x", "test") for vault in vaults}) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    Vault.open(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        Vault.open(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"current": "x", "keys": {}, "index_key": "AAAA"}'])
def test_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "vault.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="backup"):
        Vault.open(path)


@given(text=st.text(), bound_to=st.text())
def test_sealed_text_opens_where_it_was_sealed_for(text: str, bound_to: str) -> None:
    key = STEADY.new_data_key()
    assert key.unseal(key.seal(text, bound_to), bound_to) == text


@given(text=st.text(), position=st.integers(0), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(text: str, position: int, bit: int) -> None:
    key = STEADY.new_data_key()
    blob = bytearray(key.seal(text, "here"))
    start = blob.index(b"|", 3)  # the key id before it is only a hint
    position = start + position % (len(blob) - start)
    blob[position] ^= 1 << bit
    with pytest.raises(SealBroken):
        key.unseal(bytes(blob), "here")


def test_wrong_place_and_wrong_key_are_noticed() -> None:
    key, other = STEADY.new_data_key(), STEADY.new_data_key()
    blob = key.seal("x", "helpdesk_answer/value/1")
    for opener, place_ in [(key, "helpdesk_answer/value/2"), (other, "helpdesk_answer/value/1")]:
        with pytest.raises(SealBroken):
            opener.unseal(blob, place_)


def test_nothing_shows_a_key() -> None:
    key = STEADY.new_data_key()
    assert repr(SECRET)[2:20] not in repr(STEADY.ring)
    assert "secret" not in repr(key)


def test_blind_index_differs_by_purpose_and_vault(tmp_path: Path) -> None:
    one, other = Vault.open(tmp_path / "a"), Vault.open(tmp_path / "b")
    assert len({one.blind("x", "a"), one.blind("x", "b"), other.blind("x", "a")}) == 3


def test_plain_text_cannot_be_stored_in_a_sealed_column(desk: Desk, database: Database) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    row = AnswerRecord(id=new_id(), ticket_id=ticket, name="name", value=b"Rin Tanaka")
    with pytest.raises(StatementError, match="sealed"), database.write() as session:
        session.add(row)


def test_a_value_moved_to_another_row_does_not_open(desk: Desk, database: Database) -> None:
    receipt = desk.open(intake(answers={"contact": "rin@example.org", "details": "the story"}), key="k")
    with database.write() as session:
        one, two = _answers(session, receipt.ticket_id)
        one.value, two.value = two.value, one.value
    with pytest.raises(SealBroken):
        desk.ticket(receipt.ticket_id)


def _answers(session: Session, ticket: str) -> Sequence[AnswerRecord]:
    return session.exec(select(AnswerRecord).where(AnswerRecord.ticket_id == ticket)).all()


def test_a_message_moved_to_another_ticket_does_not_open(desk: Desk, database: Database) -> None:
    one = desk.open(intake(), key="1").ticket_id
    two = desk.open(intake(), key="2").ticket_id
    with database.write() as session:
        rows = {row.ticket_id: row for row in session.exec(select(MessageRecord)).all()}
        rows[two].body = rows[one].body
    with pytest.raises(SealBroken):
        desk.ticket(two)


def test_a_database_of_another_vault_is_refused_at_the_door(
    desk: Desk, database: Database, tmp_path: Path
) -> None:
    with pytest.raises(KeyFileError, match="put the key file"):
        open_desk(database, Vault.open(tmp_path / "another.key"))


def test_moments_without_a_zone_are_refused() -> None:
    from datetime import datetime

    from sqlalchemy.dialects import sqlite

    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), sqlite.dialect())


def test_place_names_table_column_and_row() -> None:
    assert place("answer", "value", "1") == "helpdesk_answer/value/1"
