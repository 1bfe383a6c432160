"""The learned reading: what it was not shown it mostly gets right, and fragments stay questions."""

import hashlib

import numpy as np
import pytest

from bot.triage import judge, learned
from bot.triage.fitting import examples, fitted
from bot.triage.learned import Head, embedding, pieces_of
from knowledge import KnowledgeSettings, open_encoder


def kept_back(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 5 == 0


def test_a_fifth_that_is_kept_back_is_read_from_the_rest() -> None:
    encoder = open_encoder(KnowledgeSettings().encoder)
    rows = examples()
    shown = [row for row in rows if not kept_back(row[0])]
    head = fitted([text for text, _ in shown], [label for _, label in shown], np.ones(len(shown)), encoder)
    acted = ("action/", "complaint", "incident", "out_of_scope")
    hidden = [(text, label) for text, label in rows if kept_back(text) and label.startswith(acted)]
    intents = [(head.read(text, embedding(encoder)), label) for text, label in hidden]
    told = [intent.right or intent.want for intent, _ in intents]
    right = [say == label.removeprefix("action/") for say, (_, label) in zip(told, intents, strict=True)]
    assert len(hidden) > 40
    assert sum(right) / len(right) >= 0.6


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("We moved last week. The bills keep going to the old flat.", "correction"),
        ("I agreed to the photos back then. I don't agree any longer.", "consent_withdrawal"),
    ],
)
def test_facts_told_instead_of_a_demand_are_understood(text: str, right: str) -> None:
    assert judge(text).right == right


@pytest.mark.parametrize(
    "text", ["disclosure fee", "How do I get my record corrected?", "retention my number"]
)
def test_what_only_asks_stays_a_question(text: str) -> None:
    assert judge(text).want == "answer"


def test_a_message_that_asks_is_read_whole() -> None:
    assert pieces_of("I moved. My data is old.") == [
        "I moved. My data is old.",
        "I moved.",
        "My data is old.",
    ]
    assert pieces_of("I moved. What now?") == ["I moved. What now?"]


def test_another_encoder_leaves_the_patterns_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = Head.bundled()
    foreign = Head(bundled.labels, bundled.weights, "another")
    monkeypatch.setattr(learned.Head, "bundled", lambda: foreign)
    assert learned.read("My surname is Brandt now, not Keller.").want == "answer"


def test_a_greeting_before_a_message_decides_nothing() -> None:
    told = "Your crew ignored my instructions and took photographs of every room."
    assert judge(f"Hello. {told}") == judge(told)


@pytest.mark.parametrize("label", Head.bundled().labels)
def test_every_label_of_the_bundled_head_is_understood(label: str) -> None:
    labels, nothing = Head.bundled().labels, np.zeros((1, 1))
    weights = np.zeros((learned.rows(["I see."], nothing).shape[1], len(labels)))
    weights[-1, labels.index(label)] = 99.0
    assert Head(labels, weights, "any").read("I see.", lambda texts: nothing).want
