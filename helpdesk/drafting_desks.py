"""Desks of a draft: names, ways to reach them, hours and closures."""

import re
from collections.abc import Sequence
from typing import Any

from helpdesk.profiles import WEEKDAYS
from helpdesk.proposals import Proposal

WAYS = {
    "channel.phone": "phone",
    "channel.email": "email",
    "channel.postal": "postal",
    "channel.form": "web_form",
    "channel.in_person": "in_person",
    "channel.help_desk": "help_desk",
}
"""Kinds of channels by the facts that name them."""
_STATUS = {"channel.help_desk": "named_without_contact"}
_KINDS = {"inquiry": "inquiry", "complaint": "complaint", "right.marketing_opt_out": "opt_out"}


def put_desks(document: dict[str, Any], accepted: Sequence[Proposal]) -> None:
    """Add desks, and to them channels, hours, and the kinds of tickets that the policy sends there."""
    for proposal in accepted:
        if proposal.name == "desk":
            _named(document, proposal)
    for proposal in accepted:
        if proposal.name in WAYS:
            _put_channel(desk_of(document, proposal), proposal)
        elif kind := kind_of(proposal.name):
            _put_kind(document, proposal, kind)
    _put_hours(document, accepted)


def kind_of(name: str) -> str | None:
    """The kind of ticket that a named right, an inquiry or a complaint makes."""
    return _KINDS.get(name) or ("rights_request" if name.startswith("right.") else None)


def desk_of(document: dict[str, Any], proposal: Proposal) -> dict[str, Any]:
    """The desk of a draft that a fact belongs to; one of the organisation's name where there is none yet."""
    desks = document.setdefault("desk", [])
    named = [one for one in desks if proposal.desk and _alike(one["name"], proposal.desk)]
    if not desks:
        desks.append({"id": _free_id(document, ""), "name": proposal.desk or document["name"]})
    return next(iter(named or desks))


def _named(document: dict[str, Any], proposal: Proposal) -> None:
    desks = document.setdefault("desk", [])
    same = [one for one in desks if _alike(one["name"], proposal.value)]
    if same:
        same[0]["name"] = proposal.value
    else:
        desks.append({"id": _free_id(document, proposal.value), "name": proposal.value})
    cite(same[0] if same else desks[-1], proposal)


def _alike(one: str, other: str) -> bool:
    """Whether a name is the other one, or the other with the company's before it."""
    return one in other or other in one


def _free_id(document: dict[str, Any], name: str) -> str:
    taken = {one["id"] for one in document.get("desk", ())}
    slug = "-".join(re.findall(r"[a-z0-9]+", name.casefold())[-4:]) or "desk"
    return next(one for one in (slug, *(f"{slug}-{number}" for number in range(2, 999))) if one not in taken)


def cite(entry: dict[str, Any], proposal: Proposal) -> None:
    """Name the clauses that say so, after those already named."""
    there = entry.get("clause", [])
    entry["clause"] = list(
        dict.fromkeys([*([there] if isinstance(there, str) else there), *proposal.clauses])
    )


def _put_channel(desk: dict[str, Any], proposal: Proposal) -> None:
    channels, way = desk.setdefault("channel", []), WAYS[proposal.name]
    refused = proposal.name == "channel.in_person" and proposal.value == "refused"
    status = "refused" if refused else _STATUS.get(proposal.name)
    value = None if status else proposal.value
    same = [one for one in channels if one["kind"] == way and plain(one.get("value")) == plain(value)]
    channel = same[0] if same else {"kind": way}
    if not same:
        channels.append(channel)
    channel |= {"status": status} if status else {"value": value}
    cite(channel, proposal)


def plain(value: str | None) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"\W+", "", value or "").casefold()


def _put_kind(document: dict[str, Any], proposal: Proposal, kind: str) -> None:
    if document.get("desk"):
        handled = desk_of(document, proposal).setdefault("handles", [])
        if not any(kind in one.get("handles", ()) for one in document["desk"]):
            handled.append(kind)


def _put_hours(document: dict[str, Any], accepted: Sequence[Proposal]) -> None:
    """Accepted hours take the place of those that they overlap; closed weekdays are no days of them."""
    opened = [one for one in accepted if one.name == "reception.open"]
    closed = [one for one in accepted if one.name == "reception.closed"]
    for proposal in opened:
        start, _, end = proposal.value.partition("-")
        desk = desk_of(document, proposal)
        there = desk.get("hours", [])
        known = {day for one in there for day in one["days"]} or set(WEEKDAYS)
        kept = [one for one in there if one["to"] <= start or end <= one["from"]]
        days = [day for day in WEEKDAYS if day in known]
        desk["hours"] = sorted([*kept, {"days": days, "from": start, "to": end}], key=lambda one: one["from"])
    for proposal in closed:
        desk = desk_of(document, proposal)
        if proposal.value in WEEKDAYS:
            _close(desk, proposal.value)
        elif proposal.value not in desk.get("closed", ()):
            desk.setdefault("closed", []).append(proposal.value)


def _close(desk: dict[str, Any], day: str) -> None:
    left = [one | {"days": [other for other in one["days"] if other != day]} for one in desk.get("hours", ())]
    if left:
        desk["hours"] = [one for one in left if one["days"]]
