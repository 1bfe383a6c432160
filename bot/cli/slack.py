"""`madoguchi slack`"""

import json
from dataclasses import asdict
from typing import Annotated, Any, cast

import typer

from bot.cli.main import Place

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    slack = typer.Typer(no_args_is_help=True, help="The Slack app: its manifest, and its workspaces.")
    cli.add_typer(slack, name="slack")
    _manifest(slack)
    _link(slack)
    _workspaces(slack)
    _remove(slack)


def _manifest(slack: typer.Typer) -> None:
    @slack.command()
    def manifest(
        transport: Annotated[
            str, typer.Option(help="socket: the app connects to Slack. http: Slack calls the app.")
        ] = "socket",
        url: Annotated[str | None, typer.Option(help="Public https:// address, for http.")] = None,
        name: Annotated[str, typer.Option(help="The app's name in Slack.")] = "Privacy desk",
    ) -> None:
        """Print the manifest from which Slack makes the app.

        Example: madoguchi slack manifest --transport http --url https://desk.example.com > manifest.json
        """
        from bot.slack.manifest import BadAddress
        from bot.slack.manifest import manifest as made

        if transport not in ("socket", "http"):
            _refuse("--transport is socket or http")
        if not 0 < len(name) <= 35:
            _refuse("--name has 1 to 35 characters")
        try:
            typer.echo(json.dumps(made(cast(Any, transport), url, name), indent=2))
        except BadAddress as error:
            _refuse(str(error))


def _link(slack: typer.Typer) -> None:
    @slack.command()
    def link(context: typer.Context, organisation: Annotated[str, typer.Argument(help="Its id.")]) -> None:
        """Make a link by which an administrator connects one workspace to an organisation, within a day.

        Example: madoguchi slack link minato
        """
        from bot.slack.config import SlackSettings
        from bot.slack.passes import Passes
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            url = house.settings.public_url
            if house.desk.organisation(organisation) is None:
                _refuse(f"organisation {organisation!r} is not known: see `madoguchi organisation list`")
            if url is None or SlackSettings().client_id is None:
                _refuse("set MADOGUCHI_BOT_PUBLIC_URL and MADOGUCHI_SLACK_CLIENT_ID first: see docs/slack.md")
            secret = Passes(house.database, house.clock).link(organisation)
        typer.echo(f"{str(url).rstrip('/')}/slack/install?link={secret}")


def _workspaces(slack: typer.Typer) -> None:
    @slack.command()
    def workspaces(context: typer.Context, as_json: AsJson = False) -> None:
        """List the workspaces that are connected, and what is wrong with any of them.

        Example: madoguchi slack workspaces
        """
        from bot.slack.installations import Installations
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            found = Installations(house.database, house.vault, house.clock).all()
        if as_json:
            typer.echo(json.dumps([asdict(one) for one in found], default=str))
            return
        for one in found:
            state = (
                f"nothing can be sent: {one.trouble} since {one.trouble_at}" if one.trouble else "connected"
            )
            typer.echo(f"{one.team}  {one.name}  ({one.organisation})  {state}")
        if not found:
            typer.echo("No workspace is connected.")


def _remove(slack: typer.Typer) -> None:
    @slack.command()
    def remove(context: typer.Context, team: Annotated[str, typer.Argument(help="T…")]) -> None:
        """Delete what is kept of a workspace: its token, its conversations, what waits from there.

        Its tickets stay; answers to them go by e-mail or to the status page.

        Example: madoguchi slack remove T0123456789
        """
        from bot.slack.choices import Choices
        from bot.slack.config import SlackSettings
        from bot.slack.installations import Installations
        from bot.slack.leaving import purge
        from bot.slack.workspaces import Workspaces
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            installations = Installations(house.database, house.vault, house.clock)
            choices = Choices(house.database, house.vault)
            purged = purge(house, Workspaces(house, SlackSettings(), installations, choices), team)
        if not any(asdict(purged).values()):
            _refuse(f"nothing is kept of a workspace {team}: see `madoguchi slack workspaces`")
        typer.echo(
            f"Removed: {purged.installations} installation, {purged.conversations} rows of conversations, "
            f"{purged.events} events, {purged.choices} choices of language."
        )


def _refuse(why: str) -> None:
    typer.echo(f"madoguchi slack: {why}", err=True)
    raise typer.Exit(1)
