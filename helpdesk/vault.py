"""The vault: keys and sealed values."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one ticket or conversation; ``wrapped`` is the form that may be stored."""

    wrapped: bytes

    def seal(self, text: str, bound_to: str) -> bytes:
        """Encrypt ``text`` so that it opens only for the same ``bound_to`` (``table/column/row id``)."""
        raise NotImplementedError

    def unseal(self, blob: bytes, bound_to: str) -> str:
        """Decrypt; SealBroken when altered, moved or sealed under another key."""
        raise NotImplementedError


class Vault:
    """Holds the key-encryption key, which lives in a file outside the database."""

    @classmethod
    def open(cls, key_file: Path) -> "Vault":
        """Read the key file, making it (mode 0600) at first run; KeyFileError when it cannot be trusted."""
        raise NotImplementedError

    def new_data_key(self) -> DataKey:
        """A fresh data key, wrapped under the key-encryption key."""
        raise NotImplementedError

    def data_key(self, wrapped: bytes) -> DataKey:
        """Unwrap a stored data key."""
        raise NotImplementedError

    def blind(self, value: str, purpose: str) -> str:
        """A keyed hash (hex) of ``value`` for equality look-up; differs by purpose."""
        raise NotImplementedError
