"""`madoguchi eval`"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.evaluation import EvaluationQuestion, Score
    from bot.wiring import House

Out = Path | None


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
            Out,
            typer.Option(help="Policies; a file's stem names its organisation. Default: those in --data."),
        ] = None,
        report: Annotated[Out, typer.Option(help="Write an HTML page; it holds the questions.")] = None,
        risk_coverage: Annotated[Out, typer.Option(help="Write the risk–coverage curve as SVG.")] = None,
        save: Annotated[Out, typer.Option(help="Write the run, without texts, to compare later.")] = None,
        compare: Annotated[Out, typer.Option(help="Compare with a saved run.")] = None,
        at_least: Annotated[
            list[str] | None,
            typer.Option(help="Floor such as en.within300=0.80; exit code 1 where one is missed."),
        ] = None,
        structure: Annotated[
            bool, typer.Option("--structure", help="Measure how documents are cut into clauses instead.")
        ] = False,
        facts: Annotated[
            Out,
            typer.Option(help="Measure what drafts propose against the gold profiles of a folder instead."),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Measure answers on questions with known answers.

        Example: madoguchi eval questions.jsonl --policies policies/ --report report.html
        """
        if structure:
            return _structure(questions, at_least or [], as_json=as_json)
        if facts:
            return _facts(facts, policies, as_json=as_json)
        if questions is None:
            raise typer.BadParameter("name a question set, or give --structure", param_hint="QUESTIONS")
        from bot import evaluation as run
        from ingest import IngestError

        try:
            _demand_folders(report, risk_coverage, save)
            listed = run.read_questions(questions)
            saved = run.read_run(compare) if compare else None
            with _house(context.obj.data, policies) as house:
                least = run.threshold()
                scores = _scores(house, run.place_all(house, listed), quiet=as_json)
                lines = run.summarise(scores)
                done = run.as_run(lines, scores, least)
                told = run.compare(done, saved) if saved else None
                page = run.report(house, scores, lines, least, told) if report else ""
            _write(report, page)
            _write(risk_coverage, run.drawn_curve(scores, least))
            _write(save, json.dumps(done, ensure_ascii=False, indent=1))
            missed = run.missed(lines, at_least or [])
        except (run.EvaluationError, IngestError, OSError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        if as_json:
            changes = {"comparison": told.as_dict()} if told else {}
            typer.echo(json.dumps(done | changes | {"missed": missed}, ensure_ascii=False))
        else:
            _print(run.tables(lines, run.effects(scores, least), least), run.compared(told) if told else "")
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


def _facts(profiles: Path, policies: Path | None, *, as_json: bool) -> None:
    from bot.evaluation import facts as run
    from bot.evaluation.questions import EvaluationError
    from ingest import IngestError

    if policies is None:
        raise typer.BadParameter("name the folder of the profiles' policies", param_hint="--policies")
    try:
        measured = run.measure_all(profiles, policies)
    except (EvaluationError, IngestError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(run.as_json(measured) if as_json else run.as_table(measured))


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


def _demand_folders(*paths: Path | None) -> None:
    """Before the questions are asked, which may take long."""
    for path in paths:
        if path and not path.absolute().parent.is_dir():
            raise NotADirectoryError(f"{path}: cannot be written; its folder does not exist")


def _write(path: Path | None, text: str) -> None:
    if path:
        path.write_text(text + "\n", "utf-8")


def _print(*told: object) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for one in told:
        console.print(one)
