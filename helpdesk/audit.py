"""The audit trail: hash-chained events without personal data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditReport:
    """``problems`` is empty when the chain is whole."""

    events: int
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Nothing was altered, deleted, inserted or reordered."""
        return not self.problems


class Audit:
    """Checks the chain."""

    def verify(self) -> AuditReport:
        """Read the whole chain and its signed checkpoint."""
        raise NotImplementedError
