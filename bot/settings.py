"""All settings of all rooms in one list, for `madoguchi config check`."""

import os
import re
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from bot.config import BotSettings
from bot.email.config import EmailSettings
from bot.slack.config import SlackSettings
from helpdesk import DeskSettings, ProviderSettings
from knowledge import KnowledgeSettings

ROOMS: tuple[type[BaseSettings], ...] = (
    BotSettings,
    SlackSettings,
    EmailSettings,
    DeskSettings,
    ProviderSettings,
    KnowledgeSettings,
)
NOT_OF_A_ROOM = frozenset({"MADOGUCHI_DATA"})


class SettingsError(Exception):
    """A setting is wrong; the message names it and what is expected."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands; secrets show as asterisks."""

    name: str
    value: str
    is_default: bool


def settings_in_force() -> tuple[Setting, ...]:
    """Every setting of every room. Raises SettingsError on a bad value or an unknown `MADOGUCHI_*` name."""
    known = {name for room in ROOMS for name in _names(room)} | NOT_OF_A_ROOM
    if unknown := sorted(name for name in os.environ if name.startswith("MADOGUCHI_") and name not in known):
        raise SettingsError(f"{unknown[0]} is no setting: see docs/operations.md for the names")
    return tuple(setting for room in ROOMS for setting in _read(room))


def _names(room: type[BaseSettings]) -> dict[str, str]:
    prefix = str(room.model_config.get("env_prefix", ""))
    return {f"{prefix}{field}".upper(): field for field in room.model_fields}


def _read(room: type[BaseSettings]) -> list[Setting]:
    try:
        settings = room()
    except ValidationError as error:
        first = error.errors()[0]
        prefix = str(room.model_config.get("env_prefix", ""))
        where = f"{prefix}{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        raise SettingsError(f"{where}{first['msg'].removeprefix('Value error, ')}") from None
    return [
        Setting(name, _shown(str(getattr(settings, field))), name not in os.environ)
        for name, field in _names(room).items()
    ]


def _shown(value: str) -> str:
    """A value without the password that an address in it may hold."""
    return re.sub(r"(://[^/@\s]*):[^/\s]*@", r"\1:***@", value)
