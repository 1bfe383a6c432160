"""What SQLite does to its files, in order, written down by a layer (VFS) between it and the system.

Databases take it by the name in their URL, `sqlite:///file:PATH?vfs=watched&uri=true`; others notice nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    addressof,
    c_char_p,
    c_int,
    c_int64,
    c_void_p,
    cast,
    pointer,
    string_at,
)
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.drills.killing import DrillError

NAME = "watched"

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written at a place of a file; they may be lost until it is synced."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut to a size in bytes."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written to a file so far is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file removed; `lasting` when its folder was synced too, so that no power cut brings it back."""

    file: str
    lasting: bool


Step = Write | Truncate | Sync | Delete


class _Methods(Structure):
    """`sqlite3_io_methods` as in sqlite3.h; names of SQLite's."""

    _fields_ = [
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", _WRITE),
        ("xTruncate", _TRUNCATE),
        ("xSync", _SYNC),
        *((f"rest{number}", c_void_p) for number in range(13)),
    ]


class _File(Structure):
    """`sqlite3_file`, whose first member alone is the library's."""

    _fields_ = [("pMethods", POINTER(_Methods))]


class _Vfs(Structure):
    """`sqlite3_vfs` as in sqlite3.h."""

    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", _OPEN),
        ("xDelete", _DELETE),
        *((f"rest{number}", c_void_p) for number in range(14)),
    ]


class Watch:
    """The steps taken so far; files are named without their folder."""

    def __init__(self, system: _Vfs) -> None:
        self.steps: list[Step] = []
        self._names: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self._system = system
        self.vfs = _Vfs.from_buffer_copy(system)
        self.vfs.zName = NAME.encode()
        self.vfs.xOpen = _OPEN(self._open)
        self.vfs.xDelete = _DELETE(self._delete)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, given: int | None) -> int:
        result = int(self._system.xOpen(vfs, name, file, flags, given))
        opened = cast(file, POINTER(_File)).contents
        self._names[file] = Path(string_at(name).decode()).name if name else ""
        if result == 0:
            opened.pMethods = pointer(self._watched(opened.pMethods.contents))
        return result

    def _delete(self, vfs: int, name: bytes, lasting: int) -> int:
        result = int(self._system.xDelete(vfs, name, lasting))
        if result == 0:
            self.steps.append(Delete(Path(name.decode()).name, bool(lasting)))
        return result

    def _watched(self, system: _Methods) -> _Methods:
        """The methods of the operating system's files, three of them followed."""
        if (known := self._methods.get(addressof(system))) is not None:
            return known
        mine = _Methods.from_buffer_copy(system)
        mine.xWrite = _WRITE(self._followed(system.xWrite, _written))
        mine.xTruncate = _TRUNCATE(self._followed(system.xTruncate, Truncate))
        mine.xSync = _SYNC(self._followed(system.xSync, lambda name, _how: Sync(name)))
        self._methods[addressof(system)] = mine
        return mine

    def _followed(self, call: Any, step: Callable[..., Step]) -> Callable[..., int]:
        def followed(file: int, *args: Any) -> int:
            result = int(call(file, *args))
            if result == 0 and self._names[file]:
                self.steps.append(step(self._names[file], *args))
            return result

        return followed


def _written(name: str, content: int, size: int, offset: int) -> Write:
    return Write(name, offset, string_at(content, size))


@contextmanager
def watched() -> Iterator[Watch]:
    """Until the end of the block databases may be opened by the name `NAME`; close them within it.

    DrillError where Python's own SQLite cannot be reached.
    """
    library = _library()
    watch = Watch(library.sqlite3_vfs_find(None).contents)
    library.sqlite3_vfs_register(pointer(watch.vfs), 0)
    try:
        yield watch
    finally:
        library.sqlite3_vfs_unregister(pointer(watch.vfs))


def _library() -> Any:
    """The very library that Python's module uses, found through the module."""
    module = find_spec("_sqlite3")
    library = CDLL(module.origin if module and module.has_location else None)
    try:
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    except AttributeError:
        raise DrillError(
            "this Python has SQLite built in, which cannot be watched: use one that loads libsqlite3"
        ) from None
    return library
