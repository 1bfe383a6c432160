"""The language that a person chose for what we say to them; without a choice it is Slack's own setting."""

from typing import Any, cast

from sqlalchemy import CursorResult
from sqlmodel import col, delete

from bot.ports import Sessions
from bot.slack.people import Language
from bot.slack.records import ChoiceRecord
from helpdesk import Vault


class Choices:
    """Keeps choices under a keyed hash of workspace and person."""

    def __init__(self, sessions: Sessions, vault: Vault) -> None:
        self._sessions = sessions
        self._vault = vault

    def language(self, team: str, user: str) -> Language | None:
        """What the person chose."""
        with self._sessions.read() as session:
            record = session.get(ChoiceRecord, self._mark(team, user))
        return cast(Language, record.language) if record else None

    def choose(self, team: str, user: str, language: Language | None) -> None:
        """Keep a choice; None leaves it to Slack's setting again."""
        mark = self._mark(team, user)
        with self._sessions.write() as session:
            if language:
                session.merge(ChoiceRecord(mark=mark, team=team, language=language))
            else:
                session.exec(delete(ChoiceRecord).where(col(ChoiceRecord.mark) == mark))

    def forget(self, team: str) -> int:
        """Remove the choices made in a workspace; how many."""
        with self._sessions.write() as session:
            gone = session.exec(delete(ChoiceRecord).where(col(ChoiceRecord.team) == team))
            return cast("CursorResult[Any]", gone).rowcount

    def _mark(self, team: str, user: str) -> str:
        return self._vault.blind(f"{team}/{user}", "bot_slack_choice")
