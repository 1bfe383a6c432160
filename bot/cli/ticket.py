"""`madoguchi ticket`"""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.main import Place

if TYPE_CHECKING:
    from helpdesk import TicketRow


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    ticket = typer.Typer(no_args_is_help=True, help="The help desk's tickets.")
    cli.add_typer(ticket, name="ticket")

    @ticket.command("list")
    def list_(
        context: typer.Context,
        organisation: Annotated[str | None, typer.Option(help="Of one organisation only.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """List tickets, newest first; no personal data is shown.

        Example: madoguchi ticket list --organisation kai
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            rows = house.desk.tickets(organisation=organisation, limit=200).rows
        if as_json:
            typer.echo(json.dumps([_row(row) for row in rows]))
            return
        for row in rows:
            what = ", ".join(row.rights) or row.kind
            typer.echo(
                f"{row.reference}  {row.received_at:%Y-%m-%d}  {row.status:<18} {row.organisation}  {what}"
            )
        if not rows:
            typer.echo("No tickets.")

    @ticket.command()
    def show(
        context: typer.Context,
        reference: Annotated[str, typer.Argument(help="For example PR-7K3M-9QX.")],
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Show a ticket's course without what people wrote; that is read in the console only.

        Example: madoguchi ticket show PR-7K3M-9QX
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            found = house.desk.ticket(reference)
        if found is None:
            typer.echo(f"madoguchi ticket show: there is no ticket {reference}", err=True)
            raise typer.Exit(1)
        if as_json:
            typer.echo(json.dumps({**_row(found.row), "open_fields": list(found.open_fields)}))
            return
        for name, value in _row(found.row).items():
            typer.echo(f"{name:<15} {value}")
        typer.echo(f"{'open_fields':<15} {', '.join(found.open_fields) or 'none'}")
        for event in found.events:
            change = f" {event.old or ''} → {event.new}" if event.new else ""
            typer.echo(f"{event.at:%Y-%m-%d %H:%M}  {event.type}{change}")


def _row(row: "TicketRow") -> dict[str, object]:
    return {
        "reference": row.reference,
        "kind": row.kind,
        "rights": list(row.rights),
        "status": row.status,
        "organisation": row.organisation,
        "channel": row.channel,
        "received_at": row.received_at.isoformat(),
        "unfinished": row.unfinished,
    }
