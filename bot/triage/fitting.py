"""Fits the head on `examples.tsv`: `python -m bot.triage.fitting [MORE.tsv …] [QUESTIONS.jsonl …]`.

A further table has the same columns: want, right, message. A file of JSON lines holds plain questions (`q` or
`question`) that only want an answer. To be done again when the bundled encoder changes.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.triage.learned import Floats, Head, embedding, rows, softmax
from knowledge import Encoder, KnowledgeSettings, open_encoder

HERE = Path(__file__).parent
RIDGE = 2e-3
STEPS, RATE = 600, 0.05
PLAIN = 3.0
"""What all plain questions together count beside the labelled messages."""


def fitted(texts: Sequence[str], labels: Sequence[str], weights: Floats, encoder: Encoder) -> Head:
    """A multinomial logistic model (Adam, full batch); `weights` (n,) says what each text counts."""
    names = tuple(sorted(set(labels)))
    seen = rows(texts, embedding(encoder)(texts))
    truth = np.eye(len(names))[[names.index(label) for label in labels]]
    share = (weights / weights.sum())[:, None]
    found, slow, fast = (np.zeros((seen.shape[1], len(names))) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = seen.T @ (share * (softmax(seen @ found) - truth)) + RIDGE * found
        slow, fast = 0.9 * slow + 0.1 * slope, 0.999 * fast + 0.001 * slope**2
        found -= RATE * (slow / (1 - 0.9**step)) / (np.sqrt(fast / (1 - 0.999**step)) + 1e-8)
    return Head(names, found, encoder.name)


def examples(path: Path = HERE / "examples.tsv") -> list[tuple[str, str]]:
    """Text and label of each example."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return [(text, f"{want}/{right}" if right else want) for want, right, text in lines]


def main(paths: Sequence[str]) -> None:
    """Fit on the examples and write `head.npz`."""
    tables = [HERE / "examples.tsv", *(Path(path) for path in paths if path.endswith(".tsv"))]
    labelled = [row for path in tables for row in examples(path) if row[0].isascii()]
    lines = [
        line for path in paths if path.endswith(".jsonl") for line in Path(path).read_text().splitlines()
    ]
    plain = [row.get("q") or row["question"] for row in map(json.loads, lines)]
    counts = np.array([1.0] * len(labelled) + [PLAIN * len(labelled) / max(len(plain), 1)] * len(plain))
    texts = [text for text, _ in labelled] + plain
    labels = [label for _, label in labelled] + ["answer"] * len(plain)
    head = fitted(texts, labels, counts, open_encoder(KnowledgeSettings().encoder))
    weights = head.weights.astype(np.float16)
    np.savez_compressed(HERE / "head.npz", labels=head.labels, weights=weights, encoder=head.encoder)
    sys.stdout.write(f"{len(labelled)} examples, {len(plain)} plain questions, {len(head.labels)} labels\n")


if __name__ == "__main__":
    main(sys.argv[1:])
