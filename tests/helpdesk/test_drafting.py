"""Profiles composed from facts: what is put where, what is kept, what is left out."""

import tomllib

import pytest

from helpdesk import ProfileError, ProposedFact
from helpdesk.drafting import draft, taken_over
from helpdesk.organisations import parse_profile
from helpdesk.profiles import Profile, bare_profile
from helpdesk.proposals import Proposal, proposals, silent
from helpdesk.toml_writing import written


def fact(name: str, value: str, place: str = "1", position: int = 0, language: str = "en") -> ProposedFact:
    text = f"The policy says {name}: {value}."
    return ProposedFact(name, value, f"minato/privacy-policy#{place}", text, 0, len(text), position, language)


FACTS = (
    fact("desk", "Privacy Desk", "1", 0),
    fact("desk", "Mail Desk", "9", 900),
    fact("channel.phone", "0120-000-111", "2", 50),
    fact("channel.email", "mail@minato.example", "9", 950),
    fact("channel.in_person", "refused", "2", 60),
    fact("reception.open", "09:00-12:00", "2", 70),
    fact("reception.closed", "sat", "2", 70),
    fact("reception.closed", "sun", "2", 70),
    fact("reception.closed", "12-29/01-03", "2", 70),
    fact("requester.self", "allowed", "3", 100),
    fact("requester.proxy", "restricted", "3", 100),
    fact("right.disclosure", "inspection", "3", 110),
    fact("right.disclosure", "disclosure", "4", 120),
    fact("right.marketing_opt_out", "stop the letters", "9", 960),
    fact("inquiry", "questions", "2", 80),
    fact("field.default", "customer_number", "3", 130),
    fact("document", "a copy of the passport", "3", 140),
    fact("fee.disclosure", "900 JPY", "3", 150),
    fact("fee.correction", "none", "3", 150),
    fact("in_writing_only", "true", "3", 160),
    fact("notice.recording", "Calls are recorded.", "2", 170),
    fact("refusal", "We may decline.", "4", 180),
    fact("referral", "EEA", "5", 190),
    fact("response_time", "2 week", "4", 200),
)


def parsed(document: dict[str, object]) -> Profile:
    return parse_profile(tomllib.loads(written(document)), "draft")


@pytest.fixture
def profile() -> Profile:
    return parsed(draft(bare_profile("minato"), proposals(FACTS)))


def only(name: str) -> Proposal:
    return next(one for one in proposals(FACTS) if one.name == name)


def test_channels_and_hours_stand_with_the_desk_that_they_are_nearest_to(profile: Profile) -> None:
    privacy, mail = profile.desks
    assert [(one.kind, one.value, one.status) for one in privacy.channels] == [
        ("phone", "0120-000-111", None),
        ("in_person", None, "refused"),
    ]
    assert [one.value for one in mail.channels] == ["mail@minato.example"]
    assert privacy.hours[0].days == ("mon", "tue", "wed", "thu", "fri")
    assert privacy.closed == ("12-29/01-03",)
    assert (privacy.handles, mail.handles) == (("rights_request", "inquiry"), ("opt_out",))


def test_procedures_say_what_the_policy_says_and_where(profile: Profile) -> None:
    disclosure = profile.procedures["disclosure"]
    assert (disclosure.policy_term, disclosure.fee and disclosure.fee.amount) == ("inspection", 900)
    assert disclosure.clause == ("minato/privacy-policy#3", "minato/privacy-policy#4")
    default = profile.procedures["default"]
    assert (default.rights, default.who, default.documents) == (
        ("disclosure",),
        ("self",),
        ("a copy of the passport",),
    )
    assert default.in_writing_only is True
    assert {"customer_number", "target_data"} <= set(default.fields)
    assert profile.procedures["marketing_opt_out"].desk == "mail-desk"


def test_notices_stand_with_their_procedures(profile: Profile) -> None:
    when = {one.id: one.when for one in profile.notices}
    assert when == {"recording": "before_details", "response-time": "after_filing", "no-fee": "before_filing"}
    assert profile.procedures["inquiry"].notices == ("recording",)
    assert len(profile.refusals) == len(profile.referrals) == 1


def test_what_the_policy_is_silent_about_is_absent() -> None:
    profile = parsed(draft(bare_profile("minato"), proposals([fact("channel.phone", "0120-000-111")])))
    assert (profile.procedures, profile.notices, profile.regime, profile.desks[0].hours) == ({}, (), None, ())
    left = silent(proposals([fact("channel.phone", "0120-000-111")]))
    assert "fee" in left
    assert "channel.phone" not in left


def test_nothing_at_all_is_still_a_profile() -> None:
    assert parsed(draft(bare_profile("minato"), ())).desks == ()


def test_what_is_not_accepted_keeps_what_the_profile_says() -> None:
    before = draft(bare_profile("minato"), proposals(FACTS))
    after = taken_over(before, [only("channel.phone").edited("0120-000-222")])
    assert {**after, "desk": None} == {**before, "desk": None}
    phones = [one["value"] for one in after["desk"][0]["channel"] if one["kind"] == "phone"]
    assert phones == ["0120-000-111", "0120-000-222"]
    assert before == draft(bare_profile("minato"), proposals(FACTS)), "the document given is not changed"


def test_accepted_hours_replace_those_they_overlap_and_no_others() -> None:
    found = proposals([*FACTS, fact("reception.open", "13:00-17:00", "2", 75)])
    before = draft(bare_profile("minato"), found)
    later = next(one for one in found if one.value == "09:00-12:00").edited("10:00-12:00")
    hours = taken_over(before, [later])["desk"][0]["hours"]
    assert [(one["from"], one["to"]) for one in hours] == [("10:00", "12:00"), ("13:00", "17:00")]
    assert all(one["days"] == ["mon", "tue", "wed", "thu", "fri"] for one in hours)


def test_accepting_the_same_again_changes_nothing() -> None:
    found = proposals(FACTS)
    once = draft(bare_profile("minato"), found)
    assert taken_over(once, found) == once


@pytest.mark.parametrize(
    "name",
    [
        "channel.phone", "right.disclosure", "document", "fee.disclosure", "notice.recording", "refusal",
        "in_writing_only",
    ],
)  # fmt: skip
def test_what_is_rejected_is_taken_out_and_the_rest_still_stands(name: str) -> None:
    before = draft(bare_profile("minato"), proposals(FACTS))
    after = taken_over(before, (), [only(name)])
    assert after != before
    assert taken_over(after, [only(name)]) != after, "and it can be accepted again"
    parsed(after)


def test_an_edit_that_no_profile_can_hold_is_refused() -> None:
    document = taken_over(draft(bare_profile("minato"), ()), [only("field.default").edited("shoe size")])
    with pytest.raises(ProfileError, match="shoe size"):
        parsed(document)


def test_toml_says_the_same_as_the_document() -> None:
    document = draft(bare_profile("minato"), proposals(FACTS))
    document["name"] = 'Minato "&" 港\n\x7f\\'
    assert tomllib.loads(written(document)) == document
