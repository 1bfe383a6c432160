"""`madoguchi worker`"""

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def worker(context: typer.Context) -> None:
        """Deliver, keep the clocks and work for Slack beside `serve`, without a port; needs PostgreSQL.

        Example: madoguchi --data data worker
        """
        from bot.working import WorkError, work_on_house

        place: Place = context.obj
        try:
            work_on_house(place.data)
        except WorkError as error:
            typer.echo(f"madoguchi worker: {error}", err=True)
            raise typer.Exit(1) from None
