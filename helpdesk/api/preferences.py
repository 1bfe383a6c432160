"""The register of opt-outs for programs, such as the system that sends mailings."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from helpdesk.desk import Desk
from helpdesk.errors import NotFound
from helpdesk.moments import Moment
from helpdesk.narrowing import is_seen


class Choice(BaseModel):
    """What one person has chosen for one purpose, as it holds now."""

    model_config = ConfigDict(from_attributes=True)

    channel: str
    contact: str
    purpose: str
    state: str
    effective_at: datetime
    recorded_at: datetime
    reference: str | None


class Choices(BaseModel):
    """The choices of an organisation's people."""

    items: tuple[Choice, ...]


class PreferenceApi:
    """Reads the register; that it was read is on record."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def list(
        self, organisation: Annotated[str, Query(max_length=100)], since: Moment | None = None
    ) -> Choices:
        """What holds for every person of an organisation; with ``since``, only what was recorded since."""
        if not is_seen(organisation):
            raise NotFound("no such organisation")
        found = self.desk.preferences.current(organisation, since)
        return Choices(items=tuple(map(Choice.model_validate, found)))
