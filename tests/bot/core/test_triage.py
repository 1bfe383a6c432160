"""What people want, told apart on labelled messages of every class, in both languages."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage import judge

MESSAGES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "messages.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("want", "right", "text"), MESSAGES, ids=[row[2][:40] for row in MESSAGES])
def test_each_message_is_taken_for_what_it_is(want: str, right: str, text: str) -> None:
    intent = judge(text)
    assert (intent.want, intent.right or "") == (want, right)


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("How do I get my data deleted?", "Please delete my data."),
        ("Can I opt out of the newsletter?", "Please stop the newsletter."),
        ("個人情報の開示はどのように請求しますか。", "個人情報の開示を請求します。"),
    ],
)
def test_asking_how_is_not_asking_for(question: str, request_: str) -> None:
    assert judge(question).want == "answer"
    assert judge(request_).want == "action"


def test_curly_and_full_width_characters_are_read_like_plain_ones() -> None:
    assert judge("I don’t want any more promotional calls").right == "marketing_opt_out"
    assert judge("ＤＭの送付を停止してください").right == "marketing_opt_out"


@given(st.text(max_size=4000))
def test_any_text_gets_an_intent(text: str) -> None:
    assert judge(text).want


SEEDS = (
    "please stop ",
    "my data ",
    "案内を停止 ",
    "if a, ",
    "ok and so but ",
    "you gave my ",
    "list all ",
    "して",
    "? ",
)


def test_a_long_hostile_text_is_read_at_once() -> None:
    script = f"from bot.triage import judge\nfor seed in {SEEDS!r}: judge((seed * 4000)[:4000])"
    top = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30, cwd=top)
