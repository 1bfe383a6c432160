"""The table of ASVS rows is complete, and whatever it names is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
TABLE = TOP / "docs" / "asvs.md"
STATES = ("held", "reviewed", "operator", "gap", "none")

UP_TO_LEVEL_2 = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6
3.5.1-5 3.7.1-2 4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12
6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2
8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2
10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3 12.2.1-2 12.3.1-4 13.1.1-1
13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1 16.2.1-5
16.3.1-4 16.4.1-3 16.5.1-3
"""
"""The rows of 5.0.0 of level 1 and 2 without V17: in each section they come first."""


def rows(written: str) -> list[str]:
    """The rows that `1.2.1, 1.2.6–1.2.8` names."""
    named: list[str] = []
    for part in written.split(", "):
        first, _, last = part.partition("–")
        section, _, number = first.rpartition(".")
        end = (last or first).rpartition(".")[2]
        named += [f"{section}.{each}" for each in range(int(number), int(end) + 1)]
    return named


def table() -> list[tuple[str, str, str]]:
    """Rows, state, and what shows it."""
    lines = re.findall(r"^\| (\d[\d., –]*) \| (\w+) \|[^|]*\|([^|]*)\|$", TABLE.read_text("utf-8"), re.M)
    return [(numbers, state, shown.strip()) for numbers, state, shown in lines]


def test_every_row_stands_there_once() -> None:
    ranges = re.findall(r"(\d+\.\d+)\.(\d+)-(\d+)", UP_TO_LEVEL_2)
    asked = [f"{section}.{n}" for section, first, last in ranges for n in range(int(first), int(last) + 1)]
    told = [row for numbers, _, _ in table() for row in rows(numbers)]
    assert len(asked) == 246
    assert Counter(told) == Counter(asked)


@pytest.mark.parametrize(("numbers", "state", "shown"), table())
def test_what_a_row_names_is_there(numbers: str, state: str, shown: str) -> None:
    named = re.findall(r"`([^`]+)`", shown)
    assert state in STATES
    assert state not in ("held", "reviewed", "operator") or named
    assert state != "held" or all(name.startswith("tests/") for name in named)
    for name in named:
        file, _, test = name.partition("::")
        assert (TOP / file).is_file(), name
        assert not test or f"def {test}(" in (TOP / file).read_text("utf-8"), name
