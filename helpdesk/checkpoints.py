"""Checkpoints: where the audit chain stood, signed, in a file that is kept away from the database."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from helpdesk.errors import CheckpointError


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last event at a moment (UTC); ``signature`` is of the vault, over ``statement``."""

    seq: int
    hash: str
    at: datetime
    signature: str = ""

    def statement(self) -> bytes:
        """What is signed."""
        return f"madoguchi audit checkpoint {self.seq} {self.hash} {self.at.isoformat()}".encode()

    def written(self) -> str:
        """One line of JSON."""
        content = {"seq": self.seq, "hash": self.hash, "at": self.at.isoformat(), "signature": self.signature}
        return json.dumps(content)

    @classmethod
    def read(cls, line: str) -> Self:
        """What was written; CheckpointError for anything else."""
        try:
            content = json.loads(line)
            at = datetime.fromisoformat(content["at"]).astimezone(UTC)
            return cls(int(content["seq"]), str(content["hash"]), at, str(content["signature"]))
        except (ValueError, KeyError, TypeError) as error:
            raise CheckpointError(
                "a line of the file is no checkpoint of the audit chain; take an untouched copy of it"
            ) from error


def read_checkpoints(text: str) -> tuple[Checkpoint, ...]:
    """The checkpoints of a file, one a line, oldest first; CheckpointError when one is damaged."""
    return tuple(Checkpoint.read(line) for line in text.splitlines() if line)
