"""`madoguchi backup` and `madoguchi restore`"""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""

    @cli.command()
    def backup(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="The new file; it is written complete or not at all.")],
    ) -> None:
        """Write everything but keys and indexes into one sealed file, while the server runs.

        Example: madoguchi backup /backups/2026-11-24.madoguchi
        """
        from bot.backup import back_up
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            made = back_up(house, file)
        typer.echo(f"{made.rows} rows and {made.files} files; audit head {made.audit_head}.")
        typer.echo("Keep the keys in another place: without them nobody can restore it.")

    @cli.command()
    def restore(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `backup` wrote.")],
    ) -> None:
        """Take a backup back into an empty data folder, of SQLite or PostgreSQL; put the keys there first.

        Example: madoguchi --data new restore /backups/2026-11-24.madoguchi
        """
        from bot.backup import restore as take_back

        place: Place = context.obj
        taken = take_back(file, place.data)
        typer.echo(f"Restored {taken.rows} rows and {taken.files} files; audit head {taken.audit_head}.")
