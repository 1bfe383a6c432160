"""How the desk behaves, as the operator sets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from helpdesk.tickets import Kind

TARGET_DAYS: Mapping[Kind, int] = MappingProxyType(
    {"inquiry": 2, "complaint": 2, "rights_request": 5, "opt_out": 3, "incident_report": 1}
)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Periods and service targets.

    ``target_days``: business days within which a person is to answer, by kind of ticket.
    ``status_link_life``: how long a secret status link lives after the last change of its ticket.
    ``keep_closed``: how long a closed ticket keeps its personal data.
    """

    target_days: Mapping[Kind, int] = field(default_factory=lambda: TARGET_DAYS)
    status_link_life: timedelta = timedelta(days=90)
    keep_closed: timedelta = timedelta(days=730)
    session_life: timedelta = timedelta(hours=12)
