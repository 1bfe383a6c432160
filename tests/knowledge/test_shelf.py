"""Versions stay readable and comparable."""

from datetime import date

import pytest

from knowledge import Address
from tests.knowledge.conftest import Room
from tests.knowledge.policies import policy

OLD = {"1. A": ["Alpha stays.", "Beta goes.", "Gamma changes."], "2. B": ["Delta moves."]}
NEW = {"1. A": ["Alpha stays.", "Gamma is new.", "Epsilon came."], "2. B": ["Zeta.", "Delta moves."]}


@pytest.fixture
def shelf(room: Room) -> Room:
    room.knowledge.indexer.replace(policy(OLD))
    room.knowledge.indexer.replace(policy(NEW, version="2025-01-01", effective=date(2025, 1, 1)))
    return room


def test_policies_are_listed_with_the_one_in_force(shelf: Room) -> None:
    listed = shelf.knowledge.shelf.policies()
    assert [(row.version, row.in_force, row.clauses) for row in listed] == [
        ("2024-04-01", False, 6),
        ("2025-01-01", True, 7),
    ]
    assert shelf.knowledge.shelf.policies("nobody") == ()


def test_a_version_is_found_by_name_or_by_day(shelf: Room) -> None:
    read = shelf.knowledge.shelf.version
    assert read("nordlicht", "privacy-policy").version == "2025-01-01"  # type: ignore[union-attr]
    assert read("nordlicht", "privacy-policy", as_of=date(2024, 5, 1)).version == "2024-04-01"  # type: ignore[union-attr]
    assert read("nordlicht", "privacy-policy", "2024-04-01") == policy(OLD)
    assert read("nordlicht", "privacy-policy", as_of=date(2020, 1, 1)) is None
    assert read("nordlicht", "privacy-policy", "1999-01-01") is None


def test_an_old_address_still_resolves(shelf: Room) -> None:
    address = Address.parse("nordlicht/privacy-policy@2024-04-01#1.p2")
    version, clause = shelf.knowledge.shelf.clause(address)  # type: ignore[misc]
    assert (clause.text, version.version) == ("Beta goes.", "2024-04-01")
    assert shelf.knowledge.shelf.clause(Address.parse("nordlicht/privacy-policy@2024-04-01#9")) is None


def test_a_diff_tells_what_became_of_each_clause(shelf: Room) -> None:
    changes = shelf.knowledge.shelf.diff("nordlicht", "privacy-policy", "2024-04-01", "2025-01-01")
    told = [(c.kind, c.old and c.old.text, c.new and c.new.text) for c in changes]
    assert told == [
        ("changed", "Beta goes.", "Gamma is new."),
        ("changed", "Gamma changes.", "Epsilon came."),
        ("added", None, "Zeta."),
        ("moved", "Delta moves.", "Delta moves."),
    ]
    assert str(changes[-1].new_address) == "nordlicht/privacy-policy@2025-01-01#2.p2"
    with pytest.raises(KeyError, match="1999"):
        shelf.knowledge.shelf.diff("nordlicht", "privacy-policy", "1999-01-01", "2025-01-01")


def test_a_search_names_each_clause_once(shelf: Room) -> None:
    found = shelf.knowledge.shelf.search("Alpha stays", ("nordlicht",), "public", date(2026, 1, 1), 3)
    assert found[0].clause.text == "Alpha stays."
    assert len({hit.clause.place for hit in found}) == len(found) == 3
