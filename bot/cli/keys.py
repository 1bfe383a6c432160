"""`madoguchi keys`"""

import json
from typing import Annotated

import typer

from bot.cli.main import Place


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    keys = typer.Typer(no_args_is_help=True, help="The keys under which everything personal is sealed.")
    cli.add_typer(keys, name="keys")

    @keys.command(name="list")
    def list_(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Name the keys, and how many data keys each one wraps.

        Example: madoguchi keys list
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            ring, counts = house.vault.ring, house.rekeying.counts()
        if as_json:
            typer.echo(json.dumps({"current": ring.current, "wrapped": counts}))
            return
        for id, count in counts.items():
            mark = "current" if id == ring.current else "older" if id in ring.keys else "MISSING"
            typer.echo(f"{id}  {mark:<8} {count:>9} data keys")

    @keys.command()
    def rotate(context: typer.Context) -> None:
        """Seal under a new key and wrap every data key under it, while the server runs on.

        Interrupted, run it again: it goes on. Back up the key file before and after.
        Example: madoguchi keys rotate
        """
        from bot.wiring import open_house

        place: Place = context.obj
        done, broken = 0, tuple[str, ...]()
        with open_house(place.data) as house:
            for swept in house.rekeying.rotate():
                done, broken = swept.done, swept.broken
            current = house.vault.ring.current
            house.desk.audit.note("key_changed", key=current, rows=done, broken=len(broken))
        for row in broken:
            typer.echo(f"{row}: its data key is damaged; restore the row from a backup", err=True)
        typer.echo(f"{done} data keys are wrapped under key {current} now.")
        raise typer.Exit(1 if broken else 0)

    @keys.command()
    def retire(context: typer.Context) -> None:
        """Destroy the older keys once nothing needs them; backups from before cannot be read then.

        Example: madoguchi keys retire
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            count = len(house.vault.ring.keys) - 1
            house.rekeying.retire()
            house.desk.audit.note("keys_retired", count=count)
        typer.echo(f"Destroyed {count} older keys. Delete the copies of the key file from before, too.")

    @keys.command(name="next")
    def next_(context: typer.Context) -> None:
        """Print the ring with a new current key, for where it is kept outside the data folder. A secret.

        Example: madoguchi keys next
        """
        from bot.wiring import open_house

        place: Place = context.obj
        with open_house(place.data) as house:
            typer.echo(house.vault.ring.followed(house.clock()).written())
