"""`madoguchi user`"""

from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    user = typer.Typer(no_args_is_help=True, help="The people who work at the help desk.")
    cli.add_typer(user, name="user")

    @user.command()
    def add(
        context: typer.Context,
        email: Annotated[str, typer.Argument(help="What the agent signs in with.")],
        name: Annotated[str, typer.Option(help="Shown to requesters beside answers.")],
        password: Annotated[
            str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for.")
        ],
        administrator: Annotated[bool, typer.Option(help="May add agents.")] = False,
    ) -> None:
        """Add an agent to the help desk.

        Example: madoguchi user add mori@example.com --name "Emi Mori"
        """
        from bot.wiring import open_house
        from helpdesk import HelpdeskError

        place: Place = context.obj
        with open_house(place.data) as house:
            try:
                house.desk.agents.add_agent(
                    email, name, password, "administrator" if administrator else "agent"
                )
            except HelpdeskError as error:
                typer.echo(f"madoguchi user add: {error}", err=True)
                raise typer.Exit(1) from None
        typer.echo(f"Added {email}.")
