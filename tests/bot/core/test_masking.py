"""Identifiers are hidden, policy questions are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import mask, redact_forbidden

IDENTIFYING = [
    ("Write to anna.kowalska@example.com", "e-mail", "anna.kowalska@example.com"),
    ("連絡先はhanako＠example.jpです", "e-mail", "hanako＠example.jp"),
    ("Call me at 090-1234-5678", "phone", "090-1234-5678"),
    ("電話は０９０－１２３４－５６７８です", "phone", "０９０－１２３４－５６７８"),
    ("ring 03-0000-1234 please", "phone", "03-0000-1234"),
    ("my number is +44 20 7946 0958", "phone", "+44 20 7946 0958"),
    ("My Number: 1234 5678 9018", "individual number", "1234 5678 9018"),
    ("マイナンバーは123456789018です", "individual number", "123456789018"),
    ("個人番号　１２３４－５６７８－９０１８", "individual number", "１２３４－５６７８－９０１８"),
    ("card 4111 1111 1111 1111", "card number", "4111 1111 1111 1111"),
    ("card 5500-0055-5555-5559", "card number", "5500-0055-5555-5559"),
    ("IBAN DE89 3704 0044 0532 0130 00", "bank account", "DE89 3704 0044 0532 0130 00"),
    ("from 192.168.10.7 last night", "IP address", "192.168.10.7"),
    ("〒105-0001 東京都港区", "postal code", "105-0001"),
    ("Customer number 48213, Hiroko", "customer number", "48213"),
    ("お客様番号はA-12345です", "customer number", "12345"),
    ("member no. 90077", "customer number", "90077"),
    ("passport TK1234567", "identity document", "1234567"),
    ("passport number is MZ9876543", "identity document", "MZ9876543"),
    ("アドレスはＴＡＲＯ＠ｅｘａｍｐｌｅ．ｃｏｍです", "e-mail", "ＴＡＲＯ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
    ("口座はDE89370400440532013000です", "bank account", "DE89370400440532013000"),
    ("from 2001:db8::1 at noon", "IP address", "2001:db8::1"),
    ("住所は105-0001東京都港区", "postal code", "105-0001"),
]

HARMLESS = [
    "What is the fee of 1,000 yen for?",
    "Article 27, Paragraph 5, Item 3",
    "the version of April 1, 2022",
    "within 30 days or 45 calendar days",
    "from 9 a.m. to 12 p.m. and 1 p.m. to 5 p.m.",
    "clause 2.5.1.3 of the policy",
    "第27条第5項第3号の場合",
    "2024年4月1日から施行",
    "ISO 27001 and JIS Q 15001:2017",
    "retention of 10 years after 2015",
    "ticket PR-7K3M-9QX",
    "Act No. 57 of 2003",
]


@pytest.mark.parametrize(("text", "kind", "secret"), IDENTIFYING, ids=[row[0] for row in IDENTIFYING])
def test_an_identifier_is_replaced_by_its_kind(text: str, kind: str, secret: str) -> None:
    masked = mask(text)
    assert kind in masked.kinds
    assert secret not in masked.text


@pytest.mark.parametrize("text", HARMLESS)
def test_figures_of_policies_are_left_alone(text: str) -> None:
    assert mask(text).text == text


def test_only_numbers_that_may_not_be_kept_are_redacted_before_storing() -> None:
    kept = redact_forbidden("I am anna@example.com, My Number 123456789018, card 4111111111111111")
    assert kept == "I am anna@example.com, My Number [individual number], card [card number]"


def check_digit(eleven: str) -> int:
    """Of an individual number (Ordinance No. 85 of 2014, art. 5), written apart from the product."""
    weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), st.sampled_from(["", " ", "-"]))
def test_every_individual_number_is_found_however_it_is_spaced(eleven: str, gap: str) -> None:
    number = f"{eleven}{check_digit(eleven)}"
    spaced = gap.join((number[:4], number[4:8], number[8:]))
    assert number[:8] not in redact_forbidden(f"it is {spaced}.").replace(gap, "")


def test_words_beside_an_address_stay() -> None:
    assert mask("連絡先はhanako@example.jpです").text == "連絡先は[e-mail]です"


@given(st.text(max_size=300))
def test_text_without_digits_or_at_signs_stays(text: str) -> None:
    if not any(character.isnumeric() or character in "@＠:" for character in text):
        assert mask(text).text == text
