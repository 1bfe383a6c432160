"""Procedures of a draft: rights by the policy's words, what they need, what must be said."""

from collections.abc import Sequence
from typing import Any

from helpdesk.drafting_desks import cite, kind_of
from helpdesk.fields import minimum
from helpdesk.proposals import Proposal
from helpdesk.tickets import RIGHTS

_SEPARATE = ("inquiry", "complaint", "marketing_opt_out")
"""Procedures of their own that the rules for the other rights do not touch."""
_FOR_ALL = ("document", "requester", "in_writing_only", "self_service", "forms_on_request")
_WHEN = {"recording": "before_details", "response-time": "after_filing"}
_NOTICES = ("notice", "identity_verification", "response_time")
_STATEMENTS = {"refusal": "refusal", "referral": "referral", "precedence": "referral"}


def put_procedures(document: dict[str, Any], accepted: Sequence[Proposal]) -> None:
    """Add what was accepted to the procedures, notices, referrals and refusals."""
    for proposal in accepted:
        family, _, rest = proposal.name.partition(".")
        if family == "right" and rest in RIGHTS:
            _put_right(document, proposal, rest)
        elif family in _SEPARATE:
            _put_term(document, proposal, family)
        elif family in ("fee", "field"):
            _put_need(document, proposal, family, rest)
        elif family in _FOR_ALL:
            _put_default(document, proposal, family, rest)
    for proposal in accepted:
        family, _, rest = proposal.name.partition(".")
        if family in _NOTICES:
            coded = family == "response_time" and proposal.value == proposal.said[0].value
            text = proposal.said[0].quote if coded else proposal.value
            _put_notice(document, proposal.edited(text), (rest or family).replace("_", "-"))
        elif family == "fee" and proposal.value == "none":
            _put_notice(document, proposal.edited(proposal.said[0].quote), "no-fee")
        elif family in _STATEMENTS:
            _put_statement(document, proposal, _STATEMENTS[family])


def _procedure(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document.setdefault("procedure", {}).setdefault(name, {})
    return found


def _put_right(document: dict[str, Any], proposal: Proposal, right: str) -> None:
    if right not in _SEPARATE:
        default = _procedure(document, "default")
        _add(default, "rights", right)
        _put_desk(document, default, proposal)
        cite(default, proposal)
    _put_term(document, proposal, right)


def _put_term(document: dict[str, Any], proposal: Proposal, name: str) -> None:
    one = _procedure(document, name)
    one["policy_term"] = proposal.value
    if name in _SEPARATE:
        _put_desk(document, one, proposal)
    cite(one, proposal)


def _put_desk(document: dict[str, Any], one: dict[str, Any], proposal: Proposal) -> None:
    kind = kind_of(proposal.name)
    handling = [desk["id"] for desk in document.get("desk", ()) if kind in desk.get("handles", ())]
    if "desk" not in one and handling:
        one["desk"] = handling[0]


def _put_need(document: dict[str, Any], proposal: Proposal, family: str, name: str) -> None:
    """A fee or a field; what the desk needs for any request is asked beside the policy's own fields."""
    if proposal.value == "none":
        return
    one = _procedure(document, name)
    if family == "fee":
        amount, _, currency = proposal.value.partition(" ")
        one["fee"] = {"amount": int(amount) if amount.isdecimal() else amount, "currency": currency}
    else:
        if name == "default" and "fields" not in one:
            one["fields"] = list(minimum("rights_request", None))
        _add(one, "fields", proposal.value)
    cite(one, proposal)


def _put_default(document: dict[str, Any], proposal: Proposal, family: str, rest: str) -> None:
    if family == "requester" and proposal.value != "allowed":
        return
    default = _procedure(document, "default")
    if family == "requester":
        _add(default, "who", rest)
    elif family == "document":
        _add(default, "documents", proposal.value)
    elif family == "in_writing_only":
        default["in_writing_only"] = proposal.value == "true"
    elif family == "forms_on_request":
        others = [one for one in default.get("tasks", ()) if one["id"] != "send-forms"]
        default["tasks"] = [*others, {"id": "send-forms", "text": proposal.phrase}]
    else:
        default["self_service"] = proposal.phrase
    cite(default, proposal)


def _put_notice(document: dict[str, Any], proposal: Proposal, topic: str) -> None:
    notices = document.setdefault("notice", [])
    same = [one for one in notices if proposal.value in _texts(one)]
    if not same:
        taken = {one["id"] for one in notices}
        names = (topic, *(f"{topic}-{number}" for number in range(2, 999)))
        id = next(name for name in names if name not in taken)
        same = [{"id": id, "when": _WHEN.get(topic, "before_filing"), "text": proposal.phrase}]
        notices += same
        for name in ("default", *(_SEPARATE if topic == "recording" else ())):
            if name in document.get("procedure", {}):
                _add(document["procedure"][name], "notices", id)
    cite(same[0], proposal)


def _put_statement(document: dict[str, Any], proposal: Proposal, key: str) -> None:
    region = proposal.name == "referral" and proposal.value == proposal.said[0].value
    told = proposal.edited(proposal.said[0].quote) if region else proposal
    statements = document.setdefault(key, [])
    same = [one for one in statements if told.value in _texts(one)]
    if not same:
        same = [{"text": told.phrase}]
        statements += same
    cite(same[0], proposal)


def _texts(one: dict[str, Any]) -> list[str]:
    text = one["text"]
    return [text] if isinstance(text, str) else list(text.values())


def _add(table: dict[str, Any], key: str, value: str) -> None:
    listed = table.setdefault(key, [])
    if value not in listed:
        listed.append(value)
