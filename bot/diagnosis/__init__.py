"""What `madoguchi doctor` looks at: machine, settings, data folder and, when asked, what lies outside."""

from collections.abc import Iterator
from pathlib import Path

from bot.config import BotSettings
from bot.diagnosis import addresses, house, machine, outside
from bot.diagnosis.finding import Finding
from bot.schema import SchemaError
from bot.settings import SettingsError, settings_in_force
from bot.wiring import open_house
from helpdesk import HelpdeskError

__all__ = ["Finding", "diagnose"]


def diagnose(data: Path, *, reach: bool = False) -> Iterator[Finding]:
    """Look at all of it, one thing after another; the folder is made and migrated when it is not there.

    `reach`: also connect to the mail server and to Slack, where they are set.
    """
    yield from machine.look(data)
    try:
        settings_in_force()
    except SettingsError as error:
        yield Finding("settings", False, str(error))
        return
    yield from addresses.look(BotSettings())
    try:
        with open_house(data) as opened:
            yield from house.look(opened)
    except (SchemaError, HelpdeskError) as error:
        yield Finding("data folder", False, str(error))
    if reach:
        yield from outside.look()
