"""Takes out of a document what somebody has rejected."""

from collections.abc import Callable, Iterable
from typing import Any

from helpdesk.drafting_desks import WAYS, plain
from helpdesk.proposals import Proposal

_Entry = dict[str, Any]


def leave_out(document: _Entry, rejected: Iterable[Proposal]) -> None:
    """Without the rejected facts, where the document holds the same; desks and hours stay."""
    for proposal in rejected:
        family, _, rest = proposal.name.partition(".")
        if proposal.name in WAYS:
            _drop_channel(document, proposal)
        elif family == "right":
            _unlist(document, "rights", rest)
            _forget(document, rest, "policy_term")
        elif family in ("inquiry", "complaint"):
            _forget(document, family, "policy_term")
        elif family == "fee":
            _forget(document, rest, "fee")
        elif family in ("document", "field", "requester"):
            key = {"document": "documents", "field": "fields", "requester": "who"}[family]
            _unlist(document, key, rest if family == "requester" else proposal.value)
        elif family in ("in_writing_only", "self_service"):
            _forget(document, "default", family)
        _drop_sentences(document, proposal)


def _drop_channel(document: _Entry, proposal: Proposal) -> None:
    way, value = WAYS[proposal.name], plain(proposal.value)
    for desk in document.get("desk", ()):
        _keep(desk, "channel", lambda one: one["kind"] != way or plain(one.get("value")) != value)


def _drop_sentences(document: _Entry, proposal: Proposal) -> None:
    told = {proposal.value, *(fact.quote for fact in proposal.said)}
    gone = {one["id"] for one in document.get("notice", ()) if _says(one, told)}
    for key in ("notice", "refusal", "referral"):
        _keep(document, key, lambda one: not _says(one, told))
    for id in gone:
        _unlist(document, "notices", id)


def _says(one: _Entry, told: set[str]) -> bool:
    text = one["text"]
    return not told.isdisjoint([text] if isinstance(text, str) else text.values())


def _keep(table: _Entry, key: str, wanted: Callable[[_Entry], bool]) -> None:
    if key in table:
        table[key] = [one for one in table[key] if wanted(one)]


def _unlist(document: _Entry, key: str, value: str) -> None:
    for one in document.get("procedure", {}).values():
        if value in one.get(key, ()):
            one[key] = [other for other in one[key] if other != value]


def _forget(document: _Entry, procedure: str, key: str) -> None:
    document.get("procedure", {}).get(procedure, {}).pop(key, None)
