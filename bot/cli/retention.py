"""`madoguchi retention`"""

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    retention = typer.Typer(no_args_is_help=True, help="The end of stored personal data.")
    cli.add_typer(retention, name="retention")

    @retention.command()
    def run(context: typer.Context) -> None:
        """Remove what has reached its end; `madoguchi serve` does this by itself.

        Example: madoguchi retention run
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            conversations = house.conversation.expire()
            counts = house.desk.retention.run()
        typer.echo(
            f"Removed: {conversations} conversations, {counts.tickets} tickets, {counts.sessions} sessions."
        )
