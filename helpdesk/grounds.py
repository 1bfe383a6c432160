"""Grounds for denying a right or granting it in part, as ``grounds.toml`` lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from helpdesk.profiles import Phrase


@dataclass(frozen=True, slots=True)
class Ground:
    """What the requester is told, and the article that the ground rests on, by regime."""

    code: str
    text: Phrase
    basis: Mapping[str, str]


@cache
def grounds() -> Mapping[str, Ground]:
    """Every ground, by code."""
    content = tomllib.loads(files("helpdesk").joinpath("grounds.toml").read_text(encoding="utf-8"))
    return {
        code: Ground(code, Phrase(entry["en"], entry["ja"]), entry.get("basis", {}))
        for code, entry in content.items()
    }
