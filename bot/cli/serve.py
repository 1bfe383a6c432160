"""`madoguchi serve`"""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def serve(
        context: typer.Context,
        examples: Annotated[
            Path | None,
            typer.Option(
                exists=True, file_okay=False, help="Folder of sample organisations to read in first."
            ),
        ] = None,
        host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
        port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
    ) -> None:
        """Serve the widget, the help-desk console and the API.

        Example: madoguchi --data data serve --port 8000
        """
        from bot.serving import ServeError, serve_house

        place: Place = context.obj
        try:
            serve_house(place.data, examples=examples, host=host, port=port)
        except ServeError as error:
            typer.echo(f"madoguchi serve: {error}", err=True)
            raise typer.Exit(1) from None
