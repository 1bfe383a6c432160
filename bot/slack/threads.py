"""Where in Slack something is said."""

from dataclasses import dataclass

from helpdesk import Origin


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread; `ts` is the time stamp of its first message."""

    team: str
    channel: str
    ts: str

    @classmethod
    def parse(cls, address: str) -> "Thread":
        """The thread of an origin's address `team/channel/thread_ts`; ValueError when it is none."""
        team, channel, ts = address.split("/")
        return cls(team, channel, ts)

    @property
    def address(self) -> str:
        """`team/channel/thread_ts`, as the desk and the conversation store keep it."""
        return f"{self.team}/{self.channel}/{self.ts}"

    @property
    def origin(self) -> Origin:
        """The thread as the desk knows it."""
        return Origin("slack", self.address)

    @property
    def private(self) -> bool:
        """True in a direct message with the app, the one place where nobody else reads along."""
        return self.channel.startswith("D")
