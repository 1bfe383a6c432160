"""`madoguchi bench`"""

import json
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def bench(
        policies: Annotated[
            Path, typer.Option("--policies", help="Folder of policies; a file's stem names its organisation.")
        ],
        tickets: Annotated[
            int, typer.Option("--tickets", min=1, help="Invented tickets in the queue that is timed.")
        ] = 100_000,
        streams: Annotated[
            int, typer.Option("--streams", min=1, max=20_000, help="Chats that listen while memory is read.")
        ] = 500,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Time ingest, answers, start and the desk's queue, and weigh open streams, in temporary folders.

        Run it on an idle machine. Example: madoguchi bench --policies policies/
        """
        from bot.benchmark import time_answers, time_queue, weigh_streams
        from ingest import IngestError

        try:
            figures = chain(time_answers(policies), time_queue(tickets), weigh_streams(streams))
            for figure in figures:
                typer.echo(json.dumps(asdict(figure)) if as_json else figure)
        except (IngestError, TimeoutError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
