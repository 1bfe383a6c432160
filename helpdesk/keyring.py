"""The keys that everything sealed depends on, and the form in which they are kept."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helpdesk.errors import KeyFileError


@dataclass(frozen=True, slots=True)
class KeyRing:
    """``keys``: key-encryption keys by id, of which ``current`` seals; the ``index_key`` never changes.

    ``since`` is when the current key took over, None for the first. Of keys that were retired
    ``verifiers`` still holds the public half (32 bytes) that checks their signatures.
    """

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    since: datetime | None = None
    verifiers: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def new(cls) -> Self:
        """A ring of one random key."""
        key = secrets.token_bytes(32)
        return cls(key_id(key), {key_id(key): key}, secrets.token_bytes(32))

    def followed(self, now: datetime) -> Self:
        """The ring with a new current key; the older ones still open what they sealed."""
        key = secrets.token_bytes(32)
        return replace(self, current=key_id(key), keys={**self.keys, key_id(key): key}, since=now)

    def retired(self) -> Self:
        """The ring with the current key alone."""
        old = {id: signer(key).public_key().public_bytes_raw() for id, key in self.keys.items()}
        del old[self.current]
        kept = {self.current: self.keys[self.current]}
        return replace(self, keys=kept, verifiers={**self.verifiers, **old})

    def written(self) -> str:
        """JSON, to be kept where nobody else reads it."""
        content = {
            "current": self.current,
            "keys": {id: _text(key) for id, key in self.keys.items()},
            "index_key": _text(self.index_key),
            "since": self.since.isoformat() if self.since else None,
            "verifiers": {id: _text(key) for id, key in self.verifiers.items()},
        }
        return json.dumps(content)

    @classmethod
    def read(cls, text: str, named: str) -> Self:
        """The ring in a JSON text; KeyFileError when it is none, which tells where it was: ``named``."""
        try:
            content = json.loads(text)
            since = content.get("since")
            ring = cls(
                content["current"],
                _keys(content["keys"]),
                base64.b64decode(content["index_key"], validate=True),
                datetime.fromisoformat(since) if since else None,
                _keys(content.get("verifiers", {})),
            )
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise KeyFileError(f"{named} is not a ring of keys; put it back from its backup") from error
        lengths = {len(key) for key in (*ring.keys.values(), *ring.verifiers.values(), ring.index_key)}
        if ring.current not in ring.keys or lengths != {32}:
            raise KeyFileError(f"{named} lacks a key of 32 bytes; put it back from its backup")
        return ring


def key_id(secret: bytes) -> str:
    """Eight hex digits that name a key without telling it."""
    return sha256(b"madoguchi key id" + secret).hexdigest()[:8]


def signer(secret: bytes) -> Ed25519PrivateKey:
    """The signing key that belongs to a key-encryption key."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"madoguchi audit checkpoint").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(derived)


def _keys(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {id: base64.b64decode(text, validate=True) for id, text in texts.items()}


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
