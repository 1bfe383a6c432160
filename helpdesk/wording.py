"""The sentences the desk says to requesters, in two catalogues; `sentence` is the only way to them."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from helpdesk.wording_en import ENGLISH
from helpdesk.wording_ja import JAPANESE

CATALOGUES = {"en": ENGLISH, "ja": JAPANESE}


def sentence(language: str, key: str, **values: object) -> str:
    """The sentence of that name in ``language``; English for a language without a catalogue."""
    return CATALOGUES.get(language, ENGLISH)[key].format(**values)


def category(language: str, kind: str, rights: Sequence[str]) -> str:
    """What a ticket is about, without a word of the requester's: its kind and the rights it asks for."""
    named = [sentence(language, f"right.{right}") for right in rights if right != kind]
    separator = "、" if language == "ja" else ", "
    return " · ".join([sentence(language, f"kind.{kind}"), *([separator.join(named)] if named else [])])


def day(language: str, value: date) -> str:
    """A date as people write it: 3 December 2026, 2026年12月3日."""
    if language == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B %Y}"


def moment(language: str, value: datetime, time_zone: str) -> str:
    """A moment on the desk's clock, with the zone's name."""
    local = value.astimezone(ZoneInfo(time_zone))
    return f"{day(language, local.date())} {local:%H:%M} ({local:%Z})"
