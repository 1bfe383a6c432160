"""`madoguchi [--data DIR] COMMAND`: one file per command beside this one."""

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated

import typer


@dataclass(frozen=True, slots=True)
class Place:
    """Where this run keeps its data."""

    data: Path


def build_cli() -> typer.Typer:
    """The command line with every command registered; heavy libraries load inside the commands."""
    cli = typer.Typer(
        name="madoguchi",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Privacy desk assistant: cited answers from policies, tickets for the rest.",
    )

    @cli.callback()
    def place(
        context: typer.Context,
        data: Annotated[
            Path, typer.Option("--data", envvar="MADOGUCHI_DATA", help="Folder of database and indexes.")
        ] = Path("data"),
    ) -> None:
        context.obj = Place(data)

    for name in command_names():
        import_module(f"bot.cli.{name}").register(cli)
    return cli


def command_names() -> tuple[str, ...]:
    """Every module beside this one is a command with a `register(cli)` function."""
    return tuple(
        module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name != "main"
    )


def main() -> None:
    """Entry point of the `madoguchi` command; a user's mistake ends in one line and exit code 1."""
    try:
        build_cli()(prog_name=Path(sys.argv[0]).name)
    except Exception as error:
        from bot.mistakes import line_for

        line = line_for(error)
        if line is None:
            raise
        typer.echo(f"madoguchi: {line}", err=True)
        sys.exit(1)
