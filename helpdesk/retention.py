"""The end of personal data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetentionCounts:
    """What one run has erased."""

    tickets: int
    sessions: int


class Retention:
    """Erases what has reached its end."""

    def run(self) -> RetentionCounts:
        """Destroy the data keys of tickets closed longer ago than the setting; drop ended sessions."""
        raise NotImplementedError
