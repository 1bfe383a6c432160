"""`madoguchi site`"""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli.main import Place

if TYPE_CHECKING:
    from bot.sites import Site
    from bot.wiring import House

Key = Annotated[str, typer.Argument(help="The site's key: see `madoguchi site list`.")]
Origins = Annotated[
    list[str] | None, typer.Option("--origin", help="Scheme, host and port of its pages; may be repeated.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    site = typer.Typer(no_args_is_help=True, help="The sites that carry the chat widget.")
    cli.add_typer(site, name="site")
    _add(site)
    _list(site)
    _change(site)
    _secret(site)
    _remove(site)


def _add(site: typer.Typer) -> None:
    @site.command()
    def add(
        context: typer.Context,
        organisation: Annotated[str, typer.Argument(help="Whose desk it is.")],
        origin: Origins = None,
        name: Annotated[str | None, typer.Option(help="What agents read; default: the first origin.")] = None,
        files: Annotated[bool, typer.Option("--files", help="Requesters may send files.")] = False,
    ) -> None:
        """Allow the pages of a site to carry the widget, and print the tag for them.

        Example: madoguchi site add tokiwa --origin https://www.example.com
        """
        from bot.wiring import open_house

        with open_house(cast(Place, context.obj).data) as house:
            if house.desk.organisation(organisation) is None:
                _refuse(f"organisation {organisation!r} is not known: see `madoguchi organisation list`")
            given = tuple(origin or ())
            _tell(house, house.sites.add(organisation, name or "".join(given[:1]), given, files))


def _list(site: typer.Typer) -> None:
    @site.command("list")
    def listed(context: typer.Context, as_json: AsJson = False) -> None:
        """List the sites.

        Example: madoguchi site list
        """
        from bot.wiring import open_house

        with open_house(cast(Place, context.obj).data) as house:
            found = house.sites.all()
        if as_json:
            typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
            return
        for one in found:
            marks = (", files" if one.takes_files else "") + (
                ", signs who is signed in" if one.vouches else ""
            )
            typer.echo(f"{one.key}  {one.organisation}  {' '.join(one.origins)}{marks}")
        if not found:
            typer.echo("no site yet: madoguchi site add ORGANISATION --origin https://www.example.com")


def _change(site: typer.Typer) -> None:
    @site.command()
    def change(
        context: typer.Context,
        key: Key,
        origin: Origins = None,
        files: Annotated[
            bool | None, typer.Option("--files/--no-files", help="Requesters may send files.")
        ] = None,
    ) -> None:
        """Give a site other origins in place of its old ones, or let its requesters send files.

        Example: madoguchi site change site_0a1b2c3d4e5f6071 --origin https://shop.example.com --no-files
        """
        from bot.wiring import open_house

        with open_house(cast(Place, context.obj).data) as house:
            _tell(house, house.sites.change(key, tuple(origin or ()), files))


def _secret(site: typer.Typer) -> None:
    @site.command()
    def secret(context: typer.Context, key: Key) -> None:
        """Print a new secret by which the site signs who is signed in; the old one counts no more.

        Example: madoguchi site secret site_0a1b2c3d4e5f6071
        """
        from bot.wiring import open_house

        with open_house(cast(Place, context.obj).data) as house:
            typer.echo(house.sites.new_secret(key))


def _remove(site: typer.Typer) -> None:
    @site.command()
    def remove(context: typer.Context, key: Key) -> None:
        """Take a site off the list: its pages can ask nothing any more.

        Example: madoguchi site remove site_0a1b2c3d4e5f6071
        """
        from bot.wiring import open_house

        with open_house(cast(Place, context.obj).data) as house:
            if not house.sites.remove(key):
                _refuse(f"there is no site {key}: see `madoguchi site list`")
        typer.echo(f"{key} is removed")


def _tell(house: "House", site: "Site") -> None:
    base = (house.settings.public_url or f"http://{house.settings.host}:{house.settings.port}").rstrip("/")
    typer.echo(f"{site.key}  {' '.join(site.origins)}")
    typer.echo(
        f'<script type="module" src="{base}/static/web/release/loader.js" data-site="{site.key}"></script>\n'
        f'<noscript><a href="{base}/chat/{site.organisation}">Privacy questions</a></noscript>'
    )


def _refuse(line: str) -> None:
    typer.echo(f"madoguchi: {line}", err=True)
    raise typer.Exit(1)
