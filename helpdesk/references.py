"""Public references such as ``PR-7K3M-9QX``: random, no look-alike characters, with a check character."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters, a prime, so that the check finds every wrong character and every swap of two."""

_RANDOM = 6
_SHAPE = re.compile(rf"PR-?([{ALPHABET}]{{4}})-?([{ALPHABET}]{{3}})")


def new_reference() -> str:
    """A random reference (31^6, about 887 million)."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    return _written(characters + check_character(characters))


def read_reference(text: str) -> str | None:
    """The reference written in ``text``, whatever its case, spaces and dashes; None when it is not one."""
    match = _SHAPE.fullmatch(re.sub(r"[\s\u2010-\u2015]", "", text).upper())
    if match is None:
        return None
    characters = match[1] + match[2]
    return _written(characters) if check_character(characters[:_RANDOM]) == characters[_RANDOM] else None


def check_character(characters: str) -> str:
    """The character that finds every wrong one before it and every swap of two; good for 29 of them."""
    return ALPHABET[sum(weight * ALPHABET.index(one) for weight, one in enumerate(characters, start=2)) % 31]


def _written(characters: str) -> str:
    return f"PR-{characters[:4]}-{characters[4:]}"
