"""Organisations and their procedures, read from one TOML file each."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation: who it is, its desks, and what it requires for each right."""

    id: str
    name: str
    short_name: str
    parent: str | None
    language: str
    regime: str
    time_zone: str
    country: str
    unofficial: bool


def load_profile(path: Path) -> Profile:
    """Read an organisation file; ProfileError with one clear line when it breaks the schema."""
    raise NotImplementedError
