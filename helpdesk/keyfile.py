"""The key file: JSON of mode 0600, made once, holding the key-encryption keys by id and the index key."""

import base64
import binascii
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from helpdesk.errors import KeyFileError

_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class KeyRing:
    """``keys``: key-encryption keys by id, of which ``current`` seals; the ``index_key`` never changes."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)


def read_or_make(path: Path) -> KeyRing:
    """The keys in ``path``, made at first run; KeyFileError when others may read it or it is damaged."""
    if not path.exists():
        _make(path)
    mode = path.stat().st_mode
    if mode & _OTHERS:
        raise KeyFileError(f"{path} may be read by other users (mode {mode & 0o777:04o}): chmod 600 {path}")
    return _read(path)


def key_id(secret: bytes) -> str:
    """Eight hex digits that name a key without telling it."""
    return sha256(b"madoguchi key id" + secret).hexdigest()[:8]


def _read(path: Path) -> KeyRing:
    try:
        content = json.loads(path.read_text())
        keys = {id: base64.b64decode(key, validate=True) for id, key in content["keys"].items()}
        ring = KeyRing(content["current"], keys, base64.b64decode(content["index_key"], validate=True))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise KeyFileError(f"{path} is not a key file; put it back from its backup") from error
    if ring.current not in keys or {len(key) for key in (*keys.values(), ring.index_key)} != {32}:
        raise KeyFileError(f"{path} lacks a key of 32 bytes; put it back from its backup")
    return ring


def _make(path: Path) -> None:
    """Write beside and link, so that of two first runs one wins and nobody reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key, index_key = secrets.token_bytes(32), secrets.token_bytes(32)
    id = key_id(key)
    content = {"current": id, "keys": {id: _text(key)}, "index_key": _text(index_key)}
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    finally:
        os.unlink(beside)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
