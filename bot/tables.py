"""Every room's tables; only `bot` may know them all, for the migrations."""

from sqlalchemy import MetaData

import bot.records
import bot.slack.records
import helpdesk
import knowledge


def all_metadata() -> tuple[MetaData, ...]:
    """The metadata of the three rooms that own tables."""
    return (knowledge.metadata, helpdesk.metadata, bot.records.metadata)
