"""`madoguchi policy list|show|diff`"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.cli.main import Place

if TYPE_CHECKING:
    from knowledge import Clause, ClauseChange, PolicyVersion

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
PolicyName = Annotated[str, typer.Argument(help="organisation/policy, with @version for one of several.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    policies = typer.Typer(no_args_is_help=True, help="What policies the house holds, and how they changed.")
    policies.command("list")(list_policies)
    policies.command("show")(show_policy)
    policies.command("diff")(diff_policy)
    cli.add_typer(policies, name="policy")


def list_policies(
    context: typer.Context,
    organisation: Annotated[str | None, typer.Option(help="Only this organisation's.")] = None,
    as_json: Json = False,
) -> None:
    """List every version of every policy.

    Example: madoguchi policy list --organisation kai
    """
    from bot.wiring import open_house

    with open_house(_data(context)) as house:
        found = house.knowledge.shelf.policies(organisation)
    if as_json:
        _dump([asdict(summary) for summary in found])
        return
    rows = [
        (
            f"{one.organisation}/{one.policy}@{one.version}",
            one.title,
            one.language,
            one.audience,
            str(one.clauses),
            "yes" if one.in_force else "",
        )
        for one in found
    ]
    _table(("Policy", "Title", "Language", "Audience", "Clauses", "In force"), rows)


def show_policy(context: typer.Context, policy: PolicyName, as_json: Json = False) -> None:
    """Show the clauses of a policy: the version in force, or the one named.

    Example: madoguchi policy show kai/privacy-policy
    """
    from bot.wiring import open_house

    organisation, name, version = _named(policy)
    with open_house(_data(context)) as house:
        found = house.knowledge.shelf.version(organisation, name, version)
    if found is None:
        _fail(f"{policy}: no such policy or version. See: madoguchi policy list")
    if as_json:
        _dump(_as_data(found))
        return
    typer.echo(f"{found.title}  ({organisation}/{name}@{found.version}, {found.language}, {found.audience})")
    rows = [("#" + clause.place, clause.kind, clause.text) for clause in found.clauses]
    _table(("Place", "Kind", "Text"), rows)


def diff_policy(
    context: typer.Context,
    policy: PolicyName,
    old: Annotated[str, typer.Argument(help="The earlier version.")],
    new: Annotated[str, typer.Argument(help="The later version.")],
    as_json: Json = False,
) -> None:
    """Show which clauses were added, removed, changed or moved between two versions.

    Example: madoguchi policy diff kai/privacy-policy 2020-04-01 2022-04-01
    """
    from bot.wiring import open_house

    organisation, name, _ = _named(policy)
    with open_house(_data(context)) as house:
        try:
            changes = house.knowledge.shelf.diff(organisation, name, old, new)
        except KeyError as missing:
            _fail(f"{missing.args[0]}: no such version. See: madoguchi policy list")
    if as_json:
        _dump([asdict(change) for change in changes])
        return
    if not changes:
        typer.echo("no change")
        return
    _table(("Change", "Place", "Before", "After"), [_change_row(change) for change in changes])


def _change_row(change: "ClauseChange") -> tuple[str, ...]:
    places = [side.place for side in (change.old_address, change.new_address) if side]
    return (change.kind, " → ".join(dict.fromkeys(places)), _text(change.old), _text(change.new))


def _text(clause: "Clause | None") -> str:
    return clause.text if clause else ""


def _as_data(version: "PolicyVersion") -> dict[str, Any]:
    data = asdict(version)
    for clause, written in zip(version.clauses, data["clauses"], strict=True):
        written["address"] = str(version.address(clause))
    return data


def _named(policy: str) -> tuple[str, str, str | None]:
    """`organisation/policy` or `organisation/policy@version`, taken apart."""
    head, _, version = policy.partition("@")
    organisation, slash, name = head.partition("/")
    if not (organisation and slash and name):
        _fail(f"{policy}: write organisation/policy, as in kai/privacy-policy")
    return organisation, name, version or None


def _data(context: typer.Context) -> Path:
    place: Place = context.obj
    return place.data


def _dump(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Column, Table

    first, *others = headings
    table = Table(Column(first, overflow="fold", no_wrap=False), *others)
    for row in rows:
        table.add_row(*map(escape, row))
    Console().print(table)


def _fail(line: str) -> NoReturn:
    typer.echo(f"madoguchi policy: {line}", err=True)
    raise typer.Exit(1)
