"""Passwords of agents: none that is easily guessed; argon2id, the same work with or without an account."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from functools import cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from helpdesk.errors import Refused
from helpdesk.references import ALPHABET

SHORTEST, LONGEST = 12, 256
"""Characters in a password."""
ONE_TIME_LIFE = timedelta(days=3)
"""How long a one-time password is good; it has to come by a weekend."""
SAFE_SCORE = 4
"""More than 10^10 guesses, as zxcvbn estimates them; a season and a year come to 3."""
_LOOKED_AT = 72
"""Characters of which the guesses are estimated; the work grows much faster than their number."""

_HASHER = PasswordHasher()
_ESTIMATING = Lock()
"""zxcvbn keeps the words of an estimate in a table of the process."""


def hashed(password: str, near: Collection[str] = ()) -> str:
    """What is stored of a password; Refused for a length that is not taken and for one that is guessed.

    ``near`` are words that it must not hold, folded: those that whoever guesses it would try first.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"a password must have between {SHORTEST} and {LONGEST} characters", "password_length")
    if any(word in password.casefold() for word in near):
        raise Refused(
            "a password must not hold a word of the name, the address, an organisation or this product; "
            "leave it out",
            "password_near",
        )
    if _score(password, near) < SAFE_SCORE:
        raise Refused(
            "this password is known or easily guessed; take four words that have nothing to do with each "
            "other",
            "password_known",
        )
    return _HASHER.hash(password)


def one_time() -> str:
    """A random password of 79 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


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


def _score(password: str, near: Collection[str]) -> int:
    """How hard it is to guess, 0 to 4."""
    from zxcvbn import zxcvbn  # loads 14 MB of words

    with _ESTIMATING:
        score: int = zxcvbn(password[:_LOOKED_AT], sorted(near))["score"]
    return score
