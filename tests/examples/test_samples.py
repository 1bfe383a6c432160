"""What a stranger meets first: the sample organisations are whole, and every fact stands in its policy."""

import tomllib
from pathlib import Path

import pytest

from helpdesk import Profile
from tests.examples.facts import named_clauses
from tests.examples.samples import EXAMPLES, PROFILES, profile, readings, samples

SAMPLES = [one.id for one in samples()]
LARGEST = 150_000
"""Bytes of a sample document; larger ones make every clone slower."""


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_is_named_after_its_organisation(path: Path) -> None:
    assert profile(path).id == path.stem


def test_samples_are_of_many_shapes() -> None:
    sources = [source for one in samples() for source in one.policies]
    assert {Path(source.file).suffix for source in sources} == {".docx", ".html", ".md", ".pdf", ".txt"}
    assert {source.audience for source in sources} == {"public", "employees"}
    assert {source.language for source in sources} == {"en", "ja"}
    assert any(one.parent in SAMPLES for one in samples())


@pytest.mark.parametrize("organisation", SAMPLES)
def test_a_sample_document_is_small(organisation: str) -> None:
    owner = next(one for one in samples() if one.id == organisation)
    for source in owner.policies:
        assert (EXAMPLES / source.file).stat().st_size < LARGEST


@pytest.mark.parametrize("organisation", SAMPLES)
def test_every_fact_of_a_sample_stands_in_a_clause(organisation: str) -> None:
    latest: dict[str, set[str]] = {}
    for reading in sorted(readings(organisation), key=lambda one: one.version.version):
        latest[reading.version.policy] = {clause.place for clause in reading.version.clauses}
    missing = []
    for where, name in named_clauses(document(organisation)):
        policy, place = name.removeprefix(f"{organisation}/").split("#", 1)
        if place not in latest.get(policy, set()):
            missing.append(f"{where}: {name}")
    assert missing == []


@pytest.mark.parametrize("organisation", SAMPLES)
def test_a_sample_says_where_each_procedure_desk_and_notice_comes_from(organisation: str) -> None:
    owner = next(one for one in samples() if one.id == organisation)
    assert all(desk.clause and all(channel.clause for channel in desk.channels) for desk in owner.desks)
    assert all(clauses_of(owner, name) for name in owner.procedures)
    assert all(notice.clause for notice in (*owner.notices, *owner.referrals, *owner.refusals))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_what_people_read_is_in_both_languages(path: Path) -> None:
    owner = profile(path)
    said = [one.text for one in (*owner.notices, *owner.referrals, *owner.refusals)]
    for procedure in owner.procedures.values():
        said += [
            *procedure.steps,
            *filter(None, [procedure.self_service, procedure.fee and procedure.fee.note]),
        ]
    assert [phrase for phrase in said if not (phrase.en and phrase.ja)] == []


def test_only_invented_organisations_bring_policies() -> None:
    assert not any(one.unofficial for one in samples())
    assert all(profile(path).unofficial for path in PROFILES if not profile(path).policies)


def test_two_dated_versions_differ_in_what_a_reader_would_ask() -> None:
    old, new = readings("kurosaki")
    assert (old.version.version, new.version.version) == ("2022-04-01", "2023-10-01")
    assert "500 yen" in old.version.text
    assert "800 yen" in new.version.text


def test_hidden_text_of_the_web_page_is_reported_and_left_out() -> None:
    (reading,) = readings("pennywhistle")
    assert "January sale" not in reading.version.text
    assert any("hidden" in warning.lower() for warning in reading.warnings)


def test_navigation_is_no_clause() -> None:
    (reading,) = readings("pennywhistle")
    texts = [clause.text for clause in reading.version.clauses]
    assert not any(text == "Whistle Card" or "Top of page" in text or "Basket" in text for text in texts)


@pytest.mark.parametrize(
    ("organisation", "policy", "fragment", "number"),
    [
        ("tokiwa", "privacy-policy", "様式TK-7", "（3）"),
        ("tokiwa", "privacy-policy-en", "Form TK-7", "(3)"),
        ("tokiwa", "privacy-policy", "休憩時間中は作動しません", "ア"),
        ("kurosaki", "privacy-policy", "A fee of 800 yen", "5."),
        ("hanashizuku", "privacy-policy", "Recordings of calls", "3."),
        ("shiosai", "guest-privacy-policy", "Nagisa Club number", "1."),
        ("pennywhistle", "privacy-notice", "to have it erased", "3."),
        ("tokiwa-moving", "privacy-policy", "90日後に消去", "1"),
    ],
)
def test_numbers_are_those_a_reader_sees(organisation: str, policy: str, fragment: str, number: str) -> None:
    versions = [reading.version for reading in readings(organisation) if reading.version.policy == policy]
    (clause,) = [one for one in versions[-1].clauses if fragment in one.text and one.kind != "heading"]
    assert (clause.number or "").strip() == number


def document(organisation: str) -> dict[str, object]:
    """The profile's TOML as it stands."""
    return tomllib.loads((EXAMPLES / "organisations" / f"{organisation}.toml").read_text(encoding="utf-8"))


def clauses_of(owner: Profile, name: str) -> tuple[str, ...]:
    """The clauses of a procedure, those it takes over from the default included."""
    procedure = owner.procedure(name) or owner.procedures[name]
    return procedure.clause
