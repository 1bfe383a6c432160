"""Both languages say everything, and nothing is said that nobody reads."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import helpdesk.console
from helpdesk import KINDS, RIGHTS, STATUSES, Role
from helpdesk.console.times import due_words, zone_of
from helpdesk.console.wording import CATALOGUES, Words, choose_language
from helpdesk.fields import FIELDS
from helpdesk.tickets import REASONS

CONSOLE = Path(helpdesk.console.__file__).parent


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_catalogues_have_the_same_sentences_with_the_same_places() -> None:
    english, japanese = CATALOGUES["en"], CATALOGUES["ja"]
    assert english.keys() == japanese.keys()
    assert [key for key in english if places(english[key]) != places(japanese[key])] == []
    assert all(sentence.strip() for catalogue in CATALOGUES.values() for sentence in catalogue.values())


def test_every_name_has_a_label() -> None:
    reasons = {reason for codes in REASONS.values() for reason in codes}
    families = {
        "status": STATUSES,
        "kind": KINDS,
        "right": RIGHTS,
        "reason": reasons,
        "field": FIELDS,
        "role": get_args(Role),
        "role_does": get_args(Role),
    }
    for family, names in families.items():
        assert [name for name in names if f"{family}.{name}" not in CATALOGUES["en"]] == [], family


def test_every_key_that_is_asked_for_exists() -> None:
    files = [*CONSOLE.glob("templates/*.html"), *CONSOLE.glob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in files)
    asked = set(re.findall(r"\b(?:t|words|words\(request\))\(\s*[\"']([a-z_.]+[a-z])[\"']", text))
    counted = set(re.findall(r"\.count\(\s*[\"']([a-z_.]+)[\"']", text))
    assert len(asked) > 100
    assert {key for key in asked if key not in CATALOGUES["en"]} == set()
    assert {key for key in counted if f"{key}.other" not in CATALOGUES["en"]} == set()


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        (None, "ja,en;q=0.8", "ja"),
        (None, "en-GB,ja", "en"),
        (None, "fr-FR, ja-JP;q=0.5", "ja"),
        (None, "", "en"),
        ("ja", "en", "ja"),
        ("fr", "en", "en"),
    ],
)
def test_the_language_is_chosen(chosen: str | None, accepted: str, language: str) -> None:
    assert choose_language(chosen, accepted) == language


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (-80, "Overdue by 3 days"),
        (-24, "Overdue by 1 day"),
        (-1, "Overdue since today"),
        (2, "Due today"),
        (14, "Due tomorrow"),
        (60, "Due in 3 days"),
    ],
)
def test_a_due_date_is_told_in_days_of_the_organisation(hours: int, expected: str) -> None:
    now = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    due = now + timedelta(hours=hours)
    assert due_words(due, now, zone_of("Asia/Tokyo"), Words("en")) == expected


def test_passwords_are_typed_hidden_and_may_be_filled_in() -> None:
    fields = [
        field
        for template in (CONSOLE / "templates").glob("*.html")
        for field in re.findall(r"<input[^>]*>", template.read_text("utf-8"))
        if re.search(r'name="(password|current|new)"', field)
    ]
    assert len(fields) >= 4
    assert [field for field in fields if 'type="password"' not in field] == []
    assert [field for field in fields if "autocomplete=" not in field or "onpaste" in field] == []
