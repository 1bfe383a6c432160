"""Reading a TOML table key by key, strictly: wrong types, unknown words and unread keys are errors."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, time
from typing import Any, TypeVar

from helpdesk.errors import ProfileError
from helpdesk.profiles import Phrase

_T = TypeVar("_T")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
"""An id that may stand in an address."""

_CLAUSE = re.compile(r"[a-z0-9-]+/[\w.-]+#\S+")


class Section:
    """One table of an organisation file; ``name`` is its key, for the error messages."""

    def __init__(self, file: str, name: str, content: Any) -> None:
        self._file, self._name = file, name
        if not isinstance(content, Mapping):
            raise ProfileError(f"{file}: [{name}] must be a table")
        self._content = content
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def fail(self, key: str, remedy: str) -> ProfileError:
        """The error that names file, key and remedy."""
        return ProfileError(f"{self._file}: {f'{self._name}.' if self._name else ''}{key}: {remedy}")

    def finished(self) -> None:
        """Every key must have been read; a misspelt one is an error, not silence."""
        for key in self._content:
            if key not in self._read:
                raise self.fail(key, f"unknown key; known here are {', '.join(sorted(self._read))}")

    def text(self, key: str, words: Collection[str] = ()) -> str:
        """A required text, one of ``words`` when there are some."""
        value = self.optional_text(key, words)
        if value is None:
            raise self.fail(key, "is missing; add it")
        return value

    def optional_text(self, key: str, words: Collection[str] = ()) -> str | None:
        """A text that is not blank, or None."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, "must be a text in quotes that is not empty")
        if words and value not in words:
            raise self.fail(key, f"{value!r} is not known; use one of {', '.join(sorted(words))}")
        return value

    def slug(self, key: str) -> str:
        """A required id of lower-case letters, digits and hyphens."""
        value = self.text(key)
        if not SLUG.fullmatch(value):
            raise self.fail(key, f"{value!r} must be lower-case letters, digits and hyphens")
        return value

    def texts(self, key: str, words: Collection[str] = ()) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self._get(key)
        values = [value] if isinstance(value, str) else value or []
        if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
            raise self.fail(key, 'must be a list of texts, as in ["a", "b"]')
        for one in values:
            if words and one not in words:
                raise self.fail(key, f"{one!r} is not known; use one of {', '.join(sorted(words))}")
        return tuple(values)

    def clauses(self) -> tuple[str, ...]:
        """The places in a policy that say so."""
        values = self.texts("clause")
        for one in values:
            if not _CLAUSE.fullmatch(one):
                raise self.fail("clause", f'{one!r} is not a place such as "kai/privacy-policy#7"')
        return values

    def optional_flag(self, key: str) -> bool | None:
        """true, false or absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def whole_number(self, key: str) -> int:
        """A required whole number, not negative."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fail(key, "must be a whole number")
        return value

    def day(self, key: str) -> date | None:
        """A date such as 2024-04-01."""
        value = self._get(key)
        return None if value is None else self._parsed(key, value, date.fromisoformat, "a date as 2024-04-01")

    def hour(self, key: str) -> time:
        """A required time of day such as "09:00"; "24:00" is the end of the day."""
        value = self._get(key)
        if value == "24:00":
            return time.max
        return self._parsed(key, value, time.fromisoformat, 'a time as "09:00"')

    def phrase(self, key: str) -> Phrase | None:
        """A sentence: ``{ en = "…", ja = "…" }``, or one text for both."""
        value = self._get(key)
        return None if value is None else self._phrase(key, value)

    def required_phrase(self, key: str) -> Phrase:
        """A sentence that must be there."""
        phrase = self.phrase(key)
        if phrase is None:
            raise self.fail(key, "is missing; add it")
        return phrase

    def phrases(self, key: str) -> tuple[Phrase, ...]:
        """A list of sentences."""
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            raise self.fail(key, 'must be a list, as in [{ en = "…", ja = "…" }]')
        return tuple(self._phrase(key, one) for one in value or [])

    def section(self, key: str) -> "Section | None":
        """A table below this one."""
        value = self._get(key)
        return None if value is None else Section(self._file, self._below(key), value)

    def sections(self, key: str) -> Iterator["Section"]:
        """The tables of a list, ``[[key]]``."""
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            raise self.fail(key, f"must be a list of tables, written [[{self._below(key)}]]")
        for number, one in enumerate(value or [], start=1):
            yield Section(self._file, f"{self._below(key)}[{number}]", one)

    def named_sections(self, key: str, names: Collection[str]) -> Iterator[tuple[str, "Section"]]:
        """The tables ``[key.name]``; the names must be known ones."""
        below = self.section(key)
        if below is None:
            return
        for name in below._content:
            if name not in names:
                raise below.fail(name, f"is not known; use one of {', '.join(sorted(names))}")
            section = below.section(name)
            if section is not None:
                yield name, section

    def _get(self, key: str) -> Any:
        self._read.add(key)
        return self._content.get(key)

    def _below(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key

    def _parsed(self, key: str, value: Any, parse: Callable[[str], _T], shape: str) -> _T:
        try:
            return parse(str(value))
        except ValueError:
            raise self.fail(key, f"{value!r} is not {shape}") from None

    def _phrase(self, key: str, value: Any) -> Phrase:
        if isinstance(value, str) and value.strip():
            return Phrase(value, value)
        section = Section(self._file, self._below(key), value)
        phrase = Phrase(section.optional_text("en"), section.optional_text("ja"))
        section.finished()
        if phrase.en is None and phrase.ja is None:
            raise self.fail(key, 'needs a sentence, as in { en = "…", ja = "…" }')
        return phrase
