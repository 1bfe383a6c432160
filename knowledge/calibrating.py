"""Fits the calibration: logistic regression on questions of which it is known whether the policies answer."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.abstention import Calibration

RIDGE = 3.0
"""Penalty on squared weights of standardised signs: few questions must not buy large weights."""

STEPS = 30
"""Newton steps; the fit converges in about eight."""


def fitted(samples: Sequence[tuple[Mapping[str, float], bool]]) -> Calibration:
    """The weights under which `signs` tell answerable (True) from unanswerable questions.

    Both kinds count alike in sum, so 0.5 is even odds. ValueError when one kind is missing.
    """
    names = sorted(samples[0][0]) if samples else []
    answerable = np.array([truth for _, truth in samples], dtype=np.float64)
    if not 0 < answerable.sum() < len(answerable):
        raise ValueError("A calibration needs questions that are answered and questions that are not")
    signs = np.array([[sample[name] for name in names] for sample, _ in samples])
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    weights = _newton(np.column_stack([np.ones(len(signs)), (signs - mean) / spread]), answerable)
    plain = weights[1:] / spread
    return Calibration(
        bias=round(float(weights[0] - plain @ mean), 4),
        weights={name: round(float(weight), 4) for name, weight in zip(names, plain, strict=True)},
    )


def save(calibration: Calibration, path: Path) -> None:
    """Write what `Calibration.open` reads."""
    row = {"bias": calibration.bias, "weights": dict(calibration.weights)}
    path.write_text(json.dumps(row, indent=2) + "\n", "utf-8")


def _newton(rows: np.ndarray, truths: np.ndarray) -> np.ndarray:
    counts = np.where(truths == 1, 0.5 / truths.mean(), 0.5 / (1 - truths.mean()))
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[0, 0] = 0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (chance - truths)) + penalty @ weights
        bend = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(bend, slope)
    return weights
