"""Passwords of agents: argon2id, the same work whether or not there is an account."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from helpdesk.errors import Refused

SHORTEST, LONGEST = 12, 256
"""Characters in a password."""

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """What is stored of a password; Refused when it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"a password must have between {SHORTEST} and {LONGEST} characters", "password_length")
    return _HASHER.hash(password)


def fits(stored: str, password: str) -> bool:
    """Whether this is the password that was stored."""
    try:
        return _HASHER.verify(stored, password[: LONGEST + 1])
    except VerifyMismatchError:
        return False


@cache
def fits_nobody() -> str:
    """A stored form that no password fits, for accounts without one and for unknown addresses."""
    return _HASHER.hash(secrets.token_urlsafe(32))
