"""`madoguchi ingest`"""

import json
import re
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli.main import Place

if TYPE_CHECKING:
    from ingest import Reading
    from knowledge import Replacement

_ORGANISATION = re.compile(r"[a-z0-9][a-z0-9_-]*")


def register(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def ingest(
        context: typer.Context,
        paths: Annotated[list[Path], typer.Argument(help="Files (txt, md, html, pdf, docx) or folders.")],
        organisation: Annotated[str, typer.Option(help="Whose policy it is, as a short id: kai.")],
        policy: Annotated[str | None, typer.Option(help="Name in addresses; else from the title.")] = None,
        effective: Annotated[
            datetime | None,
            typer.Option(formats=["%Y-%m-%d"], help="In force from; else as the text states."),
        ] = None,
        audience: Annotated[Literal["public", "employees"], typer.Option(help="Who may read it.")] = "public",
        lang: Annotated[
            Literal["en", "ja"] | None, typer.Option(help="Language; else by its script.")
        ] = None,
        dry_run: Annotated[bool, typer.Option(help="Read and show, store nothing.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    ) -> None:
        """Read policies and make them answerable; nothing is stored when one of them cannot be read.

        Example: madoguchi ingest privacy.html --organisation kai
        """
        place: Place = context.obj
        if not _ORGANISATION.fullmatch(organisation):
            _fail([f"--organisation {organisation}: use small letters, digits and hyphens only."])
        day = effective.date() if effective else None
        readings = _read_all(paths, organisation, policy, day, audience, lang, quiet=as_json)
        rows = [_row(reading) for reading in readings]
        if not dry_run:
            _store(place.data, organisation, readings, rows, quiet=as_json)
        if as_json:
            typer.echo(json.dumps(rows, ensure_ascii=False))
        else:
            _show(rows, dry_run=dry_run)


def _read_all(
    paths: list[Path],
    organisation: str,
    policy: str | None,
    effective: date | None,
    audience: Literal["public", "employees"],
    language: str | None,
    *,
    quiet: bool,
) -> "list[Reading]":
    """Every document, two at a time; ends the command naming each that cannot be read."""
    from concurrent.futures import ThreadPoolExecutor

    from ingest import IngestError, find_documents, read_policy

    def read(path: Path) -> "Reading | str":
        try:
            return read_policy(
                path,
                organisation=organisation,
                policy=policy,
                effective=effective,
                audience=audience,
                language=language,
            )
        except IngestError as error:
            return str(error)

    try:
        documents = find_documents(paths)
    except IngestError as error:
        _fail([str(error)])
    with ThreadPoolExecutor(max_workers=2) as readers:  # each waits for a reading child process
        results = list(_with_progress(readers.map(read, documents), "Reading", len(documents), quiet=quiet))
    readings = [result for result in results if not isinstance(result, str)]
    _fail([result for result in results if isinstance(result, str)] or _clashes(readings))
    return readings


def _clashes(readings: "list[Reading]") -> list[str]:
    """One line for each pair of different texts that would get the same address."""
    seen: dict[tuple[str, str], Reading] = {}
    lines = []
    for reading in readings:
        version = reading.version
        first = seen.setdefault((version.policy, version.version), reading).version
        if first.text != version.text:
            lines.append(
                f"{version.source}: it would be {version.policy}@{version.version}, as {first.source} is. "
                "Ingest them one by one with --policy."
            )
    return lines


def _store(
    data: Path, organisation: str, readings: "list[Reading]", rows: list[dict[str, Any]], *, quiet: bool
) -> None:
    from bot.bringing import bring_in, make_known
    from bot.wiring import open_house

    with open_house(data) as house:
        make_known(house, organisation)
        stored = (bring_in(house, reading) for reading in readings)
        for row, replacement in zip(
            rows, _with_progress(stored, "Indexing", len(rows), quiet=quiet), strict=True
        ):
            row.update(_outcome(replacement))


def _row(reading: "Reading") -> dict[str, Any]:
    version = reading.version
    return {
        "file": version.source,
        "organisation": version.organisation,
        "policy": version.policy,
        "version": version.version,
        "address": f"{version.organisation}/{version.policy}@{version.version}",
        "title": version.title,
        "language": version.language,
        "audience": version.audience,
        "effective": version.effective.isoformat() if version.effective else None,
        "clauses": len(version.clauses),
        "warnings": list(reading.warnings),
    }


def _outcome(replacement: "Replacement") -> dict[str, Any]:
    return {key: value for key, value in asdict(replacement).items() if key != "address_prefix"}


def _show(rows: list[dict[str, Any]], *, dry_run: bool) -> None:
    for row in rows:
        typer.echo(
            f"{row['organisation']}  {row['address']}  {row['clauses']} clauses  {_change(row, dry_run)}"
        )
        for warning in row["warnings"]:
            typer.echo(f"  {row['file']}: {warning}")


def _change(row: dict[str, Any], dry_run: bool) -> str:
    if dry_run:
        return "not stored (dry run)"
    if row["already_there"]:
        return "no change"
    return f"{row['added']} new, {row['unchanged']} unchanged, {row['removed']} removed"


def _with_progress(steps: Any, what: str, count: int, *, quiet: bool) -> Any:
    """`steps` with a progress bar on a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(
        steps, what, total=count, console=console, transient=True, disable=quiet or not console.is_terminal
    )


def _fail(lines: list[str]) -> None:
    """End the command with one line for each problem, if there is any."""
    for line in lines:
        typer.echo(f"madoguchi ingest: {line}", err=True)
    if lines:
        raise typer.Exit(1)
