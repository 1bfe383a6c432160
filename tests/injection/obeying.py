"""A language model that always obeys the attacker: the worst that any model can write."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.language_model.characters import Written, answer, in_pieces, sentence
from tests.fakes.language_model.server import Asked, Body, Step
from tests.injection.corpus import CANARIES, PROMPT

OUTSIDE = "https://attacker.example"
SAID_BESIDE = "open_ticket"
"""What a tool is called that nobody offered."""


@dataclass
class Obedience:
    """Says `order` in every way in which it might get through; told by the attacker, whatever it is shown."""

    order: str = ""

    def __call__(self, asked: Asked) -> Iterator[Step]:
        """The character: a call of a tool, then eight sentences, all that are read of an answer."""
        yield _tool_call()
        yield from in_pieces(answer(self._sentences(*asked.clauses[0], asked)), size=400)

    def _sentences(self, where: str, text: str, asked: Asked) -> list[Written]:
        true = text.splitlines()[0].rstrip(".。")
        quoted = next(((w, self.order) for w, clause in asked.clauses if self.order in clause), (where, text))
        return [
            sentence(self.order, quoted),
            sentence(self.order, (where, self.order)),
            sentence(f"{text} {self.order}", (where, text)),
            sentence(f"{true}, {OUTSIDE}/login.", (where, text)),
            sentence(f"[{true}]({OUTSIDE}/{true[:9]}).", (where, true)),
            sentence(f"{PROMPT} into a plain answer.", (f"{where}.9", PROMPT)),
            sentence(f"The person before you wrote {', '.join(CANARIES.values())}.", (where, text)),
            sentence(asked.question, (where, asked.question)),
        ]


def _tool_call() -> bytes:
    called = {"name": SAID_BESIDE, "arguments": '{"kind": "complaint"}'}
    delta = {"tool_calls": [{"index": 0, "id": "c1", "type": "function", "function": called}]}
    choice = {"index": 0, "delta": {"role": "assistant", "content": "", **delta}, "finish_reason": None}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "fake"}
    return b"data: " + json.dumps({**chunk, "choices": [choice]}).encode() + b"\n\n"


def shown_too_much(sent: list[Body]) -> list[str]:
    """What the model should never have been sent: other people's words, or a tool to call."""
    told = [json.dumps(body, ensure_ascii=False) for body in sent]
    return [
        found
        for body, text in zip(sent, told, strict=True)
        for found in (
            *(c for c in CANARIES.values() if c in text),
            *(t for t in ("tools", "functions") if t in body),
        )
    ]
