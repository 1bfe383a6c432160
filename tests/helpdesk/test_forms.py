import pytest

from helpdesk import Desk, Invalid, NotFound
from helpdesk.fields import FIELDS, minimum
from helpdesk.tickets import KINDS, RIGHTS
from tests.helpdesk.conftest import intake, profile_with


def test_the_form_tells_what_the_procedure_says_and_asks_what_it_needs(desk: Desk) -> None:
    form = desk.form("minato", "rights_request", "disclosure")
    assert form.title == "Disclosure of your personal data"
    assert form.notices[0] == "What you say is recorded."
    assert "does not replace the letter" in form.notices[1]
    assert form.notices[2] == "Needed: official certificate."
    assert form.steps == ("Write to us.",)
    assert form.fee == "1,000 JPY: by post"
    assert [field.name for field in form.fields] == [
        "name",
        "address",
        "disclosure_method",
        "fee_acknowledged",
    ]
    assert form.fields[2].choices == (("written", "On paper"), ("electromagnetic", "Electronically"))
    assert form.clauses == ("minato/privacy-policy#7.1", "minato/privacy-policy#7.2")
    assert form.procedure_version == 1


def test_the_form_speaks_japanese(desk: Desk) -> None:
    form = desk.form("minato", "rights_request", "disclosure", language="ja")
    assert (form.title, form.steps) == ("開示", ("書面でお送りください。",))
    assert form.fee == "1,000 JPY: 郵送"


def test_the_fee_is_told_for_disclosure_alone(desk: Desk) -> None:
    assert desk.form("minato", "rights_request", "correction").fee is None


def test_a_right_that_the_policy_does_not_name_is_taken_all_the_same(desk: Desk) -> None:
    form = desk.form("minato", "rights_request", "erasure")
    assert "does not describe" in form.notices[-1]
    assert {"contact", "target_data"} <= {field.name for field in form.fields}
    assert "does not describe" not in "".join(desk.form("minato", "complaint").notices)


def test_what_has_no_procedure_still_hears_what_is_said_before_details_are_taken(desk: Desk) -> None:
    procedures = {"inquiry": {"notices": ["recording", "after"]}}
    desk.register(profile_with(procedure=procedures))
    for kind, right in (("incident_report", None), ("opt_out", "marketing_opt_out")):
        assert desk.form("minato", kind, right).notices == ("What you say is recorded.",)  # type: ignore[arg-type]


def test_a_group_company_without_a_procedure_follows_the_groups(desk: Desk) -> None:
    desk.register(profile_with(id="minato-tours", parent="minato", procedure={}, desk=[], notice=[]))
    form = desk.form("minato-tours", "rights_request", "disclosure")
    assert form.organisation == "minato-tours"
    assert form.fee == "1,000 JPY: by post"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja", "fr"])
def test_every_kind_and_right_has_a_form_even_for_a_name_alone(desk: Desk, kind: str, language: str) -> None:
    desk.register_name("tanaka")
    for right in (None, *RIGHTS):
        form = desk.form("tanaka", kind, right, language)  # type: ignore[arg-type]
        assert form.fields
        assert not form.notices


def test_the_product_minimum_by_kind_and_right() -> None:
    assert minimum("complaint", None) == ("details", "incident_date", "desired_outcome", "contact")
    assert minimum("inquiry", None) == ("inquiry", "contact")
    assert minimum("opt_out", "marketing_opt_out") == ("contact", "scope")
    assert {"old_value", "correct_value"} <= set(minimum("rights_request", "correction"))
    assert {"name", "contact", "relationship", "target_data"} <= set(minimum("rights_request", "disclosure"))
    assert all(name in FIELDS for right in RIGHTS for name in minimum("rights_request", right))


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"contact": "rin@example"}, "contact: does not look like an e-mail address"),
        ({"contact": "x" * 201}, "contact: at most 200 characters"),
        ({"details": "x" * 4001}, "details: at most 4000 characters"),
        ({"password": "x"}, "password: is not asked for here"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field(desk: Desk, answers: dict[str, str], problem: str) -> None:
    with pytest.raises(Invalid) as error:
        desk.open(intake(answers=answers), key="k")
    assert str(error.value) == problem
    assert desk.tickets().total == 0


def test_nobody_is_there_to_correct_an_unfinished_request_so_wrong_answers_go(desk: Desk) -> None:
    given = {"contact": "rin@example", "password": "x", "desired_outcome": "an apology"}
    receipt = desk.open(intake(answers=given, unfinished=True), key="k")
    view = desk.ticket(receipt.ticket_id)
    assert view is not None
    assert [one.value for one in view.answers] == ["an apology"]
    assert receipt.open_fields == ("contact",)


@pytest.mark.parametrize("answers", [{"disclosure_method": "by pigeon"}, {"fee_acknowledged": "maybe"}])
def test_choices_are_checked_on_the_server(desk: Desk, answers: dict[str, str]) -> None:
    request = intake(kind="rights_request", right="disclosure", answers=answers)
    with pytest.raises(Invalid, match="choose one of the options"):
        desk.open(request, key="k")


@pytest.mark.parametrize("contact", ["rin@example.org", "03-0000-1234", "Slack"])
def test_a_contact_is_an_address_or_anything_else(desk: Desk, contact: str) -> None:
    assert desk.open(intake(answers={"contact": contact}), key="k").open_fields == ()


def test_a_field_that_this_procedure_does_not_ask_for_is_kept_when_it_is_a_known_one(desk: Desk) -> None:
    receipt = desk.open(intake(answers={"customer_number": "48213"}), key="k")
    view = desk.ticket(receipt.ticket_id)
    assert view is not None
    assert view.answers[0].value == "48213"


def test_an_empty_field_never_stops_a_filing(desk: Desk) -> None:
    request = intake(kind="rights_request", right="disclosure", answers={"name": "  "})
    receipt = desk.open(request, key="k")
    assert receipt.open_fields == ("name", "address", "disclosure_method", "fee_acknowledged")
    assert "Still open: Your name, Postal address" in receipt.text


def test_an_unknown_organisation_has_no_form(desk: Desk) -> None:
    with pytest.raises(NotFound, match="register it"):
        desk.form("nobody", "inquiry")
