"""Which statements of the core the tests run: `pytest -p tests.quality.lines tests/helpdesk …`.

The core: encryption, permissions, outbox, audit. Stubs and what only types need do not count.
"""

import ast
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

TOP = Path(__file__).parents[2]
CORE = {
    "encryption": ("vault", "keyring", "key_sources", "sealing", "passwords", "totp"),
    "permissions": ("permissions", "narrowing", "console/permits", "console/guard", "console/access"),
    "outbox": ("outbox", "parcels", "routing"),
    "audit": ("audit", "chain", "checkpoints", "accesses"),
}
FILES = {str(TOP / "helpdesk" / f"{name}.py"): area for area, names in CORE.items() for name in names}

_run: dict[str, set[int]] = defaultdict(set)


def _call(frame: FrameType, _event: str, _what: Any) -> Any:
    return _line if frame.f_code.co_filename in FILES else None


def _line(frame: FrameType, event: str, _what: Any) -> Any:
    if event == "line":
        _run[frame.f_code.co_filename].add(frame.f_lineno)
    return _line


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Watch from before the first import of ours on, in every thread."""
    threading.settrace(_call)
    sys.settrace(_call)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Watch no more, and tell how many statements of each area were run, and which were not."""
    sys.settrace(None)
    for area in CORE:
        found = [missing(file) for file, of in FILES.items() if of == area]
        total, left = sum(total for total, _ in found), sum(len(lines) for _, lines in found)
        terminalreporter.write_line(f"{area}: {total - left} of {total} statements, {1 - left / total:.1%}")
    for file in FILES:
        if lines := missing(file)[1]:
            terminalreporter.write_line(f"  {Path(file).relative_to(TOP)}: {lines}")


def missing(file: str) -> tuple[int, list[int]]:
    """How many statements a file has, and the first lines of those that were not run."""
    wanted = list(_statements(ast.parse(Path(file).read_text("utf-8"))))
    return len(wanted), [first for first, last in wanted if not _run[file] & set(range(first, last + 1))]


def _statements(node: ast.AST) -> Iterator[tuple[int, int]]:
    """First and last line of each statement; of one with a body, of its head."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        if isinstance(child, ast.stmt) and not _is_silent(child):
            decorators = [each.lineno for each in getattr(child, "decorator_list", ())]
            body = getattr(child, "body", None)
            last = body[0].lineno - 1 if body else child.end_lineno or child.lineno
            first = min([child.lineno, *decorators])
            yield first, max(first, last)
        if not _is_stub(child):
            yield from _statements(child)


def _is_silent(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_stub(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and all(map(_is_silent, node.body))
