"""Policies come in: what is stored, what is embedded, and which build answers."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from knowledge import NotCovered
from knowledge.adapters.sql_tables import BuildRow, ClauseRow, VersionRow
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import NORDLICHT, policy


def test_the_same_text_changes_nothing(room: Room) -> None:
    first = room.knowledge.indexer.replace(policy())
    builds, encoded = room.builds(), room.encoder.encoded
    second = room.knowledge.indexer.replace(policy())
    assert (first.already_there, first.added, first.unchanged) == (False, 8, 0)
    assert (second.already_there, second.added, second.unchanged) == (True, 0, 8)
    assert room.builds() == builds
    assert room.encoder.encoded == encoded


def test_a_new_version_embeds_only_new_words(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    encoded = room.encoder.encoded
    changed = {**NORDLICHT, "3. Cameras": ["Cameras watch the entrance and keep nothing."]}
    result = room.knowledge.indexer.replace(policy(changed, version="2025-01-01", effective=date(2025, 1, 1)))
    assert (result.added, result.unchanged, result.removed) == (1, 7, 1)
    assert room.encoder.encoded == encoded + 1
    assert result.address_prefix == "nordlicht/privacy-policy@2025-01-01"


def test_a_version_dated_in_the_future_waits_for_its_day(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    future = {"1. Cameras": ["Cameras were removed from the entrance of the shop."]}
    room.knowledge.indexer.replace(policy(future, version="2027-01-01", effective=date(2027, 1, 1)))
    before = room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    assert "deleted after 14 days" in before.sentences[0].text  # type: ignore[union-attr]

    room.today = date(2027, 1, 2)
    room.knowledge.indexer.refresh()
    after = room.knowledge.answerer.answer(
        ask("Are there cameras at the entrance of the shop?", as_of=date(2027, 1, 2))
    )
    assert "removed" in after.sentences[0].text  # type: ignore[union-attr]


def test_a_damaged_build_is_mended_at_the_next_question(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    (folder,) = room.directory.iterdir()
    room.knowledge.close()
    shutil.rmtree(next(folder.glob("chroma-*")))
    room.open()
    answer = room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    assert "Cameras watch the entrance" in answer.sentences[0].text  # type: ignore[union-attr]
    assert room.builds() == {folder.name}


def test_a_build_that_is_lost_while_it_is_open_is_written_again(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    (name,) = room.builds()
    room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    shutil.rmtree(room.directory / name)
    answer = room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    assert "Cameras watch the entrance" in answer.sentences[0].text  # type: ignore[union-attr]
    assert room.builds() == {name}


def test_a_build_damaged_while_it_is_open_is_mended_by_the_timer(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    (folder,) = room.directory.iterdir()
    room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    words = next(folder.glob("lexical/vocab*"))
    words.write_text("damaged")
    room.knowledge.indexer.refresh()
    assert words.read_text() != "damaged"
    answer = room.knowledge.answerer.answer(ask("Are there cameras at the entrance of the shop?"))
    assert "Cameras watch the entrance" in answer.sentences[0].text  # type: ignore[union-attr]


def test_another_machine_makes_its_own_folder_of_a_build(room: Room, ask: Ask, tmp_path: Path) -> None:
    room.knowledge.indexer.replace(policy())
    elsewhere = Room(room.database, tmp_path / "elsewhere")
    question = ask("Are there cameras at the entrance of the shop?")
    assert elsewhere.knowledge.answerer.answer(question) == room.knowledge.answerer.answer(question)
    assert elsewhere.builds() == room.builds()
    assert elsewhere.encoder.encoded == 1  # the question alone
    elsewhere.knowledge.close()


def test_builds_that_no_row_names_are_removed_at_start(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    live = room.builds()
    (room.directory / "nordlicht-public-orphan").mkdir()
    room.knowledge.indexer.refresh()
    assert room.builds() == live


def test_a_failed_build_leaves_nothing_half_stored(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.knowledge.indexer.replace(policy())

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("knowledge.builds.Builds.write", full)
    changed = policy({"1. Purposes": ["Nothing."]}, version="2025-01-01", effective=date(2025, 1, 1))
    with pytest.raises(OSError, match="no space"):
        room.knowledge.indexer.replace(changed)
    with room.database.read() as session:
        assert [row.version for row in session.exec(select(VersionRow))] == ["2024-04-01"]
        assert len(session.exec(select(ClauseRow)).all()) == 8
        assert len(session.exec(select(BuildRow)).all()) == 1


def test_another_model_is_embedded_when_first_asked(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    room.knowledge.close()
    room.encoder.name = "another"
    room.open()
    room.knowledge.indexer.refresh()
    answer = room.knowledge.answerer.answer(ask("Which fee is charged for a disclosure?"))
    assert "900 yen" in answer.sentences[0].text  # type: ignore[union-attr]


def test_a_swap_is_seen_by_a_reader_that_was_open(room: Room, ask: Ask, tmp_path: Path) -> None:
    room.knowledge.indexer.replace(policy())
    reader = Room(room.database, room.directory)
    reader.knowledge.answerer.answer(ask("cameras"))
    for day in (1, 2, 3):
        words = {"1. Cameras": [f"Cameras number {day} watch the entrance."]}
        room.knowledge.indexer.replace(policy(words, version=f"2025-01-0{day}", effective=date(2025, 1, day)))
        answer = reader.knowledge.answerer.answer(ask("cameras at the entrance"))
        assert f"number {day}" in answer.sentences[0].text  # type: ignore[union-attr]
    reader.knowledge.close()


def test_a_version_without_a_clause_is_refused(room: Room) -> None:
    with pytest.raises(ValueError, match="no clause"):
        room.knowledge.indexer.replace(replace(policy(), clauses=()))


def test_an_organisation_without_policies_covers_nothing(room: Room, ask: Ask) -> None:
    answer = room.knowledge.answerer.answer(ask("Are there cameras?", "unknown"))
    assert isinstance(answer, NotCovered)
    assert answer.near == ()
