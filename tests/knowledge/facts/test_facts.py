"""Facts that small invented policies state, English and Japanese, and those that they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import stated
from tests.knowledge.policies import policy

PHONE = "Minato Desk, telephone 0120-000-111"


def said(*paragraphs: str, heading: str = "1. Requests") -> set[tuple[str, str]]:
    return {(fact.name, fact.value) for fact in stated(policy({heading: list(paragraphs)}))}


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Please contact the Minato Privacy Desk.", ("desk", "Minato Privacy Desk")),
        ("ご請求はみなとお客様相談室で受け付けます。", ("desk", "お客様相談室")),
        ("Call us at 0120-000-111.", ("channel.phone", "0120-000-111")),
        ("TEL. +81 (0)3-5550-0100", ("channel.phone", "+81 (0)3-5550-0100")),
        ("電話：０４５－０００－２２２２ または 045-000-2222", ("channel.phone", "045-000-2222")),
        ("Write to privacy@minato.example.", ("channel.email", "privacy@minato.example")),
        ("We do not accept visits in person.", ("channel.in_person", "refused")),
        ("ご来訪によるご相談は受け付けておりません。", ("channel.in_person", "refused")),
        (
            "Please use the contact form on the Minato website.",
            ("channel.form", "contact form on the Minato website"),
        ),
        ("The desk is open from 9 a.m. to 12 p.m. on weekdays.", ("reception.open", "09:00-12:00")),
        ("The desk is open from 9 a.m. to 12 p.m. on weekdays.", ("reception.closed", "sat")),
        ("受付時間：平日 9時30分から17時まで（年末年始を除く）", ("reception.open", "09:30-17:00")),
        ("受付時間：午前9時から午後5時まで", ("reception.open", "09:00-17:00")),
        (
            "Calls are taken from 10:00 to 17:00, except from December 29 to January 4.",
            ("reception.closed", "12-29/01-04"),
        ),
        ("電話は10時～17時（12月29日から1月3日を除く）。", ("reception.closed", "12-29/01-03")),
        ("The person or a proxy may request disclosure.", ("requester.proxy", "allowed")),
        ("Only the customer himself may request disclosure.", ("requester.proxy", "restricted")),
        ("代理人も開示を請求できます。", ("requester.proxy", "allowed")),
        ("To stop our newsletters, call.", ("right.marketing_opt_out", "stop our newsletters")),
        ("カタログの送付停止は、お電話ください。", ("right.marketing_opt_out", "カタログの送付停止")),
        ("A fee of 900 yen is charged for each request for disclosure.", ("fee.disclosure", "900 JPY")),
        ("開示の請求には、1件につき1,000円の手数料がかかります。", ("fee.disclosure", "1000 JPY")),
        ("手数料はいただきません。", ("fee.default", "none")),
        ("Please attach a copy of an identity document.", ("document", "a copy of an identity document")),
        ("代理人は委任状を添えてください。", ("document", "委任状")),
        ("We answer requests within two weeks.", ("response_time", "2 week")),
        ("請求を受けた日から30日以内に回答します。", ("response_time", "30 day")),
        ("Please send requests by registered mail.", ("in_writing_only", "true")),
        ("For residents of the EEA, please see our EEA privacy notice.", ("referral", "EEA")),
        ("Effective: 1 April 2024", ("date.effective", "2024-04-01")),
        ("令和6年4月1日改定", ("date.amended", "2024-04-01")),
    ],
)  # fmt: skip
def test_a_sentence_states_a_fact(sentence: str, fact: tuple[str, str]) -> None:
    assert fact in said(sentence)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Fax 045-000-2222", "channel.phone"),
        ("We respond to inquiries of authorities.", "inquiry"),
        ("Complaints and hobbies are personal information.", "complaint"),
        ("We delete and correct wrong records.", "right.deletion"),
        ("A leak is reported within 24 hours.", "response_time"),
        ("We send newsletters.", "right.marketing_opt_out"),
        ("Parking costs a charge of 900 yen.", "fee.disclosure"),
        ("Images are kept from 9:00 to 17:00.", "reception.open"),
        ("Guests from abroad write their names and a copy of the passport is kept.", "document"),
        ("The Act (Act No. 57 of 2003) is from April 1, 2005.", "date.stated"),
        ("Please note that we cannot accept your request.", "refusal"),
        ("お客様の情報を正確に保ちます。", "right.correction"),
    ],
)  # fmt: skip
def test_what_is_not_stated_is_absent(sentence: str, name: str) -> None:
    assert name not in {found for found, _ in said(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "You may request disclosure, correction, addition, deletion, suspension of use and suspension of "
        "provision to third parties.",
        "ご本人は、個人データの開示、訂正、追加、削除、利用の停止および第三者への提供の停止を請求できます。",
    ],
)
def test_rights_are_named_with_the_words_of_the_policy(sentence: str) -> None:
    rights = {name: value for name, value in said(sentence) if name.startswith("right.")}
    assert rights.keys() == {
        f"right.{right}"
        for right in (
            "disclosure",
            "correction",
            "addition",
            "deletion",
            "discontinuation_of_use",
            "discontinuation_of_provision",
        )
    }
    assert all(value in sentence for value in rights.values())


def test_a_break_is_taken_out_of_the_hours() -> None:
    opened = {
        value
        for name, value in said("Telephone: Monday to Friday, 9:00 to 16:00 (closed from 12:00 to 13:00)")
        if name == "reception.open"
    }
    assert opened == {"09:00-12:00", "13:00-16:00"}


def test_items_of_a_list_are_the_particulars_to_state() -> None:
    read = said(
        "If you do not want to receive it, write. The e-mail should include the following items.",
        "- Customer number",
        "- Name",
    )
    assert {("field.marketing_opt_out", "customer_number"), ("field.marketing_opt_out", "name")} <= read


def test_a_desk_without_any_way_to_reach_it_is_named_as_such() -> None:
    assert ("channel.help_desk", "Minato Help Desk") in said("Contact the Minato Help Desk for requests.")
    assert "channel.help_desk" not in {name for name, _ in said(PHONE, "Contact the Minato Help Desk.")}


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80).filter(str.strip), max_size=4))
def test_any_text_is_read_and_every_fact_points_at_words_of_its_clause(paragraphs: list[str]) -> None:
    version = policy({"1. Anything": [*paragraphs, PHONE]})
    found = stated(version)
    assert any(fact.name == "channel.phone" for fact in found)
    for fact in found:
        clause = version.by_place[fact.place]
        assert clause.start <= fact.start < fact.end <= clause.end
