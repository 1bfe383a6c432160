import tomllib
from pathlib import Path

import pytest

from helpdesk import Desk, ProfileError, Refused, load_profile
from helpdesk.organisations import parse_profile
from helpdesk.profiles import Phrase
from tests.helpdesk.conftest import PROFILE, profile_with

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "organisations").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_keeps_the_schema(path: Path) -> None:
    profile = load_profile(path)
    assert profile.id == path.stem
    assert all((path.parents[1] / source.file).is_file() for source in profile.policies)


def _break(old: str, new: str) -> str:
    assert old in PROFILE
    return PROFILE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("x =", "minato.toml: is not TOML"),
        (_break("schema_version = 1", "schema_version = 2"), "schema_version: must be 1"),
        (_break('id = "minato"', 'id = "Minato!"'), "id: 'Minato!' must be lower-case"),
        (_break('name = "Minato Ferries"', ""), "name: is missing; add it"),
        (_break('name = "Minato Ferries"', 'name = ""'), "name: must be a text"),
        (_break('language = "en"', 'langauge = "en"'), "language: is missing"),
        (_break('country = "JP"', 'country = "JP"\ncolour = "red"'), "colour: unknown key; known here are"),
        (_break('regime = "appi"', 'regime = "pipa"'), "regime: 'pipa' is not known; use one of appi"),
        (_break("Asia/Tokyo", "Asia/Tokio"), "time_zone: 'Asia/Tokio' is not a time zone"),
        (_break('country = "JP"', 'country = "XX"'), "country: 'XX' is not a country code"),
        (_break('country = "JP"', 'parent = "minato"'), "parent: an organisation cannot be its own parent"),
        (_break('"inquiry", "complaint"', '"enquiry"'), "desk[1].handles: 'enquiry' is not known"),
        (_break('from = "09:00"', 'from = "nine"'), "desk[1].hours[1].from: 'nine' is not a time"),
        (_break('from = "09:00"', 'from = "12:30"'), "desk[1].hours[1].to: must be later than from"),
        (_break("[procedure.disclosure]", "[procedure.divulgation]"), "procedure.divulgation: is not known"),
        (_break('"name", "address"', '"nmae"'), "procedure.disclosure.fields: 'nmae' is not known"),
        (_break("amount = 1000", 'amount = "1000"'), "disclosure.fee.amount: must be a whole number"),
        (_break('desk = "counter"', 'desk = "office"'), "default.desk: no [[desk]] has the id 'office'"),
        (_break('"recording", "after"', '"taping"'), "notices: no [[notice]] has the id 'taping'"),
        (_break("minato/privacy-policy#7.1", "clause 7"), "clause: 'clause 7' is not a place such as"),
        (_break("in_writing_only = true", 'in_writing_only = "yes"'), "only: must be true or false"),
        (_break('[{ en = "Write to us.",', '[{ de = "Schreiben Sie.",'), "default.steps.de: unknown key"),
        (PROFILE + "[[notice]]\nid = 'x'\nwhen = 'before_filing'\n", "notice[3].text: is missing"),
        (PROFILE + "[[policy]]\nfile = 'a'\neffective = 'soon'\n", "[1].effective: 'soon' is not a date"),
        (PROFILE + "[[desk.channel]]\nkind = 'phone'\n", "no table"),
        (PROFILE + "[referral]\ntext = 'x'\n", "referral: must be a list of tables, written [[referral]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, content: str, line: str) -> None:
    path = tmp_path / "minato.toml"
    path.write_text(content, encoding="utf-8")
    if line == "no table":
        line = "desk[1].channel[1].value: is missing"
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert line in str(error.value)
    assert str(error.value).startswith("minato.toml: ")
    assert "\n" not in str(error.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        load_profile(tmp_path / "none.toml")


def test_defaults_fill_in_what_a_right_leaves_out() -> None:
    profile = profile_with()
    disclosure = profile.procedure("disclosure")
    assert disclosure is not None
    assert disclosure.in_writing_only
    assert disclosure.desk == "counter"
    assert disclosure.clause == ("minato/privacy-policy#7.1",)
    assert disclosure.fee is not None
    correction = profile.procedure("correction")
    assert correction is not None
    assert (correction.desk, correction.fee, correction.fields) == ("counter", None, ())
    assert profile.procedure("erasure") is None
    assert profile.procedure("complaint") is None


def test_a_sentence_in_one_language_serves_both() -> None:
    assert Phrase(None, "日本語").said_in("en") == "日本語"
    assert Phrase("en", "日本語").said_in("ja") == "日本語"


def test_the_same_profile_makes_no_new_version_and_a_changed_one_does(desk: Desk) -> None:
    assert desk.register(profile_with()) == 1
    assert desk.register(profile_with(name="Minato Ferries and Piers")) == 2
    assert desk.register(profile_with()) == 3
    row = desk.organisations()[0]
    assert (row.id, row.procedure_version) == ("minato", 3)


def test_an_organisation_known_by_name_alone_is_served_with_nothing_assumed(desk: Desk) -> None:
    desk.register_name("tanaka")
    desk.register_name("tanaka")
    profile = desk.organisation("tanaka")
    assert profile is not None
    assert (profile.regime, profile.country, profile.desks) == (None, None, ())
    assert [row.procedure_version for row in desk.organisations()] == [1, 0]
    assert desk.organisation("nobody") is None
    with pytest.raises(Refused, match="no organisation id"):
        desk.register_name("../Tanaka")
    desk.register_name("minato")
    assert desk.organisations()[0].procedure_version == 1


def test_the_group_is_searched_after_the_group_company(desk: Desk) -> None:
    desk.register(profile_with(id="minato-group"))
    desk.register(profile_with(id="minato-holding", parent="minato-group"))
    desk.register(profile_with(parent="minato-holding"))
    assert desk.search_order("minato") == ("minato", "minato-holding", "minato-group")
    assert desk.search_order("minato-group") == ("minato-group",)


def test_a_circle_of_parents_is_refused(desk: Desk) -> None:
    desk.register(profile_with(id="a", parent="minato"))
    with pytest.raises(ProfileError, match="minato → a → minato is a circle"):
        desk.register(profile_with(parent="a"))
    assert desk.organisations()[-1].procedure_version == 1


def test_a_stored_profile_reads_back_as_it_was(desk: Desk) -> None:
    content = tomllib.loads(PROFILE + '[[policy]]\nfile = "a.md"\neffective = 2024-04-01\n')
    profile = parse_profile(content, "minato.toml")
    desk.register(profile)
    assert desk.organisation("minato") == profile
