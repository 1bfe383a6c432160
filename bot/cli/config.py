"""`madoguchi config`"""

import json
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    config = typer.Typer(no_args_is_help=True, help="Settings in force.")
    cli.add_typer(config, name="config")

    @config.command()
    def check(
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Show every setting with its value and origin, secrets hidden; exit code 1 on a mistake.

        Example: madoguchi config check
        """
        from bot.settings import SettingsError, settings_in_force

        try:
            rows = settings_in_force()
        except SettingsError as error:
            typer.echo(f"madoguchi config check: {error}", err=True)
            raise typer.Exit(1) from None
        if as_json:
            typer.echo(json.dumps({row.name: row.value for row in rows}))
        for row in () if as_json else rows:
            typer.echo(f"{row.name} = {row.value}{'' if row.is_default else '   (set)'}")
