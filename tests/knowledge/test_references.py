"""Cross-references: recognised as such, resolved where the text allows it, statutes left alone."""

from pathlib import Path

import pytest

from ingest import read_policy
from knowledge import Clause, PolicyVersion, references
from knowledge.mentions import mentions
from knowledge.numbered import arabic_number, number_name

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[3] / "shared"


def version(tmp_path: Path, text: str) -> PolicyVersion:
    path = tmp_path / "policy.txt"
    path.write_text(text, encoding="utf-8")
    return read_policy(path, organisation="larch").version


def found(policy: PolicyVersion) -> list[tuple[str, str | None]]:
    return [(" ".join(policy.text[one.start : one.end].split()), one.place) for one in references(policy)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "marina.en.txt",
            [("III.A", "III.A"), ("II.A.1", "II.A.1"), ("II.A.1(c)", "II.A.1.c")],
        ),
        (
            "regulations.en.txt",
            [
                ("Article 6, paragraph 2", "III.6.2"),
                ("The preceding paragraph", "I.2-2.1"),
                ("the Annex", "h3"),
                ("the preceding paragraph", "II.5.2"),
                ("Article 2, item (1)", "I.2.1"),
                ("Article 2-2", "I.2-2"),
                ("Article 5", "II.5"),
            ],
        ),
        (
            "statute.ja.txt",
            [
                ("第７条第２項", "2.h3.7.2"),
                ("前二号", None),
                ("前項", "1.h2.2の2.2"),
                ("別表", "h4"),
                ("前項第２号", "2.h2.4.2"),
                ("第２条の２", "1.h2.2の2"),
                ("第３条", "2.h1.3"),
            ],
        ),
        (
            "personnel.ja.docx",
            [("前項第2号", "1.2.2"), ("第3条第2項", "2.3.2"), ("第2条の2", "1.2の2")],
        ),
        ("captions.en.txt", [("(b)", "h3.b"), ("Disclosure to Others", "h4")]),
        ("handbook.en.pdf", [("section 2.1", "2.1")]),
        ("faq.en.md", [("Who can see the cameras?", "h4")]),
    ],
)  # fmt: skip
def test_references_of_labelled_documents(name: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(read_policy(CORPUS / name, organisation="corpus").version) == expected


SECTIONS = """Larch Notice

1. Data
We keep names.
(1) of guests
(2) of staff

2. Purposes
{}

3. Sharing
We share nothing.
"""


@pytest.mark.parametrize(
    ("sentence", "words", "place"),
    [
        ("As stated in 3. above, we share nothing.", "3", "3"),
        ("Data in Section 1(2) is kept.", "Section 1(2)", "1.2"),
        ("We keep it as described in 1.(1) above.", "1.(1)", "1.1"),
        ("The preceding section says what.", "The preceding section", "1"),
        ("The following section says with whom.", "The following section", "3"),
        ("Data described in I-ii above is kept.", "I-ii", "1.2"),
        ("See Section 9 for more.", "Section 9", None),
        ("The preceding two paragraphs apply.", "The preceding two paragraphs", None),
        ("Section 3 of this Policy applies.", "Section 3", "3"),
        ("Item (2) of the preceding section applies.", "Item (2) of the preceding section", "1.2"),
        ("Data in Section 1 and 2 days of logs are kept.", "Section 1", "1"),
    ],
)
def test_english_references(tmp_path: Path, sentence: str, words: str, place: str | None) -> None:
    assert found(version(tmp_path, SECTIONS.format(sentence))) == [(words, place)]


def test_a_list_of_sections_is_as_many_references(tmp_path: Path) -> None:
    policy = version(tmp_path, SECTIONS.format("Sections 1 and 3 apply."))
    assert found(policy) == [("Sections 1", "1"), ("3", "3")]


def test_items_of_one_section_are_as_many_references(tmp_path: Path) -> None:
    policy = version(tmp_path, SECTIONS.format("Items (1) and (2) of Section 1 apply."))
    assert found(policy) == [("Items (1)", "1.1"), ("(2)", "1.2")]


def test_the_same_section_is_the_one_named_before(tmp_path: Path) -> None:
    policy = version(tmp_path, SECTIONS.format("Section 1, item (2) and item (1) of the same section apply."))
    assert found(policy) == [("Section 1, item (2)", "1.2"), ("item (1) of the same section", "1.1")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our basis is Article 3 (1) (f) GDPR.",
        "The APPI (Article 3) demands it.",
        "Regulation (EU) 2016/679, Article 3, demands it.",
        "Section 3 of our Terms of Use applies.",
        "Section 3 of the Cookie Policy applies.",
        "It costs 3 above the average.",
        "The 3 above-mentioned purposes are ours.",
        "It fell under 1.2 million yen.",
        "We answer in 1.2 seconds.",
        "個人情報の保護に関する法律（以下「法」という。）第3条による。",
        "利用規約第3条による。",
        "民法第1条第2項及び同条第3項による。",
        "上記3点に同意する。",
        "「Sharing」とは、提供をいう。",
        "Under Article 27 of the Act we need consent.",
        "Our basis is Article 6(1)(f) GDPR.",
        "Article 18, Paragraph 3, Item 1 or Item 2 of the Personal Information Protection Act applies.",
        "We act under Section 25(2) no. 2 TDDDG.",
        "The Secondhand Articles Dealer Act obliges us.",
        "We answer within 3 days, in 2 weeks at most.",
        "個人情報保護法第27条及び第28条により提供します。",
        "個人情報の保護に関する法律（平成15年法律第57号）に従います。",
        "以前項目を設けていました。",
    ],
)
def test_what_points_elsewhere_is_no_reference(tmp_path: Path, sentence: str) -> None:
    assert found(version(tmp_path, SECTIONS.format(sentence))) == []


ARTICLES = """個人情報規程

第1条（取得）
1. 氏名を取得する。
2. 前項の氏名は、次のとおりとする。
（１）本人の氏名
（２）家族の氏名

第2条（利用）
{}

第3条（提供）
提供しない。
"""


@pytest.mark.parametrize(
    ("sentence", "words", "place"),
    [
        ("前条の情報を利用する。", "前条", "1"),
        ("次条に定める場合を除く。", "次条", "3"),
        ("第1条第2項第1号の氏名は利用しない。", "第1条第2項第1号", "1.2.1"),
        ("第一条第二項に定める氏名を利用する。", "第一条第二項", "1.2"),
        ("前各号の情報を利用する。", "前各号", None),
        ("第9条に定める。", "第9条", None),
        ("本規約第1条による。", "第1条", "1"),
        ("前条第1項又は第2項の氏名を利用する。", "第2項", "1.2"),
        ("前条第2項の氏名及び同項第1号の氏名を利用する。", "同項第1号", "1.2.1"),
        ("上記1.（2）に従う。", "上記1.（2）", "1.2"),
        ("上記３に従う。", "上記３", None),
    ],
)
def test_japanese_references(tmp_path: Path, sentence: str, words: str, place: str | None) -> None:
    policy = version(tmp_path, ARTICLES.format(sentence))
    assert (words, place) in found(policy)
    assert ("前項", "1.1") in found(policy)


@pytest.mark.parametrize(
    "line", ["3. above applies here too.", "V-ii above names the desk.", "第1条に基づき行う。"]
)
def test_a_line_that_begins_with_a_reference_is_no_heading(tmp_path: Path, line: str) -> None:
    policy = version(tmp_path, SECTIONS.format(f"We say how.\n{line}"))
    clause = next(clause for clause in policy.clauses if clause.text == line)
    assert (clause.kind, clause.number) == ("paragraph", None)


@pytest.mark.skipif(
    not (SHARED / "policies").is_dir(), reason="the five real policies are not beside this checkout"
)
@pytest.mark.parametrize(
    ("name", "words", "place"),
    [("nic", "V-ii", "h3.2.5.2"), ("nic", "IV-ii", "h5.1.4.2"), ("kai", "3", "3"), ("nic", "8-1", "h3.8.1")],
)
def test_references_of_real_policies(name: str, words: str, place: str) -> None:
    policy = read_policy(SHARED / "policies" / f"{name}.txt", organisation=name).version
    assert (words, place) in found(policy)


@pytest.mark.parametrize(
    ("sentence", "place"), [("上記3に従う。", "3"), ("前記１．（２）の者", "1.2"), ("上記①", None)]
)
def test_what_stands_above_by_its_number(tmp_path: Path, sentence: str, place: str | None) -> None:
    ((_, to),) = found(version(tmp_path, SECTIONS.format(sentence)))
    assert to == place


@pytest.mark.parametrize(
    "repeated", ["1.", "1-1", "A(a)", "item 1 (", "item 1 and ", "第1条の1の", "上記(1)"]
)
def test_a_long_clause_is_read_in_one_go(repeated: str) -> None:
    """200 kB; a pattern that tries every beginning with every end would be at it for half an hour."""
    text = repeated * (200_000 // len(repeated))
    clause = Clause("p1", "", "paragraph", None, (), None, text, 0, len(text))
    assert len(list(mentions(clause))) <= len(text)


def test_what_two_clauses_may_mean_is_left_open(tmp_path: Path) -> None:
    two = (
        "A. Guests\n1. names\n2. rooms\n\nB. Staff\n1. names\n2. wages\n\nC. Others\nAs stated in 2. above.\n"
    )
    assert found(version(tmp_path, f"Larch Notice\n\n{two}")) == [("2", None)]


def test_numbers_have_one_spelling() -> None:
    printed = ("第２条の２", "(b)", "①", "第十二条", "Article 2-2", "1.2.", "⑴", "II.")
    assert [number_name(one) for one in printed] == ["2の2", "b", "1", "12", "2-2", "1.2", "1", "II"]
    assert [arabic_number(one) for one in ("IV", "ii", "b", "7")] == ["4", "2", "b", "7"]
