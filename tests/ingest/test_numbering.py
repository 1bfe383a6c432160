"""Numbering families: what is a printed number, and what only looks like one."""

import pytest

from ingest.numbering import read_labels, write_number


@pytest.mark.parametrize(
    ("text", "printed", "name", "rest"),
    [
        ("1. Scope", "1.", "1", "Scope"),
        ("1.1 Scope", "1.1", "1.1", "Scope"),
        ("2.10.3. Scope", "2.10.3.", "2.10.3", "Scope"),
        ("(1) Scope", "(1)", "1", "Scope"),
        ("（１）目的", "（１）", "1", "目的"),
        ("①目的", "①", "1", "目的"),
        ("➀Items", "➀", "1", "Items"),
        ("⑴ 目的", "⑴", "1", "目的"),
        ("１．目的", "１．", "1", "目的"),
        ("1 目的", "1", "1", "目的"),
        ("1-2. 目的", "1-2.", "1.2", "目的"),
        ("A-2 Within", "A-2", "A.2", "Within"),
        ("Article 5 (Scope)", "Article 5", "5", "(Scope)"),
        ("Article 2-2 (Scope)", "Article 2-2", "2-2", "(Scope)"),
        ("Chapter II Purposes", "Chapter II", "II", "Purposes"),
        ("§ 5 Scope", "§ 5", "5", "Scope"),
        ("第5条（目的）", "第5条", "5", "（目的）"),
        ("第５条の２（目的）", "第５条の２", "5の2", "（目的）"),
        ("5条の2", "5条の2", "5の2", ""),
        ("第十二条　目的", "第十二条", "12", "目的"),
        ("第1章　総則", "第1章", "1", "総則"),
        ("a) name", "a)", "a", "name"),
        ("(a) name", "(a)", "a", "name"),
        ("A. Scope", "A.", "A", "Scope"),
        ("IV. Scope", "IV.", "IV", "Scope"),
        ("(iii) name", "(iii)", "iii", "name"),
        ("ア　収集", "ア", "ア", "収集"),
        ("ロ．収集", "ロ．", "ロ", "収集"),
        ("一、目的", "一、", "一", "目的"),
        ("• name", None, "", "name"),
        ("・収集", None, "", "収集"),
        ("－紹介状", None, "", "紹介状"),
        ("第５条及び第６条　削除", "第５条", "5", "及び第６条　削除"),
        ("３　30日を超えて", "３", "3", "30日を超えて"),
        ("— name", None, "", "name"),
    ],
)
def test_numbers_are_read(text: str, printed: str | None, name: str, rest: str) -> None:
    labels = read_labels(text)
    assert (printed, name, rest) in {(label.printed, label.name, text[label.length :]) for label in labels}


@pytest.mark.parametrize(
    "text",
    [
        "8-1 Akashi-cho, Chuo-ku",
        "0120-016-410 (toll-free)",
        "1st Oct. 2010",
        "1,000 yen per request",
        "2022.04.01",
        "Article 27 of the Act applies.",
        "第5条に基づき、当社は",
        "第5条及び第6条に定める",
        "3. above applies",
        "(b) below is an exception",
        "1.2 above applies",
        "30 days after the lease ends",
        "e.g. cookies",
        "St. Luke’s Garden Tower",
        "(Note) This is a remark",
        "-5 degrees",
        "civil. law",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert read_labels(text) == ()


def test_a_letter_may_be_a_roman_number() -> None:
    assert {(label.family, label.value) for label in read_labels("i. name")} == {("i.", 1), ("a.", 9)}


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        (3, "1", "3"), (28, "a", "ab"), (4, "A", "D"), (9, "i", "ix"), (44, "I", "XLIV"), (2, "ア", "イ"),
        (3, "イ", "ハ"), (20, "①", "⑳"), (21, "①", "21"), (12, "一", "十二"), (20, "一", "二十"),
    ],
)  # fmt: skip
def test_numbers_are_written(value: int, style: str, written: str) -> None:
    assert write_number(value, style) == written


def test_numbers_without_end_are_no_labels() -> None:
    assert read_labels("第" + "9" * 5000 + "条 目的") == ()
    assert read_labels("第1十条 目的") == ()
