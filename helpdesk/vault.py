"""The vault: key-encryption keys kept elsewhere, one data key per ticket or conversation, sealed values.

An envelope is ``v1|key id|nonce|ciphertext`` (AES-256-GCM). Its associated data is the place it was
sealed for, so that a value moved to another row, column or table does not open there.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from helpdesk.errors import KeyFileError, SealBroken
from helpdesk.key_sources import KeyFile, KeySource
from helpdesk.keyring import KeyRing, key_id, signer

ENVELOPE = re.compile(rb"v1\|([0-9a-f]{8})\|(.{12})(.{16,})", re.DOTALL)
"""Key id, nonce, ciphertext with its 16-byte tag."""

_WRAPPED = "data-key"


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one ticket or conversation; ``wrapped`` is the form that may be stored."""

    wrapped: bytes
    _secret: bytes = field(repr=False)

    def seal(self, text: str, bound_to: str) -> bytes:
        """Encrypt ``text`` so that it opens only for the same ``bound_to`` (``table/column/row id``)."""
        return self.seal_bytes(text.encode(), bound_to)

    def unseal(self, blob: bytes, bound_to: str) -> str:
        """Decrypt; SealBroken when altered, moved or sealed under another key."""
        return self.unseal_bytes(blob, bound_to).decode()

    def seal_bytes(self, content: bytes, bound_to: str) -> bytes:
        """As :meth:`seal`, for a file's content."""
        return _encrypt(self._secret, key_id(self._secret), content, bound_to)

    def unseal_bytes(self, blob: bytes, bound_to: str) -> bytes:
        """As :meth:`unseal`, for a file's content."""
        return _decrypt(self._secret, blob, bound_to)


class Vault:
    """Seals under the key-encryption keys of a source outside the database."""

    def __init__(self, source: KeySource) -> None:
        self._source = source
        self._mark = source.mark()
        self._read = source.read()

    @classmethod
    def open(cls, key_file: Path) -> Self:
        """Read the key file, making it (mode 0600) at first run; KeyFileError when it cannot be trusted."""
        return cls(KeyFile(key_file))

    @property
    def ring(self) -> KeyRing:
        """The keys as they are now: another process may have added one."""
        mark = self._source.mark()
        if mark is not None and mark != self._mark:
            self._read, self._mark = self._source.read(), mark
        return self._read

    def rotate(self, now: datetime) -> None:
        """Seal under a new key from now on; KeyFileError when the source cannot be changed from here."""
        self._source.swap(ring := self.ring, ring.followed(now))

    def retire(self) -> None:
        """Destroy all keys but the current one. What they sealed is lost; look for it first."""
        self._source.swap(ring := self.ring, ring.retired())

    def rewrapped(self, wrapped: bytes) -> bytes:
        """A stored data key, wrapped under the current key instead; errors as :meth:`data_key`."""
        ring = self.ring
        return _encrypt(ring.keys[ring.current], ring.current, self.data_key(wrapped)._secret, _WRAPPED)

    def is_current(self, wrapped: bytes) -> bool:
        """Whether a stored data key is wrapped under the current key."""
        return wrapped.startswith(f"v1|{self.ring.current}|".encode())

    def new_data_key(self) -> DataKey:
        """A fresh data key, wrapped under the key-encryption key."""
        secret = secrets.token_bytes(32)
        ring = self.ring
        return DataKey(_encrypt(ring.keys[ring.current], ring.current, secret, _WRAPPED), secret)

    def data_key(self, wrapped: bytes) -> DataKey:
        """Unwrap a stored data key; KeyFileError when the key file lacks the key it was wrapped with."""
        match = ENVELOPE.fullmatch(wrapped)
        if match is None:
            raise SealBroken("a stored data key is damaged; restore the database from a backup")
        return DataKey(wrapped, _decrypt(self._key(match[1].decode()), wrapped, _WRAPPED))

    def blind(self, value: str, purpose: str) -> str:
        """A keyed hash (hex) of ``value`` for equality look-up; differs by purpose."""
        return hmac.new(self.ring.index_key, f"{purpose}\0{value}".encode(), sha256).hexdigest()

    def sign(self, data: bytes) -> str:
        """``key id:signature`` (Ed25519) by a key derived from the key-encryption key."""
        ring = self.ring
        signature = signer(ring.keys[ring.current]).sign(data)
        return f"{ring.current}:{base64.b64encode(signature).decode()}"

    def signed(self, data: bytes, signature: str) -> bool:
        """Whether ``signature`` was made by :meth:`sign` for exactly these data."""
        id, _, value = signature.partition(":")
        ring = self.ring
        if id in ring.keys:
            public = signer(ring.keys[id]).public_key()
        elif id in ring.verifiers:
            public = Ed25519PublicKey.from_public_bytes(ring.verifiers[id])
        else:
            return False
        try:
            public.verify(base64.b64decode(value), data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def check_signer(self, signature: str) -> None:
        """KeyFileError when the key that made the signature is not in the key file."""
        self._key(signature.partition(":")[0])

    def _key(self, id: str) -> bytes:
        ring = self.ring
        if id not in ring.keys:
            raise KeyFileError(
                f"the database was sealed with key {id!r}, which the key file does not hold; "
                "put the key file of this database back from its backup"
            )
        return ring.keys[id]


def _encrypt(secret: bytes, id: str, data: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return b"|".join((b"v1", id.encode(), nonce + AESGCM(secret).encrypt(nonce, data, bound_to.encode())))


def _decrypt(secret: bytes, blob: bytes, bound_to: str) -> bytes:
    match = ENVELOPE.fullmatch(blob)
    if match is None:
        raise SealBroken(f"the value at {bound_to} is not a sealed one")
    try:
        return AESGCM(secret).decrypt(match[2], match[3], bound_to.encode())
    except InvalidTag:
        raise SealBroken(f"the value at {bound_to} was altered, moved or sealed with another key") from None
