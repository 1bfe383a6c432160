"""`madoguchi audit`"""

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    audit = typer.Typer(no_args_is_help=True, help="The chained record of everything done at the desk.")
    cli.add_typer(audit, name="audit")

    @audit.command()
    def verify(context: typer.Context) -> None:
        """Check the whole chain and its signed head; exit code 1 when something was altered.

        Example: madoguchi audit verify
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            report = house.desk.audit.verify()
        for problem in report.problems:
            typer.echo(problem, err=True)
        typer.echo(f"{report.events} events, head {report.head}")
        raise typer.Exit(0 if report.whole else 1)
