"""Checkpoints that are kept elsewhere show what the database alone cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.database import Database
from bot.wiring import House, open_house
from helpdesk import Checkpoint, CheckpointError, Desk, Refused, Vault, read_checkpoints
from helpdesk.chain import START, hash_of, statement
from helpdesk.tables import AuditHead, EventRecord
from tests.helpdesk.conftest import Clock


def test_a_file_of_checkpoints_is_read_as_it_was_written(desk: Desk, filed: Callable[..., str]) -> None:
    first = desk.audit.checkpoint()
    filed()
    second = desk.audit.checkpoint([first])
    assert read_checkpoints(f"{first.written()}\n{second.written()}\n") == (first, second)
    assert desk.audit.verify([first, second]).whole
    with pytest.raises(CheckpointError, match="take an untouched copy"):
        read_checkpoints(first.written()[:-9])


def test_a_tail_that_was_cut_off_with_its_head_shows(
    desk: Desk, filed: Callable[..., str], database: Database
) -> None:
    """Somebody puts the head of yesterday back; its signature was true then."""
    filed()
    with database.read() as session:
        seq, hash, signature = session.execute(
            text("SELECT seq, hash, signature FROM helpdesk_audit_head")
        ).one()
    filed(message="It was never answered.")
    checkpoint = desk.audit.checkpoint()
    with database.write() as session:
        session.execute(text("DELETE FROM helpdesk_event WHERE seq > :seq"), {"seq": seq})
        old = {"seq": seq, "hash": hash, "signature": signature}
        session.execute(
            text("UPDATE helpdesk_audit_head SET seq = :seq, hash = :hash, signature = :signature"), old
        )
    assert desk.audit.verify().whole
    (problem,) = desk.audit.verify([checkpoint]).problems
    assert problem.endswith(f"names event {checkpoint.seq}, the chain ends at event {seq}")
    filed(message="I ask again.")
    (problem,) = desk.audit.verify([checkpoint]).problems
    assert problem.endswith(f"names another event {checkpoint.seq} than the chain holds")
    with pytest.raises(Refused, match="no checkpoint was made"):
        desk.audit.checkpoint([checkpoint])


def test_a_checkpoint_that_was_altered_or_signed_elsewhere_is_none(
    desk: Desk, filed: Callable[..., str], clock: Clock, tmp_path: Path
) -> None:
    filed()
    true = desk.audit.checkpoint()
    clock.forward(hours=1)
    foreign = Vault.open(tmp_path / "foreign.key").sign(true.statement())
    for false in (
        Checkpoint(true.seq - 1, true.hash, true.at, true.signature),
        Checkpoint(true.seq, true.hash, true.at, foreign),
        Checkpoint(true.seq, true.hash, clock(), true.signature),
    ):
        (problem,) = desk.audit.verify([false]).problems
        assert problem.endswith("is not signed with a key of this ring")


def test_a_checkpoint_of_a_retired_key_still_counts(
    desk: Desk, vault: Vault, filed: Callable[..., str], clock: Clock
) -> None:
    filed()
    checkpoint = desk.audit.checkpoint()
    vault.rotate(clock())
    vault.retire()
    desk.audit.note("keys_retired", count=1)
    assert desk.audit.verify([checkpoint]).whole


def test_the_commands_add_a_line_and_hold_the_chain_against_the_file(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "elsewhere"

    def run(*command: str) -> tuple[int, str]:
        done = CliRunner().invoke(build_cli(), ["--data", str(data), "audit", *command])
        return done.exit_code, done.output

    with open_house(data) as house:
        house.desk.register_name("minato")
    assert run("checkpoint", str(file)) == (0, f"Event 1 is noted as checkpoint 1 of {file}.\n")
    with open_house(data) as house:
        house.desk.register_name("harbour")
    assert run("checkpoint", str(file))[0] == 0
    code, said = run("verify", "--checkpoint", str(file))
    assert (code, said.endswith(", 2 checkpoints\n")) == (0, True)
    with open_house(data) as house:
        _built_anew(house)
    assert run("verify")[0] == 0
    code, said = run("verify", "--checkpoint", str(file))
    assert (code, said.count("names another event")) == (1, 2)


def _built_anew(house: House) -> None:
    """By somebody who has the whole machine, keys and all."""
    with house.database.write() as session:
        before = START
        for event in session.exec(select(EventRecord).order_by(col(EventRecord.seq))):
            event.actor, event.prev_hash = "nobody", before
            before = event.hash = hash_of(event.model_dump())
        head = session.get_one(AuditHead, 1)
        head.hash, head.signature = before, house.vault.sign(statement(head.seq, before))
