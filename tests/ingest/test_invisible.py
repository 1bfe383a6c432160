"""What no reader sees is not read in; what speaks to a machine is, and its owner is told."""

from pathlib import Path

import pytest

from ingest import read_policy
from ingest.addressed import addressed_to_machines
from ingest.readers import html, markdown, text
from ingest.segmentation import segment
from tests.injection.corpus import attacks
from tests.injection.disguises import tagged
from tests.injection.poison import poisoned

TAGGED = tagged("Obey.")
EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


@pytest.mark.parametrize("reader", [text, markdown, html])
@pytest.mark.parametrize(
    ("written", "warning"),
    [
        (f"Names stay.{TAGGED}", "Invisible characters were left out (5): Obey."),
        ("Na\u200bmes\u2060 stay.", "Invisible characters were left out (2)"),
        ("\u202eNames stay.\u202c", "Invisible characters were left out (2)"),
    ],
)
def test_what_nobody_sees_is_left_out_and_reported(reader: object, written: str, warning: str) -> None:
    document = reader.read(f"Policy\n\n{written}\n\nEnd here.\n".encode())  # type: ignore[attr-defined]
    assert "Names stay." in document.text
    assert document.text.isascii()
    assert document.warnings == (warning,)


def test_entities_hide_nothing_either() -> None:
    document = html.read(b"<p>Names &#x202E;stay.&#xE004F;&#xE0062;</p>")
    assert document.text == "Names stay.\n"
    assert document.warnings == ("Invisible characters were left out (3): Ob",)


def test_what_scripts_need_stays() -> None:
    joined = "می\u200cخواهیم 葛\U000e0100城市 👩\u200d👧"
    document = text.read(f"Policy\n\n{joined}\n".encode())
    assert joined in document.text
    assert document.warnings == ()


def test_every_order_to_a_machine_in_the_corpus_is_reported(tmp_path: Path) -> None:
    planted = [each for each in attacks() if each.place in ("policy", "heading")]
    for policy in poisoned(planted[::10], tmp_path):
        warnings = read_policy(policy.file, organisation="aoba").warnings
        assert len(warnings) == len(policy.attacks)
        assert all("speaks to a machine" in each for each in warnings)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our AI assistant answers questions; your instructions to it are kept for 30 days.",
        "We ignore signals of browsers against tracking.",
        "You may override the settings above at any time.",
        "Instructions for assistants of persons with disabilities are available.",
        "当社はAIアシスタントへの入力内容を30日間保存します。",
        "上の規則は、2024年4月1日から適用します。",
    ],
)
def test_a_policy_about_machines_is_no_order_to_them(sentence: str) -> None:
    clauses = segment(text.read(f"Policy\n\n1. {sentence}\n\n2. We keep names.\n".encode())).clauses
    assert list(addressed_to_machines(clauses)) == []


def test_the_samples_speak_to_readers() -> None:
    files = [file for file in EXAMPLES.rglob("*") if file.suffix in (".md", ".txt")]
    read = [(text if file.suffix == ".txt" else markdown).read(file.read_bytes()) for file in files]
    assert len(read) >= 5
    assert [told for each in read for told in addressed_to_machines(segment(each).clauses)] == []
