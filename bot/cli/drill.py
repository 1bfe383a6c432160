"""`madoguchi drill`"""

from pathlib import Path
from shutil import which
from typing import Annotated

import typer

from bot.figures import tell

AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Database = Annotated[
    str | None, typer.Option("--database", help="URL of an empty database; default: SQLite.")
]
Examples = Annotated[
    Path, typer.Option("--examples", exists=True, file_okay=False, help="Folder of sample organisations.")
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed kills at the same moments.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    drill = typer.Typer(no_args_is_help=True, help="Crashes and faults, tried out in temporary data folders.")
    cli.add_typer(drill, name="drill")

    @drill.command()
    def backup(
        examples: Examples,
        tickets: Annotated[int, typer.Option("--tickets", min=1, help="So many at least.")] = 100_000,
        database: Database = None,
        as_json: AsJson = False,
    ) -> None:
        """Back up while tickets are filed, restore into an empty folder, and compare.

        Example: madoguchi drill backup --examples examples --tickets 100000
        """
        from bot.drills import drill_backup

        tell(drill_backup(examples, tickets, database), as_json)

    @drill.command()
    def crash(
        kills: Annotated[int, typer.Option("--kills", min=1, help="How often the process is killed.")] = 300,
        database: Database = None,
        seed: Seed = 1,
        as_json: AsJson = False,
    ) -> None:
        """Kill a process that files, delivers and reads in, again and again, and look for what was lost.

        Example: madoguchi drill crash --kills 300
        """
        from bot.drills import drill_crash

        tell(drill_crash(kills, seed, database), as_json)

    @drill.command()
    def egress(examples: Examples, as_json: AsJson = False) -> None:
        """Follow a whole journey with strace and see that nothing leaves this machine; on Linux.

        Example: madoguchi drill egress --examples examples
        """
        from bot.drills import drill_egress

        if which("strace") is None:
            typer.echo("strace is missing; install it (Debian: apt-get install strace)", err=True)
            raise typer.Exit(1)
        tell(drill_egress(examples), as_json)

    @drill.command()
    def rotation(
        rows: Annotated[
            int, typer.Option("--rows", min=1, help="Rows with a data key of their own.")
        ] = 100_000,
        kills: Annotated[int, typer.Option("--kills", min=1, help="How often the command is killed.")] = 20,
        seed: Seed = 1,
        as_json: AsJson = False,
    ) -> None:
        """Kill a change of the key again and again, and see that every row can be read.

        Example: madoguchi drill rotation --rows 100000 --kills 20
        """
        from bot.drills import drill_rotation

        tell(drill_rotation(rows, kills, seed), as_json)

    @drill.command()
    def tampering(
        count: Annotated[int, typer.Option("--count", min=11, help="How often it is tampered with.")] = 1000,
        database: Database = None,
        seed: Seed = 1,
        as_json: AsJson = False,
    ) -> None:
        """Edit, delete, insert, swap, cut and rebuild audit events, and see that each time is found.

        Example: madoguchi drill tampering --count 1000
        """
        from bot.drills import drill_tampering

        tell(drill_tampering(count, seed, database), as_json)

    @drill.command()
    def torn(
        copies: Annotated[int, typer.Option("--copies", min=1, help="How many copies are looked at.")] = 1000,
        seed: Seed = 1,
        as_json: AsJson = False,
    ) -> None:
        """Open copies of a database as power cuts could have left it, and look for what was lost.

        Example: madoguchi drill torn --copies 1000
        """
        from bot.drills import drill_torn

        tell(drill_torn(copies, seed), as_json)
