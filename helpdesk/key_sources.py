"""Where the ring of keys is kept: in a file, in the environment, or in a file that a key service opens."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from helpdesk.errors import KeyFileError
from helpdesk.keyring import KeyRing

_OTHERS = 0o077
_WAIT_SECONDS = 30


class KeySource(Protocol):
    """Keeps one ring, for as many processes as there are."""

    def read(self) -> KeyRing:
        """The ring, made at first run; KeyFileError when it cannot be read or trusted."""

    def mark(self) -> object:
        """Something cheap that differs once the ring was changed; None while that cannot be told."""

    def swap(self, old: KeyRing, new: KeyRing) -> None:
        """Put a new ring in the place of the old one; KeyFileError when another stands there meanwhile."""


class KeyFile:
    """A JSON file of mode 0600."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> KeyRing:
        """KeyFileError also when other users may read the file."""
        if not self._path.exists():
            _put(self._path, self._closed(KeyRing.new().written()), first=True)
        mode = self._path.stat().st_mode
        if mode & _OTHERS:
            raise KeyFileError(
                f"{self._path} may be read by other users (mode {mode & 0o777:04o}): chmod 600 {self._path}"
            )
        try:
            text = self._opened(self._path.read_bytes()).decode()
        except UnicodeDecodeError:
            text = ""
        return KeyRing.read(text, str(self._path))

    def mark(self) -> object:
        """Of a file that was replaced, number and time differ."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def swap(self, old: KeyRing, new: KeyRing) -> None:
        """One at a time, by a lock that ends with its process."""
        with FileLock(self._path.with_name(f"{self._path.name}.lock")):
            if self.read() != old:
                raise KeyFileError("the keys were changed meanwhile; run the command again")
            _put(self._path, self._closed(new.written()), first=False)

    def _closed(self, text: str) -> bytes:
        return text.encode()

    def _opened(self, content: bytes) -> bytes:
        return content


class ServedKeyFile(KeyFile):
    """A key file that a key management service encrypts, by commands that read and write standard streams."""

    def __init__(self, path: Path, wrap: Sequence[str], unwrap: Sequence[str]) -> None:
        super().__init__(path)
        self._wrap, self._unwrap = wrap, unwrap

    def _closed(self, text: str) -> bytes:
        return _run(self._wrap, text.encode())

    def _opened(self, content: bytes) -> bytes:
        return _run(self._unwrap, content)


class GivenKeys:
    """A ring that was handed in, such as by an environment variable; ``named`` tells which."""

    def __init__(self, text: str, named: str) -> None:
        self._ring, self._named = KeyRing.read(text, named), named

    def read(self) -> KeyRing:
        """What was handed in."""
        return self._ring

    def mark(self) -> object:
        """It stays as it is for as long as the process lives."""
        return 0

    def swap(self, old: KeyRing, new: KeyRing) -> None:
        """KeyFileError: nobody but who set the variable can change it."""
        raise KeyFileError(
            f"the keys come from {self._named}: put there what `madoguchi keys next` prints, start again, "
            "then run `madoguchi keys rotate`"
        )


def _run(command: Sequence[str], content: bytes) -> bytes:
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=_WAIT_SECONDS)  # noqa: S603  # what the operator has set
    except (OSError, subprocess.SubprocessError) as error:
        raise KeyFileError(
            f"the command {command[0]!r} of the key service failed ({type(error).__name__}); "
            "run it by hand to see why"
        ) from error
    return done.stdout


def _put(path: Path, content: bytes, *, first: bool) -> None:
    """Write beside and move, so that nobody reads half a file; of two first runs one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if not first:
        os.replace(beside, path)
    else:
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(beside)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
