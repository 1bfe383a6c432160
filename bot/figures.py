"""What a benchmark or a drill found, beside its target."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured in the unit named; it should not be above its target, or not below if ``least``."""

    what: str
    value: float
    target: float
    unit: str
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value >= self.target if self.least else self.value <= self.target

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        mark = "" if self.met else "  MISSED"
        return f"{self.what:<58} {self.value:>10,.6g} {self.unit:<4} (target {sign} {self.target:g}){mark}"
