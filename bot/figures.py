"""What a benchmark or a drill found, beside its target."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import typer


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


def tell(figures: Iterable[Figure], as_json: bool) -> None:
    """Print them as they come, one a line; ends the command, with code 1 when a target was missed.

    What did not come up in time (TimeoutError) is told in one line, with code 1 too.
    """
    met = True
    try:
        for figure in figures:
            met = met and figure.met
            typer.echo(json.dumps(asdict(figure)) if as_json else figure)
    except TimeoutError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(0 if met else 1)
