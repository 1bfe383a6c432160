"""`madoguchi doctor`"""

import json
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def doctor(
        context: typer.Context,
        reach: Annotated[
            bool, typer.Option("--reach", help="Also connect to the mail server and to Slack.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Check this machine and the data folder; exit code 1 when something must be mended.

        Example: madoguchi --data data doctor
        """
        from bot.diagnosis import diagnose

        place: Place = context.obj
        findings = []
        for finding in diagnose(place.data, reach=reach):
            findings.append(finding)
            if not as_json:
                typer.echo(f"{'ok  ' if finding.good else 'BAD '} {finding.what}: {finding.state}")
        if as_json:
            typer.echo(json.dumps([finding.as_dict() for finding in findings]))
        raise typer.Exit(0 if all(finding.good for finding in findings) else 1)
