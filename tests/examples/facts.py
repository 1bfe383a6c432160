"""Every clause that a profile names, with the fact that names it."""

from collections.abc import Iterator
from typing import Any


def named_clauses(table: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(where in the file, `org/policy#place`) for each `clause` key of a profile's TOML."""
    if isinstance(table, list):
        for index, one in enumerate(table):
            yield from named_clauses(one, f"{path}[{index}]")
    elif isinstance(table, dict):
        for key, value in table.items():
            if key == "clause":
                for place in [value] if isinstance(value, str) else value:
                    yield path, place
            else:
                yield from named_clauses(value, f"{path}.{key}".strip("."))
