"""`madoguchi audit`"""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    audit = typer.Typer(no_args_is_help=True, help="The chained record of everything done at the desk.")
    cli.add_typer(audit, name="audit")

    @audit.command()
    def verify(
        context: typer.Context,
        checkpoint: Annotated[
            Path | None,
            typer.Option("--checkpoint", exists=True, dir_okay=False, help="What `audit checkpoint` wrote."),
        ] = None,
    ) -> None:
        """Check the whole chain and its signed head; exit code 1 when something was altered.

        With a file of checkpoints, also that nothing they name was cut off or built anew.
        Example: madoguchi audit verify --checkpoint /elsewhere/audit.checkpoints
        """
        from bot.wiring import open_house
        from helpdesk import read_checkpoints

        place: Place = context.obj
        checkpoints = read_checkpoints(checkpoint.read_text("utf-8")) if checkpoint else ()
        with open_house(place.data) as house:
            report = house.desk.audit.verify(checkpoints)
        for problem in report.problems:
            typer.echo(problem, err=True)
        typer.echo(f"{report.events} events, head {report.head}, {len(checkpoints)} checkpoints")
        raise typer.Exit(0 if report.whole else 1)

    @audit.command()
    def checkpoint(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="File on another machine or disk; a line is added.")],
    ) -> None:
        """Note, signed, where the chain stands; refused when it does not hold what the file names already.

        Example: madoguchi audit checkpoint /elsewhere/audit.checkpoints
        """
        from bot.wiring import open_house
        from helpdesk import read_checkpoints

        place: Place = context.obj
        earlier = read_checkpoints(file.read_text("utf-8")) if file.exists() else ()
        with open_house(place.data) as house:
            made = house.desk.audit.checkpoint(earlier)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{made.written()}\n")
            out.flush()
            os.fsync(out.fileno())
        typer.echo(f"Event {made.seq} is noted as checkpoint {len(earlier) + 1} of {file}.")
