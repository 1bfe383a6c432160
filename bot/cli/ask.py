"""`madoguchi ask`"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def ask(
        context: typer.Context,
        question: Annotated[str | None, typer.Argument(help="The question, in English or Japanese.")] = None,
        organisation: Annotated[str | None, typer.Option(help="Whose policies to ask.")] = None,
        as_of: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Answer from the policies of this day.")
        ] = None,
        batch: Annotated[
            Path | None, typer.Option(help="A .jsonl file of questions: id, org, question, …")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    ) -> None:
        """Ask the policies; nothing is stored and no ticket is opened.

        Example: madoguchi ask "May my lawyer ask for my data?" --organisation kai
        """
        from bot.asking import AskError, ask_batch, ask_one

        place: Place = context.obj
        try:
            if batch:
                ask_batch(place.data, batch)
            elif question and organisation:
                ask_one(place.data, question, organisation, as_of.date() if as_of else None, as_json=as_json)
            else:
                raise AskError("give a question and --organisation, or --batch FILE.jsonl --json")
        except AskError as error:
            typer.echo(f"madoguchi ask: {error}", err=True)
            raise typer.Exit(1) from None
