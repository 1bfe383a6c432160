"""Shares of a count, with the interval in which they lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

NORMAL = 1.96
"""Standard deviations around the mean that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`; `value` lies in [0, 1] and is None where nothing was counted."""

    hits: int
    of: int

    @classmethod
    def among(cls, values: Iterable[bool | None]) -> "Share":
        """How many of the known values are true."""
        known = [value for value in values if value is not None]
        return cls(sum(known), len(known))

    @property
    def value(self) -> float | None:
        return round(self.hits / self.of, 3) if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval (Wilson, 1927): honest for small counts and at 0 and 1."""
        if not self.of:
            return None
        share, spread = self.hits / self.of, NORMAL**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = NORMAL * sqrt(share * (1 - share) / self.of + spread / (4 * self.of)) / (1 + spread)
        return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)
