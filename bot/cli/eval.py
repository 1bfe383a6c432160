"""`madoguchi eval`"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.evaluation import Comparison, EvaluationQuestion, Line, Score
    from bot.wiring import House


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command("eval")
    def evaluate(
        context: typer.Context,
        questions: Annotated[
            Path | None,
            typer.Argument(help="Question set, JSON lines; with --structure a folder of labelled documents."),
        ] = None,
        policies: Annotated[
            Path | None,
            typer.Option(
                "--policies",
                help="Folder of policies; a file's stem names its organisation. Default: those in --data.",
            ),
        ] = None,
        report: Annotated[Path | None, typer.Option("--report", help="Write an HTML page.")] = None,
        risk_coverage: Annotated[
            Path | None, typer.Option("--risk-coverage", help="Write the risk–coverage curve as SVG.")
        ] = None,
        save: Annotated[Path | None, typer.Option("--save", help="Write the run, to compare later.")] = None,
        compare: Annotated[Path | None, typer.Option("--compare", help="Compare with a saved run.")] = None,
        at_least: Annotated[
            list[str] | None,
            typer.Option("--at-least", help="Floor such as en.within300=0.80; exit code 1 below it."),
        ] = None,
        structure: Annotated[
            bool, typer.Option("--structure", help="Measure how documents are cut into clauses instead.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Measure answers on questions with known answers.

        Example: madoguchi eval questions.jsonl --policies policies/ --report report.html
        """
        if structure:
            return _structure(questions, at_least or [], as_json=as_json)
        if questions is None:
            raise typer.BadParameter("name a question set, or give --structure", param_hint="QUESTIONS")
        from bot import evaluation as run
        from ingest import IngestError

        try:
            asked = run.read_questions(questions)
            with _house(context.obj.data, policies) as house:
                scores = _scores(house, asked, quiet=as_json)
                lines = run.summarise(scores)
                if report:
                    report.write_text(run.report(house, scores, run.threshold()), "utf-8")
            if risk_coverage:
                risk_coverage.write_text(run.svg(run.curve(scores), run.threshold()) + "\n", "utf-8")
            if save:
                run.save(save, lines, scores)
            told = run.compare(scores, compare) if compare else None
            missed = run.missed(lines, at_least or [])
        except (run.EvaluationError, IngestError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        if as_json:
            typer.echo(json.dumps(run.as_run(lines, scores)))
        else:
            _print(lines)
        if told:
            typer.echo(_compared(told), err=as_json)
        for sentence in missed:
            typer.echo(sentence, err=True)
        if missed:
            raise typer.Exit(1)


def _structure(folder: Path | None, at_least: Sequence[str], *, as_json: bool) -> None:
    from bot.evaluation import structure as run
    from bot.evaluation.questions import EvaluationError
    from ingest import IngestError

    try:
        floor = run.floor(at_least)
        structures = run.measure_all(folder or run.corpus())
    except (EvaluationError, IngestError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(run.as_json(structures) if as_json else run.as_table(structures))
    if (reached := run.together(structures).f1) < floor:
        typer.echo(f"Structure F1 {reached:.3f} is below {floor}", err=True)
        raise typer.Exit(1)


@contextmanager
def _house(data: Path, policies: Path | None) -> "Iterator[House]":
    """The house of `data`, or one in a temporary folder that has read `policies`."""
    from tempfile import TemporaryDirectory

    from bot.evaluation import bring_in_all
    from bot.wiring import open_house

    if policies is None:
        with open_house(data) as house:
            yield house
        return
    with TemporaryDirectory() as folder, open_house(Path(folder)) as house:
        bring_in_all(house, policies)
        yield house


def _scores(house: "House", asked: "Sequence[EvaluationQuestion]", *, quiet: bool) -> "list[Score]":
    from rich.console import Console
    from rich.progress import track

    from bot.evaluation import evaluate

    console = Console(stderr=True, quiet=quiet)
    return list(track(evaluate(house, asked), "Asking", len(asked), console=console, transient=True))


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


def _compared(told: "Comparison") -> str:
    return (
        f"Against the saved run: {len(told.better)} better ({', '.join(told.better) or 'none'}), "
        f"{len(told.worse)} worse ({', '.join(told.worse) or 'none'}), {told.same} unchanged. "
        f"Chance alone splits changes so unevenly with probability {told.chance:.2f}."
    )


def _cell(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"
