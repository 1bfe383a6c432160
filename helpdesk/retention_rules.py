"""How long personal data are kept: the rule of a purpose and kind, else of any kind, else the setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from sqlmodel import Session, select

from helpdesk import audit
from helpdesk.casework import agent_at_work
from helpdesk.config import DeskSettings
from helpdesk.errors import Refused
from helpdesk.tables import RetentionRuleRecord
from helpdesk.tickets import KINDS
from helpdesk.workplace import Workplace

Purpose = Literal["ticket", "attachment", "identity_document", "outbox", "journal", "conversation", "inbox"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
OF_TICKETS: tuple[Purpose, ...] = ("ticket", "attachment", "identity_document", "outbox")
"""What is kept with tickets, and may have a rule for each of their kinds."""
ANY = "any"
LONGEST_DAYS = 36500


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Days that something is kept after its end; ``is_set`` unless it is the setting."""

    purpose: Purpose
    kind: str
    days: int
    is_set: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force; ``setting`` has the days of each purpose that no rule names."""

    setting: Mapping[Purpose, int]
    set: Mapping[tuple[str, str], int]

    def days(self, purpose: Purpose, kind: str = ANY) -> int:
        """Days for a purpose, and a kind of ticket where it is one of tickets."""
        general = self.set.get((purpose, ANY), self.setting[purpose])
        return self.set.get((purpose, kind), general)

    def all(self) -> tuple[RetentionRule, ...]:
        """Every rule, and the settings where there is none for any kind."""
        kinds = (ANY, *KINDS)
        return tuple(
            RetentionRule(purpose, kind, self.days(purpose, kind), (purpose, kind) in self.set)
            for purpose in PURPOSES
            for kind in kinds
            if (purpose, kind) in self.set or (kind == ANY and purpose in self.setting)
        )


def rules_in(session: Session, settings: DeskSettings, elsewhere: Mapping[Purpose, int]) -> Rules:
    """The rules of the database; ``elsewhere`` has the days of what is kept outside the desk."""
    own: dict[Purpose, int] = {
        "ticket": settings.keep_closed_days,
        "attachment": settings.keep_files_days,
        "identity_document": settings.keep_identity_days,
        "outbox": settings.keep_unsent_days,
        "journal": settings.keep_questions_days,
    }
    rows = session.exec(select(RetentionRuleRecord)).all()
    return Rules(own | dict(elsewhere), {(row.purpose, row.kind): row.days for row in rows})


def change(work: Workplace, purpose: Purpose, kind: str, days: int | None, agent_id: str) -> None:
    """Set a rule; None takes it back, so that the general one holds. Refused for what cannot be a rule."""
    if purpose not in PURPOSES or kind not in (ANY, *KINDS) or (kind != ANY and purpose not in OF_TICKETS):
        raise Refused("there is no rule for this purpose and kind; choose others", "choice")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"a period has between 1 and {LONGEST_DAYS} days", "days")
    with work.sessions.write() as session:
        agent_at_work(session, agent_id)
        row = session.get(RetentionRuleRecord, (purpose, kind), with_for_update=True)
        old = row.days if row else None
        if days is None and row:
            session.delete(row)
        if days is not None:
            row = row or RetentionRuleRecord(
                purpose=purpose, kind=kind, days=days, changed_by=agent_id, changed_at=work.clock()
            )
            row.days, row.changed_by, row.changed_at = days, agent_id, work.clock()
            session.add(row)
        facts = {"purpose": purpose, "kind": kind, "old": old, "new": days}
        audit.record(session, work.vault, work.clock(), "retention_rule_changed", agent_id, facts=facts)
