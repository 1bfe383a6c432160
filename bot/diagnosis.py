"""What `madoguchi doctor` looks at: versions, permissions, schema, index, audit chain."""

import sqlite3
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.database import WAL_SAFE
from bot.schema import SchemaError, head
from bot.wiring import House, open_house


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `good` is False when somebody has to mend it."""

    what: str
    good: bool
    state: str

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def diagnose(data: Path) -> tuple[Finding, ...]:
    """Look at the machine and at the data folder, which is made and migrated when it is not there."""
    python = ".".join(map(str, sys.version_info[:3]))
    findings = [Finding("Python", sys.version_info >= (3, 11), python), _sqlite()]
    try:
        with open_house(data) as house:
            findings += [Finding("schema", True, head()), _keys(house), _audit(house), _policies(house)]
    except SchemaError as error:
        findings.append(Finding("schema", False, str(error)))
    return tuple(findings)


def _sqlite() -> Finding:
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "rollback journal"
    return Finding("SQLite", True, f"{sqlite3.sqlite_version}, {journal}")


def _keys(house: House) -> Finding:
    ring = house.vault.ring
    missing = [id for id in house.rekeying.counts() if id not in ring.keys]
    if missing:
        return Finding("keys", False, f"the ring lacks key {missing[0]}, which stored data need")
    return Finding("keys", True, f"{len(ring.keys)}, keep a copy outside the backup of {house.data}")


def _audit(house: House) -> Finding:
    report = house.desk.audit.verify()
    state = f"{report.events} events" if report.whole else report.problems[0]
    return Finding("audit chain", report.whole, state)


def _policies(house: House) -> Finding:
    policies = house.knowledge.shelf.policies()
    return Finding(
        "policies", True, f"{len(policies)} versions, {sum(row.clauses for row in policies)} clauses"
    )
