"""`madoguchi models`"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from knowledge import Grade

Source = Annotated[
    Path, typer.Argument(help="Folder with units.json and questions*.jsonl, or a question set (JSON lines).")
]
Policies = Annotated[
    Path | None, typer.Option("--policies", help="Folder of the policies that a question set is about.")
]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    models = typer.Typer(no_args_is_help=True, help="Measure, tune and export the encoder.")
    models.command("train")(train)
    models.command("export")(export)
    models.command("evaluate")(evaluate)
    cli.add_typer(models, name="models")


def train(
    source: Source,
    out: Annotated[Path, typer.Option("--out", help="New folder for the tuned model.")],
    policies: Policies = None,
    start: Annotated[Path | None, typer.Option("--from", help="Model to start from; default: ours.")] = None,
    minutes: Annotated[float, typer.Option("--minutes", min=0.1, help="Time for training.")] = 15.0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same examples.")] = 0,
) -> None:
    """Tune an encoder on questions with known answers, and export it (needs the extra "training").

    Example: madoguchi models train answered.jsonl --policies policies/ --out my-encoder
    """
    from bot.courses import open_courses
    from knowledge import KnowledgeError, KnowledgeSettings, Plan, Step, tune
    from knowledge import export as write_onnx

    if out.exists():
        raise KnowledgeError(f"{out}: exists already; name a new folder")
    courses = open_courses(source, policies)

    def told(step: Step) -> None:
        typer.echo(
            f"step {step.step}  {step.seconds:.0f} s  ranking {step.ranking:.3f}  "
            f"abstention {step.abstention:.3f}",
            err=True,
        )

    tune(start or Path(KnowledgeSettings().encoder), courses, out, Plan(minutes=minutes, seed=seed), told)
    write_onnx(out, courses)
    typer.echo(f"{out}: tuned and exported; use it with MADOGUCHI_KNOWLEDGE_ENCODER={out}")


def export(
    folder: Annotated[Path, typer.Argument(help="Sentence Transformers folder; the files are added to it.")],
    source: Annotated[Path, typer.Option("--lessons", help="What the model was tuned on, as for train.")],
    policies: Policies = None,
) -> None:
    """Write the files that ONNX Runtime opens into a model folder.

    Example: madoguchi models export my-encoder --lessons answered.jsonl --policies policies/
    """
    from bot.courses import open_courses
    from knowledge import export as write_onnx

    typer.echo(f"{write_onnx(folder, open_courses(source, policies))}: written")


def evaluate(
    source: Source,
    policies: Policies = None,
    encoder: Annotated[str | None, typer.Option("--encoder", help="Folder or name; default: ours.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """Measure an encoder alone: how it ranks the clauses of one document, and tells whether one answers.

    Example: madoguchi models evaluate questions.jsonl --policies policies/
    """
    from dataclasses import asdict

    from bot.courses import open_courses
    from knowledge import KnowledgeSettings, graded, open_encoder

    grades = graded(open_encoder(encoder or KnowledgeSettings().encoder), open_courses(source, policies))
    if as_json:
        typer.echo(json.dumps([asdict(grade) for grade in grades]))
    else:
        _print(grades)


def _print(grades: "list[Grade]") -> None:
    typer.echo(f"{'way':8}{'questions':>10}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}{'AUC':>8}")
    for grade in grades:
        auc = "–" if grade.auc is None else f"{grade.auc:.3f}"
        shares = f"{grade.hit1:8.3f}{grade.hit3:8.3f}{grade.mrr:8.3f}"
        typer.echo(f"{grade.way:8}{grade.questions:10}{shares}{auc:>8}")
