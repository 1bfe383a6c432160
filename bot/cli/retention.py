"""`madoguchi retention`"""

import json
from typing import Annotated

import typer

from bot.cli.main import Place

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    retention = typer.Typer(no_args_is_help=True, help="The end of stored personal data.")
    cli.add_typer(retention, name="retention")

    @retention.command()
    def run(context: typer.Context, as_json: AsJson = False) -> None:
        """Erase what has reached its end; `madoguchi serve` does this by itself.

        Example: madoguchi retention run
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            counts = house.desk.retention.run()
        others = dict(counts.elsewhere or {})
        erased = {
            "conversations": others.get("conversation", 0),
            "tickets": counts.tickets,
            "files": counts.files,
            "messages": counts.messages,
            "questions": counts.questions,
            "events": others.get("inbox", 0),
            "sessions": counts.sessions,
        }
        said = ", ".join(f"{count} {name}" for name, count in erased.items())
        typer.echo(json.dumps(erased) if as_json else f"Removed: {said}.")

    @retention.command()
    def preview(context: typer.Context, as_json: AsJson = False) -> None:
        """Say what a run would erase now, by purpose and kind, and the oldest of it.

        Example: madoguchi retention preview
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            lines = [
                {
                    "purpose": one.purpose,
                    "kind": one.kind,
                    "count": one.count,
                    "oldest": one.oldest.isoformat() if one.oldest else None,
                }
                for one in house.desk.retention.preview()
                if one.count
            ]
        if as_json:
            typer.echo(json.dumps(lines))
            return
        for line in lines:
            typer.echo("{count:>6}  {purpose} ({kind}), oldest {oldest}".format(**line))
        if not lines:
            typer.echo("Nothing has reached its end.")
