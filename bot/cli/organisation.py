"""`madoguchi organisation`"""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    organisation = typer.Typer(no_args_is_help=True, help="Organisations and their procedures.")
    cli.add_typer(organisation, name="organisation")
    organisation.command("draft")(draft_profile)

    @organisation.command("list")
    def list_(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """List the organisations the desk serves.

        Example: madoguchi organisation list
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            rows = house.desk.organisations()
        if as_json:
            listed = [{"id": row.id, "name": row.name, "procedure": row.procedure_version} for row in rows]
            typer.echo(json.dumps(listed, ensure_ascii=False))
            return
        for row in rows:
            typer.echo(f"{row.id:<16} {row.name}")
        if not rows:
            typer.echo("None yet: bring a policy in with `madoguchi ingest FILE --organisation ID`.")

    @organisation.command()
    def check(files: Annotated[list[Path], typer.Argument(help="Organisation files (TOML).")]) -> None:
        """Check organisation files without loading them; exit code 1 on the first mistake.

        Example: madoguchi organisation check examples/organisations/*.toml
        """
        from helpdesk import ProfileError, load_profile

        for path in files:
            try:
                profile = load_profile(path)
            except ProfileError as error:
                typer.echo(f"madoguchi organisation check: {error}", err=True)
                raise typer.Exit(1) from None
            typer.echo(
                f"{path}: {profile.id}, {len(profile.procedures)} procedures, {len(profile.desks)} desks"
            )

    @organisation.command()
    def load(
        context: typer.Context, file: Annotated[Path, typer.Argument(help="Organisation file.")]
    ) -> None:
        """Load an organisation file: a changed one becomes a new procedure version.

        Example: madoguchi organisation load examples/organisations/kurosaki.toml
        """
        from bot.wiring import open_house
        from helpdesk import ProfileError, load_profile

        place: Place = context.obj
        try:
            profile = load_profile(file)
        except ProfileError as error:
            typer.echo(f"madoguchi organisation load: {error}", err=True)
            raise typer.Exit(1) from None
        with open_house(place.data) as house:
            version = house.desk.register(profile)
        typer.echo(f"{profile.id}: procedure version {version}")


def draft_profile(
    context: typer.Context,
    policy: Annotated[str, typer.Argument(help="organisation/policy, of an ingested policy in force.")],
    output: Annotated[Path | None, typer.Option(help="Write the file here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Every fact with its words, as JSON.")] = False,
) -> None:
    """Draft an organisation file from what a policy says; what it does not say is left out.

    Example: madoguchi organisation draft kai/privacy-policy --output kai.toml
    """
    from bot.wiring import open_house
    from helpdesk import drafted

    place: Place = context.obj
    organisation, _, name = policy.partition("/")
    with open_house(place.data) as house:
        found = drafted(house.desk, organisation, name)
    if found is None:
        typer.echo(f"madoguchi organisation draft: no {policy} in force; see madoguchi policy list", err=True)
        raise typer.Exit(1)
    text = found.as_json() if as_json else found.as_toml()
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        typer.echo(f"madoguchi organisation draft: {output}: {error.strerror}", err=True)
        raise typer.Exit(1) from None
