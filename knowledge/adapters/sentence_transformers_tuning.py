"""Fine-tuning of an encoder: pooled vectors and late interaction learn together, by contrast."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.adapters.sentence_transformers_models import opened_model
from knowledge.lessons import Course, Lesson
from knowledge.ports import Floats

QUESTION_TOKENS, TEXT_TOKENS = 48, 128
TEMPERATURES = (0.05, 0.04, 0.04)
"""Of pooled vectors, late interaction and the mean of both."""

ABSTENTION = 0.4
"""What telling answerable from unanswerable questions counts beside ranking."""

HARD = 10
"""Wrong clauses of the same document nearest to a question, of which one is drawn as its counterexample."""

NEAR = 0.4
"""How often a clause marked as near is the counterexample instead."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast: ends at `minutes` or `steps`, whichever comes first.

    A batch holds `questions` from `documents` documents: most counterexamples come from the same text.
    The word embeddings and the first `frozen` layers stay as they are: little data must not bend them.
    """

    minutes: float = 15
    steps: int = 400
    rate: float = 3e-5
    questions: int = 24
    documents: int = 2
    frozen: int = 2
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: losses are means since the last one told."""

    step: int
    seconds: float
    ranking: float
    abstention: float


def tune(
    folder: Path, courses: Sequence[Course], out: Path, plan: Plan, told: Callable[[Step], None]
) -> None:
    """Tune the model in `folder` and write it to `out`: fp16 weights that open as float32."""
    import torch

    torch.manual_seed(plan.seed)
    tuning = _Tuning(folder, courses, plan)
    tuning.run(told)
    tuning.save(out)


class _Tuning:
    def __init__(self, folder: Path, courses: Sequence[Course], plan: Plan) -> None:
        import torch

        self.torch = torch
        self.model: Any = opened_model(str(folder))
        self.courses = courses
        self.plan = plan
        self.chance = np.random.default_rng(plan.seed)
        self.rarity = torch.tensor(token_rarity(self.model.tokenizer, courses))
        network = self.model[0].auto_model
        for part in (network.embeddings, *network.encoder.layer[: plan.frozen]):
            part.requires_grad_(False)
        self.weights = [weight for weight in self.model.parameters() if weight.requires_grad]
        self.bias = torch.nn.Parameter(torch.tensor(0.45))
        self.hard = [self._hard(course) for course in courses]

    def run(self, told: Callable[[Step], None]) -> None:
        torch, plan = self.torch, self.plan
        groups = [
            {"params": self.weights, "weight_decay": 0.01},
            {"params": [self.bias], "weight_decay": 0.0},
        ]
        optimizer = torch.optim.AdamW(groups, lr=plan.rate)
        self.model.train()
        start, losses = time.monotonic(), []
        for step, batch in enumerate(islice(self._batches(), plan.steps), start=1):
            seconds = time.monotonic() - start
            done = max(step / plan.steps, seconds / (plan.minutes * 60))
            rate = plan.rate * min(1.0, step / 10) * max(0.02, 1 - done)
            optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"] = rate, rate * 30
            ranking, abstention = self._losses(batch)
            optimizer.zero_grad()
            (ranking + ABSTENTION * abstention).backward()
            torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
            optimizer.step()
            losses.append((float(ranking.detach()), float(abstention.detach())))
            if step % 10 == 0 or done >= 1:
                told(
                    Step(step, seconds, *(sum(column) / len(losses) for column in zip(*losses, strict=True)))
                )
                losses = []
            if done >= 1:
                break

    def save(self, out: Path) -> None:
        self.model.eval()
        self.model.half().save_pretrained(str(out))

    def _batches(self) -> Iterator[list[tuple[int, Lesson]]]:
        sizes = np.array([len(course.lessons) for course in self.courses]) ** 0.75
        pools: list[list[Lesson]] = [[] for _ in self.courses]
        while True:
            batch: dict[str, tuple[int, Lesson]] = {}
            for number in self.chance.choice(len(sizes), self.plan.documents, p=sizes / sizes.sum()):
                for _ in range(self.plan.questions // self.plan.documents):
                    if not pools[number]:
                        lessons = self.courses[number].lessons
                        pools[number] = [lessons[int(n)] for n in self.chance.permutation(len(lessons))]
                    lesson = pools[number].pop()
                    batch[lesson.question] = (int(number), lesson)
            yield list(batch.values())

    def _losses(self, batch: Sequence[tuple[int, Lesson]]) -> tuple[Any, Any]:
        torch = self.torch
        texts = self._texts(batch)
        asked = self._encoded([lesson.question for _, lesson in batch], QUESTION_TOKENS)
        read = self._encoded([self.courses[number].texts[unit] for number, unit in texts], TEXT_TOKENS)
        late, pooled = self._late(asked, read), asked["pooled"] @ read["pooled"].T
        both = (pooled + late) / 2
        right = torch.tensor([[n == m and u in lesson.right for m, u in texts] for n, lesson in batch])
        same = torch.tensor([[n == m for m, _ in texts] for n, _ in batch])
        answerable = right.any(1)
        ranking = torch.zeros(())
        for scores, temperature in zip((pooled, late, both), TEMPERATURES, strict=True):
            rows, wanted = scores[answerable] / temperature, right[answerable]
            chosen = torch.logsumexp(rows.masked_fill(~wanted, -1e4), 1)
            ranking = ranking + (torch.logsumexp(rows, 1) - chosen).mean()
        best = torch.where(
            answerable, both.masked_fill(~right, -1).amax(1), both.masked_fill(~same, -1).amax(1)
        )
        abstention = torch.nn.functional.binary_cross_entropy_with_logits(
            (best - self.bias) / 0.08, answerable.float(), pos_weight=torch.tensor(0.5)
        )
        return ranking, abstention

    def _texts(self, batch: Sequence[tuple[int, Lesson]]) -> list[tuple[int, int]]:
        """A right clause of each question where there is one, and a wrong one near it; each once."""
        found: list[tuple[int, int]] = []
        for number, lesson in batch:
            if lesson.right:
                found.append((number, self._drawn(lesson.right)))
            near = lesson.near if lesson.near and self.chance.random() < NEAR else ()
            found.append((number, self._drawn(near or self.hard[number][lesson.question])))
        return list(dict.fromkeys(found))

    def _drawn(self, units: Sequence[int]) -> int:
        return int(units[int(self.chance.integers(len(units)))])

    def _encoded(self, texts: Sequence[str], tokens: int) -> dict[str, Any]:
        torch = self.torch
        features = self.model[0].tokenizer(
            list(texts), padding=True, truncation=True, max_length=tokens, return_tensors="pt"
        )
        with torch.autocast("cpu", torch.bfloat16):
            found = self.model(dict(features))
        counted = features["attention_mask"].clone()
        counted[:, 0] = 0
        counted[torch.arange(len(counted)), features["attention_mask"].sum(1) - 1] = 0
        normalize = torch.nn.functional.normalize
        return {
            "pooled": normalize(found["sentence_embedding"].float(), dim=-1),
            "tokens": normalize(found["token_embeddings"].float(), dim=-1),
            "counted": counted,
            "weights": self.rarity[features["input_ids"]] * counted,
        }

    def _late(self, asked: dict[str, Any], read: dict[str, Any]) -> Any:
        matches = self.torch.einsum("qtd,usd->qtus", asked["tokens"], read["tokens"])
        best = matches.masked_fill(read["counted"][None, None] == 0, -1).amax(-1)
        weights = asked["weights"] / asked["weights"].sum(1, keepdim=True)
        return (best * weights.unsqueeze(-1)).sum(1)

    def _hard(self, course: Course) -> dict[str, list[int]]:
        """For each question the nearest clauses that do not answer it, by the model as it was."""
        with self.torch.no_grad():
            self.model.eval()
            encode = self.model.encode
            texts = encode(list(course.texts), normalize_embeddings=True, show_progress_bar=False)
            asked = encode([lesson.question for lesson in course.lessons], normalize_embeddings=True)
        order = np.argsort(-(asked @ texts.T), axis=1)
        return {
            lesson.question: [int(unit) for unit in row if unit not in lesson.right][:HARD]
            for lesson, row in zip(course.lessons, order, strict=True)
        }


def token_rarity(tokenizer: Any, courses: Sequence[Course]) -> Floats:
    """(vocabulary,): how rare a token is in clauses or in questions, whichever is less."""
    texts = [text for course in courses for text in course.texts]
    questions = [lesson.question for course in courses for lesson in course.lessons]
    rarity = np.minimum(_rarity(tokenizer, texts), _rarity(tokenizer, questions))
    return np.asarray(rarity, dtype=np.float32)


def _rarity(tokenizer: Any, texts: Sequence[str]) -> NDArray[np.float64]:
    held = np.zeros(len(tokenizer))
    for ids in tokenizer(list(texts), truncation=True, max_length=TEXT_TOKENS)["input_ids"]:
        held[list(set(ids))] += 1
    return np.asarray(np.log(1 + len(texts) / (1 + held)))
