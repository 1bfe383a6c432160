"""`madoguchi user`"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.main import Place

if TYPE_CHECKING:
    from bot.wiring import House


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    user = typer.Typer(no_args_is_help=True, help="The people who work at the help desk.")
    cli.add_typer(user, name="user")

    @user.command()
    def add(
        context: typer.Context,
        email: Annotated[str, typer.Argument(help="What the agent signs in with.")],
        name: Annotated[str, typer.Option(help="Shown to requesters beside answers.")],
        administrator: Annotated[bool, typer.Option(help="May add agents.")] = False,
    ) -> None:
        """Add an agent to the help desk; prints a one-time password.

        Example: madoguchi user add mori@example.com --name "Emi Mori"
        """
        role: Literal["administrator", "agent"] = "administrator" if administrator else "agent"
        _give(context, "add", lambda house: house.desk.agents.invite(email, name, role))
        typer.echo(f"Added {email}.", err=True)

    @user.command()
    def password(
        context: typer.Context, email: Annotated[str, typer.Argument(help="What the agent signs in with.")]
    ) -> None:
        """Give an agent who has forgotten theirs a one-time password, and end their sessions; prints it.

        Example: madoguchi user password mori@example.com
        """
        _give(context, "password", lambda house: _reset(house, email))


def _reset(house: "House", email: str) -> str:
    from helpdesk import NotFound

    agent = house.desk.agents.by_address(email)
    if agent is None:
        raise NotFound(f"there is no open account for {email}; madoguchi user add makes one")
    return house.desk.agents.give_password(agent.id, by="system")


def _give(context: typer.Context, command: str, give: "Callable[[House], str]") -> None:
    from bot.wiring import open_house
    from helpdesk import HelpdeskError

    place: Place = context.obj
    with open_house(place.data) as house:
        try:
            once = give(house)
        except HelpdeskError as error:
            typer.echo(f"madoguchi user {command}: {error}", err=True)
            raise typer.Exit(1) from None
    typer.echo(once)
    typer.echo("Good for three days; its owner chooses another when they sign in.", err=True)
