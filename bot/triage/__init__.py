"""What a person wants, told from their words alone: no model, one table of patterns per language."""

from bot.triage.intents import Intent, Want
from bot.triage.judging import judge

__all__ = ["Intent", "Want", "judge"]
