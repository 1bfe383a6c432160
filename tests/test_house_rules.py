"""Rules of the house that no other tool checks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
ROOMS = ("bot", "helpdesk", "ingest", "knowledge")
LONGEST = 300
"""Lines; a file that needs more is two files."""

GENERATED = {"vendor", "versions"}
"""Folders of files that nobody writes by hand: vendored scripts and database revisions."""

PLAIN = "bot/peers/plain_rag.py"
"""What Madoguchi is compared with is made of the vendors' libraries alone."""

OWNERS = {
    "chromadb": ("knowledge/adapters/chroma_vectors.py", PLAIN),
    "sentence_transformers": ("knowledge/adapters/sentence_transformers_", PLAIN),
    "torch": ("knowledge/adapters/sentence_transformers_",),
    "onnx": ("knowledge/adapters/sentence_transformers_export.py", "knowledge/adapters/onnx_models.py"),
    "onnxruntime": ("knowledge/adapters/onnx_models.py",),
    "bm25s": ("knowledge/adapters/bm25_lexical.py",),
    "langchain": ("knowledge/adapters/langchain_", "ingest/splitting.py", PLAIN),
    "langsmith": ("knowledge/adapters/langchain_llm.py",),
    "prometheus_client": ("bot/metrics/",),
    "aiosmtplib": ("bot/email/channel.py", "bot/email/reaching.py"),
    "slack_bolt": ("bot/slack/",),
    "slack_sdk": ("bot/slack/",),
    "authlib": ("helpdesk/oidc.py",),
    "joserfc": ("helpdesk/oidc.py", "bot/vouching.py"),
    "pypdfium2": ("ingest/readers/pdf",),
    "sqlmodel": (
        "helpdesk/",
        "knowledge/adapters/sql_",
        "knowledge/ports.py",
        "bot/slack/records.py",
        "bot/slack/installations.py",
        "bot/slack/passes.py",
        "bot/slack/choices.py",
        *(
            f"bot/{name}.py"
            for name in (
                "database",
                "inbox",
                "intents",
                "ports",
                "records",
                "rekeying",
                "sites",
                "storage",
                "vouching",
            )
        ),
    ),
}
"""Each vendor library and the only places that may import it (design §2)."""

DOORS = ("from helpdesk.console import", "from helpdesk.api import")
"""Doors of their own, beside a room's front door."""

HEAVY = (
    "chromadb",
    "onnxruntime",
    "langchain_core",
    "slack_bolt",
    "sqlalchemy",
    "sqlmodel",
    "fastapi",
    "numpy",
)


def sources() -> list[Path]:
    """Every Python and JavaScript file of ours."""
    files = [path for room in (*ROOMS, "tests") for path in (TOP / room).rglob("*.*")]
    return [path for path in files if path.suffix in {".py", ".js", ".css"} and not GENERATED & {*path.parts}]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(TOP)))
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("library", OWNERS)
def test_a_vendor_library_is_imported_by_its_owner_only(library: str) -> None:
    strangers = [
        str(path.relative_to(TOP))
        for room in ROOMS
        for path in (TOP / room).rglob("*.py")
        if _imports(path, library) and not str(path.relative_to(TOP)).startswith(OWNERS[library])
    ]
    assert strangers == []


def _imports(path: Path, library: str) -> bool:
    lines = (line.strip() for line in path.read_text().splitlines())
    return any(line.startswith((f"import {library}", f"from {library}")) for line in lines)


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys\nfrom bot.cli.main import build_cli\nbuild_cli()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=TOP)
    assert seen.stdout.strip() == "[]"


def test_rooms_are_entered_by_the_front_door() -> None:
    inside = [
        f"{path.relative_to(TOP)}: {line.strip()}"
        for room in ROOMS
        for path in (TOP / room).rglob("*.py")
        for line in path.read_text().splitlines()
        for other in ROOMS
        if other != room
        and line.strip().startswith((f"from {other}.", f"import {other}."))
        and not line.strip().startswith(DOORS)
    ]
    assert inside == []


FORBIDDEN = re.compile(
    r"import pickle|(?<![.\w])(?:eval|exec)\(|os\.system|shell=True|yaml\.load|allow_pickle=True|\bmd5\b"
)


def test_nothing_that_was_written_is_run() -> None:
    """No text becomes code or a command, and nothing rests on a broken hash."""
    found = [
        f"{path.relative_to(TOP)}: {line.strip()}"
        for room in ROOMS
        for path in (TOP / room).rglob("*.py")
        for line in path.read_text().splitlines()
        if FORBIDDEN.search(line.partition("#")[0])
    ]
    assert found == []
