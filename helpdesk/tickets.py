"""Tickets: their kinds, the rights they may ask for, their statuses and the one table of transitions.

Everything that offers or makes a status change (console, Slack buttons, jobs) asks this table.
"""

from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["inquiry", "complaint", "rights_request", "opt_out", "incident_report"]
Right = Literal[
    "notification_of_purpose",
    "disclosure",
    "disclosure_of_provision_records",
    "correction",
    "addition",
    "deletion",
    "discontinuation_of_use",
    "erasure",
    "discontinuation_of_provision",
    "marketing_opt_out",
    "restriction",
    "portability",
    "objection",
    "consent_withdrawal",
    "automated_decision_review",
    "sale_sharing_opt_out",
    "limit_sensitive_use",
]
Status = Literal[
    "awaiting_verification",
    "new",
    "open",
    "waiting_requester",
    "on_hold",
    "pending_approval",
    "fulfilling",
    "resolved",
    "closed",
    "cancelled",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
RIGHTS: tuple[Right, ...] = get_args(Right)
STATUSES: tuple[Status, ...] = get_args(Status)

FIRST: tuple[Status, ...] = ("new", "awaiting_verification")
TRANSITIONS: MappingProxyType[Status, tuple[Status, ...]] = MappingProxyType(
    {
        "awaiting_verification": ("new", "cancelled"),
        "new": ("open", "cancelled"),
        "open": (
            "awaiting_verification",
            "waiting_requester",
            "on_hold",
            "pending_approval",
            "resolved",
            "cancelled",
        ),
        "waiting_requester": ("open", "resolved", "cancelled"),
        "on_hold": ("open", "cancelled"),
        "pending_approval": ("fulfilling", "open", "resolved"),
        "fulfilling": ("resolved", "open"),
        "resolved": ("open", "closed"),
        "closed": (),
        "cancelled": (),
    }
)
FINAL: frozenset[Status] = frozenset(status for status, onward in TRANSITIONS.items() if not onward)

Guard = Literal["provable", "decided", "approved", "denied", "identified", "complete", "settled", "answered"]
GUARDS: MappingProxyType[tuple[Status, Status], tuple[Guard, ...]] = MappingProxyType(
    {
        ("open", "awaiting_verification"): ("provable",),
        ("open", "pending_approval"): ("decided",),
        ("open", "resolved"): ("settled", "answered"),
        ("waiting_requester", "resolved"): ("settled", "answered"),
        ("pending_approval", "fulfilling"): ("decided", "approved", "identified", "complete"),
        ("pending_approval", "resolved"): ("decided", "approved", "denied", "answered"),
        ("fulfilling", "resolved"): ("decided", "approved", "identified", "complete", "answered"),
    }
)
"""What must hold before a step of the table is taken; `guards` says of each what is missing."""

Outcome = Literal["granted", "partly", "denied"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

OPT_OUTS: frozenset[str] = frozenset(
    ("marketing_opt_out", "sale_sharing_opt_out", "limit_sensitive_use", "consent_withdrawal", "objection")
)
"""Rights that are carried out without proof of identity (11 CCR 7026; Act on Specified E-mail art. 3(3))."""
DISCLOSURES: frozenset[str] = frozenset(("disclosure", "disclosure_of_provision_records", "portability"))
"""Rights that hand data over."""


REASONS: MappingProxyType[Status, tuple[str, ...]] = MappingProxyType(
    {
        "on_hold": (
            "legal_hold",
            "internal_discussion",
            "needs_clarification",
            "waiting_for_others",
            "other",
        ),
        "cancelled": ("withdrawn", "unverified", "duplicate", "merged", "spam"),
    }
)
"""The codes of which one must be given when a ticket gets this status."""


def allowed(old: Status, new: Status) -> bool:
    """Whether a ticket may go from ``old`` to ``new``."""
    return new in TRANSITIONS[old]
