"""What is found on one thing that is looked at."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`good` is False when somebody has to mend it; then `state` says what is wrong and what to do."""

    what: str
    good: bool
    state: str

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)
