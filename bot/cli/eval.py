"""`madoguchi eval`"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.evaluation import EvaluationQuestion, Line, Score
    from bot.wiring import House


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command("eval")
    def evaluate(
        questions: Annotated[Path, typer.Argument(help="Question set, JSON lines.")],
        policies: Annotated[
            Path, typer.Option("--policies", help="Folder of policies; a file's stem names its organisation.")
        ],
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Measure answers on questions with known answers, in a temporary data folder.

        Example: madoguchi eval questions.jsonl --policies policies/
        """
        from tempfile import TemporaryDirectory

        from bot.evaluation import EvaluationError, bring_in_all, read_questions, summarise
        from bot.wiring import open_house
        from ingest import IngestError

        try:
            asked = read_questions(questions)
            with TemporaryDirectory() as data, open_house(Path(data)) as house:
                bring_in_all(house, policies)
                scores = _scores(house, asked, quiet=as_json)
        except (EvaluationError, IngestError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        lines = summarise(scores)
        if as_json:
            typer.echo(json.dumps({"lines": [line.as_dict() for line in lines], "questions": _told(scores)}))
        else:
            _print(lines)


def _scores(house: "House", asked: "Sequence[EvaluationQuestion]", *, quiet: bool) -> "list[Score]":
    from rich.console import Console
    from rich.progress import track

    from bot.evaluation import evaluate

    console = Console(stderr=True, quiet=quiet)
    return list(track(evaluate(house, asked), "Asking", len(asked), console=console, transient=True))


def _told(scores: "Sequence[Score]") -> list[dict[str, object]]:
    return [
        {
            "id": s.question.id,
            "outcome": s.outcome,
            "within": s.within,
            "milliseconds": round(s.milliseconds, 1),
        }
        for s in scores
    ]


HEADS = (
    *("", "n", "300", "600", "1500", "all spans", "refused", "abstained", "ticket", "fields"),
    *("unsafe", "exact", "p50 ms", "p95 ms"),
)


def _print(lines: "Sequence[Line]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEADS, box=None, header_style="bold")
    for line in lines:
        table.add_row(
            line.name,
            str(line.questions),
            *(_cell(share) for share in line.within),
            _cell(line.all_spans),
            _cell(line.refused_answerable),
            _cell(line.abstained_unanswerable),
            _cell(line.right_ticket),
            _cell(line.fields_asked),
            str(line.unsafe),
            "" if line.exact_quotes is None else f"{line.exact_quotes:.0%}",
            str(line.p50_ms),
            str(line.p95_ms),
        )
    Console(width=130).print(table)


def _cell(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"
