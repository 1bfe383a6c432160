"""The workspaces that the app is installed in; their tokens are stored sealed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.ports import Clock, Sessions
from bot.slack.records import InstallationRecord
from helpdesk import Vault


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace without its token. `trouble` is the error code for which nothing can be sent there."""

    team: str
    name: str
    organisation: str
    bot_user: str
    scopes: tuple[str, ...]
    installed_at: datetime
    trouble: str | None
    trouble_at: datetime | None


@dataclass(frozen=True, slots=True)
class Granted:
    """What Slack grants at an installation; `token` is None for the workspace that the settings name."""

    team: str
    name: str
    bot_user: str
    scopes: tuple[str, ...]
    token: str | None


class Installations:
    """Keeps them; one organisation each."""

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    def keep(self, granted: Granted, organisation: str) -> None:
        """Store it, in place of an older installation in the same workspace."""
        try:
            self._keep(granted, organisation)
        except IntegrityError:  # another process stored the first installation at this moment
            self._keep(granted, organisation)

    def _keep(self, granted: Granted, organisation: str) -> None:
        key = self._vault.new_data_key() if granted.token else None
        sealed = key.seal(granted.token, _place(granted.team)) if key and granted.token else None
        with self._sessions.write() as session:
            session.merge(
                InstallationRecord(
                    team=granted.team,
                    name=granted.name,
                    organisation=organisation,
                    bot_user=granted.bot_user,
                    scopes=",".join(granted.scopes),
                    data_key=key.wrapped if key else None,
                    token=sealed,
                    installed_at=self._clock(),
                )
            )

    def find(self, team: str) -> Installation | None:
        """The installation in a workspace."""
        with self._sessions.read() as session:
            record = session.get(InstallationRecord, team)
        return _view(record) if record else None

    def all(self) -> tuple[Installation, ...]:
        """Every installation, by name."""
        with self._sessions.read() as session:
            rows = session.exec(select(InstallationRecord).order_by(col(InstallationRecord.name))).all()
        return tuple(_view(row) for row in rows)

    def token(self, team: str) -> str | None:
        """The workspace's own bot token."""
        with self._sessions.read() as session:
            record = session.get(InstallationRecord, team)
        if record is None or record.token is None or record.data_key is None:
            return None
        return self._vault.data_key(record.data_key).unseal(record.token, _place(team))

    def broke(self, team: str, trouble: str | None) -> None:
        """Note why nothing can be sent there, or that it works again; the first time counts."""
        with self._sessions.write() as session:
            record = session.get(InstallationRecord, team)
            if record and record.trouble != trouble:
                record.trouble, record.trouble_at = trouble, self._clock() if trouble else None
                session.add(record)

    def remove(self, team: str) -> int:
        """Forget the workspace and its token; how many rows."""
        with self._sessions.write() as session:
            record = session.get(InstallationRecord, team)
            if record:
                session.delete(record)
        return int(record is not None)


def _view(record: InstallationRecord) -> Installation:
    return Installation(
        team=record.team,
        name=record.name,
        organisation=record.organisation,
        bot_user=record.bot_user,
        scopes=tuple(filter(None, record.scopes.split(","))),
        installed_at=record.installed_at,
        trouble=record.trouble,
        trouble_at=record.trouble_at,
    )


def _place(team: str) -> str:
    return f"bot_slack_installation/token/{team}"
