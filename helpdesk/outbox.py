"""Messages on their way out: leased by one worker at a time, sent, retried, or given up visibly."""

from helpdesk.views import Outgoing


class Outbox:
    """The rows that ``bot.delivery`` takes and sends."""

    def lease(self, limit: int, seconds: int) -> tuple[Outgoing, ...]:
        """Take up to ``limit`` due rows for ``seconds``; nobody else gets them meanwhile."""
        raise NotImplementedError

    def sent(self, id: str, provider_id: str) -> None:
        """Record that the channel has accepted it."""
        raise NotImplementedError

    def failed(self, id: str, reason: str, permanent: bool) -> None:
        """Record a failed attempt; ``reason`` is a short code. Tried again later unless permanent."""
        raise NotImplementedError

    def requeue(self, id: str) -> None:
        """Put a failed or dead row back in the queue."""
        raise NotImplementedError
