"""The fields a procedure may ask for, and what the desk asks where a profile names none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from helpdesk.tickets import Kind

FieldKind = Literal["text", "long_text", "email", "choice", "checkbox", "date"]

SHORT, LONG = 200, 4000
"""Longest answer in characters, for short and long fields."""


@dataclass(frozen=True, slots=True)
class FieldShape:
    """How a field is asked; a field that is not required may stay empty without staying open."""

    kind: FieldKind
    required: bool = True
    choices: tuple[str, ...] = ()


FIELDS: dict[str, FieldShape] = {
    "name": FieldShape("text"),
    "contact": FieldShape("text"),
    "address": FieldShape("text"),
    "relationship": FieldShape(
        "choice", choices=("self", "legal_representative", "appointed_agent", "employee_for_customer")
    ),
    "proxy_authority": FieldShape("text", required=False),
    "principal_name": FieldShape("text", required=False),
    "principal_contact": FieldShape("text", required=False),
    "group_company": FieldShape("text"),
    "data_kind": FieldShape("choice", choices=("ordinary", "individual_number")),
    "target_data": FieldShape("long_text"),
    "old_value": FieldShape("text"),
    "correct_value": FieldShape("text"),
    "scope": FieldShape("text"),
    "details": FieldShape("long_text"),
    "incident_date": FieldShape("text", required=False),
    "desired_outcome": FieldShape("long_text", required=False),
    "customer_number": FieldShape("text"),
    "inquiry": FieldShape("long_text"),
    "disclosure_method": FieldShape("choice", choices=("written", "electromagnetic")),
    "fee_acknowledged": FieldShape("checkbox"),
    "identity_document": FieldShape("checkbox"),
    "site_or_service": FieldShape("text"),
    "recording_notice": FieldShape("checkbox"),
}

_DATA = ("name", "contact", "relationship", "proxy_authority", "target_data")
_CHANGE = (*_DATA, "old_value", "correct_value")
_STOP = ("name", "contact", "relationship", "proxy_authority", "scope")

_BY_RIGHT: dict[str, tuple[str, ...]] = {
    "correction": _CHANGE,
    "addition": (*_DATA, "correct_value"),
    "discontinuation_of_use": _STOP,
    "discontinuation_of_provision": _STOP,
    "restriction": _STOP,
    "objection": _STOP,
    "consent_withdrawal": _STOP,
    "limit_sensitive_use": _STOP,
    "automated_decision_review": ("name", "contact", "relationship", "proxy_authority", "details"),
}
_BY_KIND: dict[Kind, tuple[str, ...]] = {
    "inquiry": ("inquiry", "contact"),
    "complaint": ("details", "incident_date", "desired_outcome", "contact"),
    "incident_report": ("details", "incident_date", "contact"),
    "opt_out": ("contact", "scope"),
    "rights_request": _DATA,
}


FOR_SOMEBODY_ELSE = ("proxy_authority", "principal_name", "principal_contact")
"""Asked wherever it is asked for whom somebody asks: both sides are confirmed (APPI art. 37(3))."""
EMPLOYEES_ONLY = ("employee_for_customer",)
"""Choices that are offered to employees alone."""


def asked(names: Sequence[str]) -> tuple[str, ...]:
    """The fields to ask, with those about somebody else behind the relationship."""
    if "relationship" not in names:
        return tuple(names)
    rest = [name for name in names if name not in FOR_SOMEBODY_ELSE]
    place = rest.index("relationship") + 1
    return (*rest[:place], *FOR_SOMEBODY_ELSE, *rest[place:])


def minimum(kind: Kind, right: str | None) -> tuple[str, ...]:
    """What any desk needs to act: the product's own minimum, used where a profile names no fields."""
    return _BY_RIGHT.get(right or "", _BY_KIND[kind]) if kind == "rights_request" else _BY_KIND[kind]
