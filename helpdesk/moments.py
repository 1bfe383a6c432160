"""A time as it is taken from outside: ISO 8601 with its offset, and nothing else."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _written(value: object) -> object:
    """ValueError for a number, which would be read as the seconds since 1970."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise ValueError("a time is written as in 2026-11-30T09:00:00+09:00")
    return value


def _in_utc(at: datetime) -> datetime:
    """ValueError for the first and the last hours that there are, which UTC has not."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("this is before or after all time") from None


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_utc)]
