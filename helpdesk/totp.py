"""Time-based one-time passwords as apps expect them: RFC 6238 with SHA-1, six digits, thirty seconds."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30
"""Seconds."""
DIGITS = 6
ISSUER = "Madoguchi"
_TOLERATED = (0, -1, 1)
"""Steps by which a telephone's clock may differ."""


def new_secret() -> str:
    """160 random bits in base32, as an app takes them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(secret: str, step: int) -> str:
    """The code of a time step (RFC 4226, 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The time step whose code was typed, at most one step from now; None when it is none of theirs."""
    current = int(now.timestamp()) // STEP
    given = "".join(typed.split()).encode()
    fitting = [
        current + shift
        for shift in _TOLERATED
        if hmac.compare_digest(code(secret, current + shift).encode(), given)
    ]
    return fitting[0] if fitting else None


def link(secret: str, account: str) -> str:
    """What an app opens to take the secret over."""
    values = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{quote(f'{ISSUER}:{account}', safe='')}?{values}"


def grouped(secret: str) -> str:
    """The secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
