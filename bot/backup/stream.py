"""A file in sealed pieces: none can be altered, moved, left out or cut off without being noticed.

``MADOGUCHI BACKUP 1`` and a line break, the wrapped data key, then pieces; each part after its length in
four bytes, most significant first.
"""

from typing import IO

from helpdesk import DataKey, SealBroken, Vault

MAGIC = b"MADOGUCHI BACKUP 1\n"
PIECE = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made or taken back; one line that says what to do."""


class SealedWriter:
    """Seals what is written to it."""

    def __init__(self, file: IO[bytes], key: DataKey) -> None:
        self._file, self._key = file, key
        self._waiting = bytearray()
        self._count = 0
        file.write(MAGIC)
        self._part(key.wrapped)

    def write(self, content: bytes) -> int:
        """Take more; how much of it, which is all."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Write the last piece."""
        self._piece(bytes(self._waiting), last=True)

    def _piece(self, content: bytes, *, last: bool) -> None:
        self._part(self._key.seal_bytes(content, _place(self._count, last)))
        self._count += 1

    def _part(self, content: bytes) -> None:
        self._file.write(len(content).to_bytes(4, "big") + content)


class SealedReader:
    """Gives back what was written. BackupError for another file; SealBroken for one that was altered."""

    def __init__(self, file: IO[bytes], vault: Vault) -> None:
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupError("this is not a backup of Madoguchi")
        self._key = vault.data_key(self._part())
        self._ready = b""
        self._count = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        while len(self._ready) < size and not self._ended:
            self._ready += self._piece()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _piece(self) -> bytes:
        sealed = self._part()
        at, self._count = self._count, self._count + 1
        try:
            return self._key.unseal_bytes(sealed, _place(at, last=False))
        except SealBroken:
            content = self._key.unseal_bytes(sealed, _place(at, last=True))
        self._ended = True
        return content

    def _part(self) -> bytes:
        length = int.from_bytes(self._file.read(4), "big")
        content = self._file.read(length)
        if not length or len(content) < length:
            raise BackupError("the backup is cut off; take another one")
        return content


def _place(number: int, last: bool) -> str:
    return f"backup/{number}/{'last' if last else 'more'}"
