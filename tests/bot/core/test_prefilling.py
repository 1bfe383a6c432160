"""What a message already says stands in the form, for correction; what it does not say stays empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prefilling import prefilled
from helpdesk import Form, FormField
from helpdesk.fields import FIELDS

FORM = Form(
    organisation="tokiwa",
    kind="complaint",
    right=None,
    title="",
    notices=(),
    steps=(),
    fee=None,
    self_service=None,
    fields=tuple(
        FormField(name, name, shape.kind, shape.required, tuple((one, one) for one in shape.choices))
        for name, shape in FIELDS.items()
    ),
    clauses=(),
    procedure_version=1,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Please send me a copy of my purchase history on paper.",
            {
                "target_data": "my purchase history on paper",
                "disclosure_method": "written",
                "relationship": None,
            },
        ),
        (
            "I want to see my data, as a PDF.",
            {"relationship": "self", "disclosure_method": "electromagnetic"},
        ),
        (
            "I am writing on behalf of my mother: delete her customer account.",
            {"relationship": "appointed_agent", "target_data": "her customer account"},
        ),
        ("Please erase my son's records.", {"relationship": "legal_representative"}),
        ("A customer asked me to stop her mailings.", {"relationship": "employee_for_customer"}),
        (
            "Change my address from 3 Elm Road to 5 Oak Lane, please.",
            {"old_value": "3 Elm Road", "correct_value": "5 Oak Lane", "relationship": "self"},
        ),
        ("My name is spelled wrong, it should be Hélène.", {"correct_value": "Hélène"}),
        ("Stop sending me the spring catalogue!", {"scope": "the spring catalogue"}),
        ("Unsubscribe me from your weekly newsletter.", {"scope": "your weekly newsletter"}),
        ("On 3 May somebody of yours read out my number.", {"incident_date": "3 May"}),
        ("It happened last Tuesday.", {"incident_date": "last Tuesday"}),
        (
            "This is about Kurosaki Freight Ltd. and what it keeps.",
            {"group_company": "Kurosaki Freight Ltd."},
        ),
        ("I registered on your loyalty app in spring.", {"site_or_service": "loyalty app"}),
        ("You leaked it. I want you to tell me who saw it.", {"desired_outcome": "tell me who saw it"}),
        ("Please disclose my individual number data.", {"data_kind": "individual_number"}),
        (
            "母の代わりに、母の購入履歴の開示を書面でお願いします。",
            {
                "relationship": "appointed_agent",
                "target_data": "母の購入履歴",
                "disclosure_method": "written",
            },
        ),
        (
            "私の登録住所を訂正してください。正しくは北浜3-2です。",
            {"relationship": "self", "correct_value": "北浜3-2"},
        ),
        ("ダイレクトメールを止めてください。", {"scope": "ダイレクトメール"}),
        (
            "先週、会員サイトで名前が公開されていました。",
            {"incident_date": "先週", "site_or_service": "会員サイト"},
        ),
        ("息子の情報を削除してほしい。", {"relationship": "legal_representative"}),
        ("株式会社黒崎運送の件です。", {"group_company": "株式会社黒崎運送"}),
        ("How long do you keep data?", {"relationship": None, "scope": None, "target_data": None}),
        ("Do you sell data to third parties?", {"scope": None, "old_value": None, "correct_value": None}),
    ],
)
def test_what_is_said_is_filled_in(text: str, expected: dict[str, str | None]) -> None:
    found = prefilled(FORM, [text])
    assert {name: found.get(name) for name in expected} == expected


def test_the_last_message_is_what_happened_and_what_is_asked() -> None:
    found = prefilled(FORM, ["Hello", "You sold my address."])
    assert (found["details"], found["inquiry"]) == ("You sold my address.", "You sold my address.")


@given(st.lists(st.text(max_size=300), max_size=3))
def test_boxes_are_never_ticked_and_choices_always_exist(said: list[str]) -> None:
    found = prefilled(FORM, said)
    shapes = {field.name: field for field in FORM.fields}
    assert all(shapes[name].kind != "checkbox" for name in found)
    assert all(
        value in {choice for choice, _ in shapes[name].choices}
        for name, value in found.items()
        if shapes[name].choices
    )


def test_a_long_message_is_read_in_one_go() -> None:
    longest = 4000
    for piece in ("from ", "「", "Ltd ", "my ", "on the ", "should be ", "A.", "1"):
        prefilled(FORM, [(piece * longest)[:longest]] * 3)
