"""The five unofficial profiles against the policies they were read from, and against what a request needs."""

import json
import tomllib
from pathlib import Path

import pytest

from helpdesk.tickets import RIGHTS
from ingest import read_policy
from tests.examples.facts import named_clauses
from tests.examples.samples import EXAMPLES, PROFILES, profile

REAL = [path.stem for path in PROFILES if profile(path).unofficial]
LONGEST_SHARED = 60
"""Characters; names, addresses and terms are facts, a longer common stretch would be copied prose."""


def test_the_five_are_here_and_headed_unofficial() -> None:
    assert REAL == ["casio", "kai", "kaji", "kokusai", "nic"]
    for organisation in REAL:
        assert text_of(organisation).startswith("# Unofficial, for tests")


@pytest.mark.parametrize("organisation", REAL)
def test_every_fact_stands_in_a_clause(organisation: str, real_policies: Path) -> None:
    reading = read_policy(real_policies / f"{organisation}.txt", organisation=organisation)
    places = {f"{organisation}/{reading.version.policy}#{one.place}" for one in reading.version.clauses}
    named = dict(named_clauses(tomllib.loads(text_of(organisation))))
    assert [f"{where}: {name}" for where, name in named.items() if name not in places] == []


@pytest.mark.parametrize("organisation", REAL)
def test_no_prose_of_the_policy_is_copied(organisation: str, real_policies: Path) -> None:
    policy = " ".join((real_policies / f"{organisation}.txt").read_text(encoding="utf-8").split())
    profile_text = " ".join(text_of(organisation).split())
    shared = [
        profile_text[start : start + LONGEST_SHARED]
        for start in range(len(profile_text) - LONGEST_SHARED)
        if profile_text[start : start + LONGEST_SHARED] in policy
    ]
    assert shared == []


def test_a_procedure_asks_for_what_a_request_needs(real_policies: Path) -> None:
    """`expected_fields` of the acceptance questions, by organisation and kind of request."""
    lines = (real_policies.parent / "questions" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    missing = set()
    for question in map(json.loads, lines):
        expected = set(question["expected_fields"])
        if expected:
            name = question["expected_ticket_type"]
            asked = profile(EXAMPLES / "organisations" / f"{question['org']}.toml").procedure(name)
            lacking = expected - set(asked.fields if asked else ())
            missing.update((question["org"], name, field) for field in lacking)
    assert missing == set()


def test_kaji_opt_out_needs_the_four_items_of_its_policy() -> None:
    opt_out = profile(EXAMPLES / "organisations" / "kaji.toml").procedure("marketing_opt_out")
    assert opt_out is not None
    assert opt_out.fields == ("customer_number", "name", "address", "inquiry")


def test_a_fee_is_named_for_disclosure_only() -> None:
    company = profile(EXAMPLES / "organisations" / "nic.toml")
    charged = {right for right in RIGHTS if (found := company.procedure(right)) is not None and found.fee}
    assert charged == {"disclosure", "disclosure_of_provision_records"}


def test_kai_shows_the_recording_notice_before_any_details() -> None:
    company = profile(EXAMPLES / "organisations" / "kai.toml")
    first = {notice.id for notice in company.notices if notice.when == "before_details"}
    assert first == {"recording"}
    assert all(
        "recording" in (company.procedure(name) or one).notices for name, one in company.procedures.items()
    )


def text_of(organisation: str) -> str:
    return (EXAMPLES / "organisations" / f"{organisation}.toml").read_text(encoding="utf-8")
