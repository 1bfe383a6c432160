"""The vault: one key-encryption key in a file, one data key per ticket or conversation, sealed values.

An envelope is ``v1|key id|nonce|ciphertext`` (AES-256-GCM). Its associated data is the place it was
sealed for, so that a value moved to another row, column or table does not open there.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helpdesk.errors import KeyFileError, SealBroken
from helpdesk.keyfile import KeyRing, key_id, read_or_make

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
    """Holds the key-encryption key, which lives in a file outside the database."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    @classmethod
    def open(cls, key_file: Path) -> Self:
        """Read the key file, making it (mode 0600) at first run; KeyFileError when it cannot be trusted."""
        return cls(read_or_make(key_file))

    def new_data_key(self) -> DataKey:
        """A fresh data key, wrapped under the key-encryption key."""
        secret = secrets.token_bytes(32)
        current = self._ring.current
        return DataKey(_encrypt(self._ring.keys[current], current, secret, _WRAPPED), secret)

    def data_key(self, wrapped: bytes) -> DataKey:
        """Unwrap a stored data key; KeyFileError when the key file lacks the key it was wrapped with."""
        match = ENVELOPE.fullmatch(wrapped)
        if match is None:
            raise SealBroken("a stored data key is damaged; restore the database from a backup")
        return DataKey(wrapped, _decrypt(self._key(match[1].decode()), wrapped, _WRAPPED))

    def blind(self, value: str, purpose: str) -> str:
        """A keyed hash (hex) of ``value`` for equality look-up; differs by purpose."""
        return hmac.new(self._ring.index_key, f"{purpose}\0{value}".encode(), sha256).hexdigest()

    def sign(self, data: bytes) -> str:
        """``key id:signature`` (Ed25519) by a key derived from the key-encryption key."""
        current = self._ring.current
        return f"{current}:{base64.b64encode(self._signer(current).sign(data)).decode()}"

    def signed(self, data: bytes, signature: str) -> bool:
        """Whether ``signature`` was made by :meth:`sign` for exactly these data."""
        id, _, value = signature.partition(":")
        if id not in self._ring.keys:
            return False
        try:
            self._signer(id).public_key().verify(base64.b64decode(value), data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def check_signer(self, signature: str) -> None:
        """KeyFileError when the key that made the signature is not in the key file."""
        self._key(signature.partition(":")[0])

    def _signer(self, id: str) -> Ed25519PrivateKey:
        derived = HKDF(SHA256(), 32, salt=None, info=b"madoguchi audit checkpoint").derive(self._key(id))
        return Ed25519PrivateKey.from_private_bytes(derived)

    def _key(self, id: str) -> bytes:
        if id not in self._ring.keys:
            raise KeyFileError(
                f"the database was sealed with key {id!r}, which the key file does not hold; "
                "put the key file of this database back from its backup"
            )
        return self._ring.keys[id]


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
