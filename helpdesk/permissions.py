"""Who may do what, and where: one table of roles and actions, asked by every door of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "lead", "privacy_officer", "auditor", "administrator"]
Action = Literal[
    "read",
    "write",
    "decide",
    "approve",
    "report",
    "export",
    "erase",
    "edit_procedures",
    "set_retention",
    "see_accesses",
    "manage_accounts",
]

_WORK: frozenset[Action] = frozenset({"read", "write", "decide", "approve"})
_LEAD: frozenset[Action] = _WORK | {"report", "export", "edit_procedures"}
_OFFICER: frozenset[Action] = _LEAD | {"erase", "set_retention"}

MAY: Mapping[Role, frozenset[Action]] = {
    "agent": _WORK,
    "lead": _LEAD,
    "privacy_officer": _OFFICER,
    "auditor": frozenset({"read", "report", "export", "see_accesses"}),
    "administrator": _OFFICER | {"see_accesses", "manage_accounts"},
}
"""What each role may do. To ``approve`` is to be the second agent of somebody else's decision."""

EVERYWHERE: frozenset[Action] = frozenset({"set_retention", "manage_accounts"})
"""What concerns all organisations at once, and is therefore nothing for those who have memberships."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's role in one organisation."""

    organisation: str
    role: Role


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may do. With memberships these alone count; without, ``role`` holds everywhere."""

    role: Role
    memberships: tuple[Membership, ...] = ()

    def may(self, action: Action, organisation: str | None = None) -> bool:
        """Whether this is allowed in that organisation; without one, whether it is allowed anywhere."""
        where = self.where(action)
        return where is None or bool(where if organisation is None else organisation in where)

    def where(self, action: Action) -> frozenset[str] | None:
        """The organisations in which this is allowed; None for all there are."""
        if not self.memberships:
            return None if action in MAY[self.role] else frozenset()
        if action in EVERYWHERE:
            return frozenset()
        return frozenset(one.organisation for one in self.memberships if action in MAY[one.role])
