"""Holds the base install against known advisories: `make audit`.

Ends with 0 when every package was checked and nothing is left over; with 1 for an advisory without a waiver,
a waiver whose day has come or a package that could not be checked; with 3 when none could: it did not run.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.supply_chain.lock import LOCK, TOP

WAIVERS = TOP / "deploy" / "advisories.toml"
LONGEST = timedelta(days=90)
"""A waiver is looked at again after that."""

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiver:
    """An advisory that is lived with until a day."""

    id: str
    package: str
    until: date
    reason: str


def read_waivers(file: Path = WAIVERS) -> tuple[Waiver, ...]:
    """The waivers of a file; TypeError or KeyError when one says less or more than it must."""
    return tuple(Waiver(**each) for each in tomllib.loads(file.read_text("utf-8")).get("waiver", ()))


def judged(report: Report, waivers: Sequence[Waiver], today: date) -> tuple[int, list[str]]:
    """The exit code, and a line for each thing to do; `report` is pip-audit's JSON."""
    parts = report["dependencies"]
    unseen = [part["name"] for part in parts if "skip_reason" in part]
    if len(unseen) == len(parts):
        return 3, [
            f"NOT RUN: none of {len(parts)} packages could be checked; is the advisory service reachable?"
        ]
    waived = {(waiver.package, waiver.id) for waiver in waivers}
    lines = [f"{name}: could not be checked" for name in unseen]
    lines += [
        f"{part['name']} {part['version']}: {found['id']}, mended in {found['fix_versions'] or 'none'}"
        for part in parts
        for found in part.get("vulns", ())
        if not waived & {(part["name"], each) for each in (found["id"], *found["aliases"])}
    ]
    lines += [f"waiver {each.id}: ended {each.until}" for each in waivers if each.until < today]
    lines += [f"waiver {each.id}: longer than 90 days" for each in waivers if each.until > today + LONGEST]
    return (1 if lines else 0), lines or [
        f"{len(parts)} packages checked, {len(waivers)} waivers, nothing left over"
    ]


def main() -> int:
    """Run pip-audit over the lock and print what it comes to."""
    tool = TOP / ".venv" / "tools" / "bin" / "pip-audit"
    asked = ["-r", str(LOCK), "--disable-pip", "--require-hashes", "-f", "json", "--progress-spinner", "off"]
    ran = subprocess.run(
        [str(tool), *asked],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    code, lines = judged(
        json.loads(ran.stdout or '{"dependencies": []}'), read_waivers(), datetime.now(UTC).date()
    )
    print("\n".join(lines))  # noqa: T201  # the result
    return code


if __name__ == "__main__":
    sys.exit(main())
