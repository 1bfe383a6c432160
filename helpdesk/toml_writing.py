"""Writes the content of an organisation file as TOML."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_SENTENCE = {"en", "ja"}
_INLINE = ("fee", "hours", "extra_hours", "steps", "tasks")
"""Tables written on one line, with their key."""


def written(document: Mapping[str, Any]) -> str:
    """The document as TOML text; what is None or empty is left out."""
    return "\n".join(_table(document, "")).strip() + "\n"


def _table(table: Mapping[str, Any], name: str) -> Iterator[str]:
    below = {key: value for key, value in table.items() if _is_below(key, value)}
    for key, value in table.items():
        if key not in below and value not in (None, [], {}):
            yield f"{key} = {_value(value)}"
    for key, value in below.items():
        path = f"{name}.{key}" if name else key
        if isinstance(value, Mapping):
            if not all(isinstance(one, Mapping) for one in value.values()):
                yield f"\n[{path}]"
            yield from _table(value, path)
        else:
            for one in value:
                yield f"\n[[{path}]]"
                yield from _table(one, path)


def _is_below(key: str, value: Any) -> bool:
    """Whether a value is written as tables of their own."""
    if key in _INLINE:
        return False
    if isinstance(value, Mapping):
        return not set(value) <= _SENTENCE
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
