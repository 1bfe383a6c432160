"""What the base install is made of: the lines of its lock."""

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
LOCK = TOP / "requirements" / "base.txt"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s\\]+)", re.M)


def canonical(name: str) -> str:
    """A package's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """The version of every package."""
    return {canonical(name): version for name, version in _PIN.findall(LOCK.read_text("utf-8"))}
