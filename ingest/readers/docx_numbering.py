"""List numbers of a Word document, which are computed at display and stand nowhere in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.numbering import write_number
from ingest.readers.docx_package import WORD, attribute, is_on, whole_number
from ingest.writing import BULLET

_LEVELS = 9
_STYLES = {
    "decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "aiueo": "ア", "aiueoFullWidth": "ア",
    "iroha": "イ", "irohaFullWidth": "イ", "japaneseCounting": "一", "ideographDigital": "一",
    "chineseCounting": "一", "japaneseDigitalTenThousand": "一",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    legal: bool
    restarts: bool


@dataclass(frozen=True, slots=True)
class _List:
    shared: str
    levels: dict[int, _Level]
    overrides: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of each list; lists on one abstract definition share their counters."""

    lists: dict[str, _List]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, part: Element | None) -> "Numbering":
        """From `numbering.xml`, which a document without lists lacks."""
        if part is None:
            return cls({})
        shared = {item.get(WORD + "abstractNumId", ""): item for item in part.iter(WORD + "abstractNum")}
        return cls({number: listed for number, listed in _lists(part, shared)})

    def label(self, number: str, level: int) -> str | None:
        """The printed number of the next paragraph on `level` of list `number`; None outside any list."""
        listed = self.lists.get(number)
        if listed is None or level not in listed.levels:
            return None
        counter = self.counters.setdefault(listed.shared, {})
        if level in listed.overrides and (number, level) not in self.started:
            counter[level] = listed.overrides[level] - 1
        self.started.add((number, level))
        counter[level] = counter.get(level, listed.levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            if deeper not in listed.levels or listed.levels[deeper].restarts:
                counter.pop(deeper, None)
        return _printed(listed.levels, level, counter)


def _lists(part: Element, shared: dict[str, Element]) -> Iterator[tuple[str, _List]]:
    for item in part.iter(WORD + "num"):
        name = attribute(item, "abstractNumId") or ""
        if name not in shared:
            continue
        levels = {
            whole_number(level.get(WORD + "ilvl")): _level(level) for level in shared[name].iter(WORD + "lvl")
        }
        overrides: dict[int, int] = {}
        for override in item.iter(WORD + "lvlOverride"):
            place = whole_number(override.get(WORD + "ilvl"))
            if (start := attribute(override, "startOverride")) is not None:
                overrides[place] = whole_number(start)
            if (level := override.find(WORD + "lvl")) is not None:
                levels[place] = _level(level)
        yield item.get(WORD + "numId", ""), _List(name, levels, overrides)


def _level(level: Element) -> _Level:
    return _Level(
        style=attribute(level, "numFmt") or "decimal",
        text=attribute(level, "lvlText") or "",
        start=whole_number(attribute(level, "start"), 1),
        legal=is_on(level, "isLgl"),
        restarts=attribute(level, "lvlRestart") != "0",
    )


def _printed(levels: dict[int, _Level], level: int, counter: dict[int, int]) -> str:
    shown = levels[level]
    if shown.style == "bullet":
        return BULLET
    if shown.style == "none":
        return ""

    def number(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        other = levels.get(place, shown)
        value = counter.get(place, other.start)
        return _written(value, "decimal" if shown.legal else other.style)

    return re.sub(r"%([1-9])", number, shown.text).strip()


def _written(value: int, style: str) -> str:
    if style == "decimalFullWidth":
        return str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    return f"{value:02d}" if style == "decimalZero" else write_number(value, _STYLES.get(style, "1"))
