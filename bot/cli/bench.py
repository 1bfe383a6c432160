"""`madoguchi bench`"""

import json
from dataclasses import asdict
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
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Time ingest, answers and start on this machine, in a temporary data folder.

        Run it on an idle machine. Example: madoguchi bench --policies policies/
        """
        from bot.benchmark import benchmark
        from ingest import IngestError

        try:
            for timing in benchmark(policies):
                if as_json:
                    typer.echo(json.dumps(asdict(timing)))
                else:
                    typer.echo(
                        f"{timing.what:<30} {timing.value:8.2f} {timing.unit:<3} (target {timing.target:g})"
                    )
        except (IngestError, TimeoutError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
