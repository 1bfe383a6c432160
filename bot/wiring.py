"""The one place where every concrete part of the house is made and fitted together."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING

from bot.config import BotSettings
from bot.database import Database
from bot.schema import migrate
from bot.tally import Tally

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.delivery import Channel, Delivery
    from bot.inbox import Inbox
    from bot.rekeying import Rekeying
    from bot.sites import Sites
    from bot.storage import ConversationStore
    from bot.tokens import Tokens
    from bot.vouching import Vouching
    from helpdesk import Desk, KeySource, Vault
    from knowledge import Knowledge

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


class House(AbstractContextManager["House"]):
    """Everything a command or the server works with; parts open when first used."""

    def __init__(self, data: Path, settings: BotSettings, clock: Clock = now) -> None:
        self.data = data
        self.settings = settings
        self.clock = clock
        self.tally = Tally()
        self.stopping = Event()
        """Set once the server is told to stop: it is no longer ready, and streams end."""
        data.mkdir(parents=True, exist_ok=True)
        self.database = Database(settings.database_url_for(data), data / "write.lock")
        migrate(self.database)

    @cached_property
    def vault(self) -> "Vault":
        from helpdesk import Vault

        return Vault(key_source(self.settings, self.data))

    @cached_property
    def knowledge(self) -> "Knowledge":
        from knowledge import open_knowledge

        return open_knowledge(self.database, self.data / "index", clock=self.clock)

    @cached_property
    def desk(self) -> "Desk":
        from bot.email.config import EmailSettings
        from bot.particulars import identifiers
        from bot.shelf import Shelf
        from bot.slack.config import SlackSettings
        from helpdesk import Elsewhere, open_desk

        shelf = Shelf(lambda: self.knowledge)
        desk = open_desk(
            self.database,
            self.vault,
            shelf=shelf,
            identifiers=identifiers,
            clock=self.clock,
            sends_email=EmailSettings().host is not None,
            shows_cards=SlackSettings().desk_channel is not None,
        )
        desk.retention.elsewhere["conversation"] = Elsewhere(
            self.settings.conversation_days,
            lambda: self.store.ending(),
            lambda: self.conversation.expire(),
        )
        desk.retention.elsewhere["inbox"] = Elsewhere(
            self.settings.inbox_days,
            lambda: self.inbox.ending(desk.retention.days("inbox")),
            lambda: self.inbox.expire(desk.retention.days("inbox")),
        )
        return desk

    @cached_property
    def rekeying(self) -> "Rekeying":
        from bot.rekeying import Rekeying

        return Rekeying(self.database, self.vault, self.clock)

    @cached_property
    def store(self) -> "ConversationStore":
        from bot.storage import ConversationStore

        def lifetime() -> timedelta:
            return timedelta(days=self.desk.retention.days("conversation"))

        return ConversationStore(self.database, self.vault, self.clock, lifetime)

    @cached_property
    def tokens(self) -> "Tokens":
        from bot.tokens import Tokens

        return Tokens(self.database, self.clock)

    @cached_property
    def sites(self) -> "Sites":
        from bot.sites import Sites

        return Sites(self.database, self.vault, self.clock)

    @cached_property
    def vouching(self) -> "Vouching":
        from bot.vouching import Vouching

        return Vouching(self.database, self.vault, self.sites, self.clock)

    @cached_property
    def inbox(self) -> "Inbox":
        from bot.inbox import Inbox

        return Inbox(self.database, self.vault, self.clock)

    @cached_property
    def conversation(self) -> "Conversation":
        from bot.conversation import Conversation
        from bot.intents import IntentStore

        intents = IntentStore(self.database, self.vault, self.clock)
        unfinished = timedelta(minutes=self.settings.unfinished_minutes)
        return Conversation(
            self.store,
            intents,
            self.desk,
            self.knowledge,
            self.vouching,
            self.clock,
            unfinished,
            self.tally,
        )

    def delivery(self, channels: "tuple[Channel, ...]") -> "Delivery":
        """The loop that sends what the desk has to say through these channels, and keeps the clocks."""
        from bot.delivery import CountedChannel, Delivery

        timers = (
            self.conversation.file_unfinished,
            self.desk.proving.run,
            self.desk.retention.run,
            self.knowledge.indexer.refresh,
            self.desk.approvals.check,
            self.desk.alerts.run,
        )
        counted = tuple(CountedChannel(channel, self.tally) for channel in channels)
        return Delivery(self.desk.outbox, counted, timers)

    def close(self) -> None:
        """Close what was opened."""
        if "knowledge" in self.__dict__:
            self.knowledge.close()
        self.database.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_house(data: Path, settings: BotSettings | None = None, clock: Clock = now) -> House:
    """Open (and create or migrate) the data folder `data`.

    Tracing of LangChain is forced off: left on by the environment it sends prompts to a foreign host.
    """
    names = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
    os.environ.update(dict.fromkeys(names, "false"))
    return House(data, settings or BotSettings(), clock)


def key_source(settings: BotSettings, data: Path, *, make: bool = True) -> "KeySource":
    """Where the keys are kept by the settings; KeyFileError when there are none and none may be made."""
    from helpdesk import GivenKeys, KeyFile, KeyFileError, ServedKeyFile

    if settings.key_ring:
        return GivenKeys(settings.key_ring.get_secret_value(), "MADOGUCHI_BOT_KEY_RING")
    served = bool(settings.key_wrap or settings.key_unwrap)
    path = data / "keys" / ("master.key.sealed" if served else "master.key")
    if not make and not path.exists():
        raise KeyFileError(f"put the keys of that time at {path} first")
    return ServedKeyFile(path, settings.key_wrap, settings.key_unwrap) if served else KeyFile(path)
