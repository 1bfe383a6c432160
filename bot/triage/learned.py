"""What the patterns do not see: a small classifier over the bundled encoder, fitted on labelled messages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.triage.intents import ANSWER, Intent, Want

if TYPE_CHECKING:
    from knowledge import Encoder

Floats = NDArray[np.float64]
Embed = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors (n, d)."""

SCALE = 8.0
"""What unit vectors are multiplied by, so that weights stay small."""

LEAST = 0.6
"""Probability that a message wants something else than an answer, from which on it is taken so."""

LEAST_ASKED = 0.85
"""The same where the message asks something."""

LATEST = 4
"""Sentences of a message that are read alone beside the whole: what comes last is what is asked."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\?\s*$",
        r"\?",
        r"^(?:what|which|who|whom|when|where|why|how|is|are|do|does|did|can|could|may|must|will|would|am|if)\b",
        r"\b(?:please|kindly|pls|plz|hereby|i request|i demand|i want|i'd like|i would like|we want)\b",
        r"^(?:stop|delete|erase|remove|send|give|correct|change|update|add|take|show|cancel|put|no more)\b",
        r"\b(?:how|whether|may|if) (?:i|we|you|they|she|he|somebody|someone|customers?)\b",
        r"\b(?:i|we) (?:have|had|was|were|got|wrote|asked|told|moved|married|received|registered)\b",
    )
)
_PERSONAL = re.compile(
    r"\b(?:i|my|me|mine|we|us|our|please|kindly|pls|plz|mr|mrs|ms|dr|(?:a|the|one) (?:customer|client|guest))\b"
    r"|^(?:stop|delete|erase|remove|send|give|correct|change|update|add|take|show|cancel|put|no more)\b",
    re.IGNORECASE,
)
"""What a message says that speaks for somebody or urges; a few words typed into a search box do not."""

_IDLE = ("answer", "small_talk")
"""Labels on which nothing is done; a greeting before a request says nothing about it."""

_OPT_OUTS = frozenset({"marketing_opt_out", "sale_sharing_opt_out", "limit_sensitive_use"})
_KINDS = {"complaint": "complaint", "incident": "incident_report"}


@dataclass(frozen=True, slots=True)
class Head:
    """Weights (d + signs + 1, labels) of a multinomial logistic model; a label is `want` or `action/right`."""

    labels: tuple[str, ...]
    weights: Floats
    encoder: str

    @classmethod
    @cache
    def bundled(cls) -> "Head":
        """The one fitted for the bundled encoder (`python -m bot.triage.fitting`)."""
        with as_file(files("bot.triage").joinpath("head.npz")) as path, np.load(path) as kept:
            labels = tuple(str(label) for label in kept["labels"])
            return cls(labels, kept["weights"].astype(np.float64), str(kept["encoder"]))

    def read(self, text: str, embed: Embed) -> Intent:
        """What is wanted: the surest of the whole message and its last sentences, or an answer."""
        pieces = pieces_of(text)
        chances = softmax(rows(pieces, embed(pieces)) @ self.weights)
        chances[:, [label in _IDLE for label in self.labels]] = 0.0
        piece = int(chances.sum(axis=1).argmax())
        if chances[piece].sum() < (LEAST_ASKED if "?" in text else LEAST):
            return ANSWER
        intent = _intent(self.labels[int(chances[piece].argmax())])
        acted = intent.want == "out_of_scope" or (intent.kind and _PERSONAL.search(text))
        return intent if acted else ANSWER


def read(text: str) -> Intent:
    """What an English message wants by the bundled head; always an answer where another encoder is in use."""
    encoder, head = _encoder(), Head.bundled()
    return head.read(text, embedding(encoder)) if encoder.name == head.encoder else ANSWER


def embedding(encoder: "Encoder") -> Embed:
    """The pooled vectors of an encoder, which reads each text alone: so it keeps it for what answers it."""
    return lambda texts: np.stack([encoder.encode([text])[0].pooled for text in texts]).astype(np.float64)


@cache
def _encoder() -> "Encoder":
    """Settings are read once: reading them takes longer than the model."""
    from knowledge import KnowledgeSettings, open_encoder

    return open_encoder(KnowledgeSettings().encoder)


def pieces_of(text: str) -> list[str]:
    """The message, and each of its last sentences when there are several and none is a question."""
    if "?" in text:
        return [text]
    sentences = [each for each in _SENTENCE_END.split(text) if len(each) > 3]
    return [text, *sentences[-LATEST:]] if len(sentences) > 1 else [text]


def rows(texts: Sequence[str], vectors: Floats) -> Floats:
    """What the model sees of each text: its vector, a few signs of mood, and one for the bias."""
    signs = [[float(sign.search(text) is not None) for sign in _SIGNS] for text in texts]
    return np.hstack([SCALE * vectors, np.array(signs), np.ones((len(texts), 1))])


def softmax(scores: Floats) -> Floats:
    """Rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _intent(label: str) -> Intent:
    want, _, right = label.partition("/")
    if right:
        return Intent("action", "opt_out" if right in _OPT_OUTS else "rights_request", right)
    wanted: dict[str, Want] = {name: name for name in _PLAIN}
    return Intent(wanted[want], _KINDS.get(want))


_PLAIN: tuple[Want, ...] = ("complaint", "incident", "person", "status", "legal_advice", "out_of_scope")
