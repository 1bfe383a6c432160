"""The minified widget is what its sources give, stays small, and its sources agree with their types."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

import bot.web

STATIC = Path(bot.web.__file__).parent / "static"
BUILD = Path(__file__).parents[3] / "deploy" / "widget.sh"
LOADER_BYTES = 3 * 1024
TOTAL_BYTES = 30 * 1024


def packed(path: Path) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_button_alone_is_tiny_and_the_whole_is_small() -> None:
    files = sorted((STATIC / "release").glob("*.js"))
    assert [path.name for path in files] == ["contrast.js", "frame.js", "loader.js", "panel.js", "unread.js"]
    assert packed(STATIC / "release" / "loader.js") <= LOADER_BYTES
    assert sum(map(packed, files)) <= TOTAL_BYTES


def esbuild() -> str | None:
    """Its version; another one may write other characters for the same meaning."""
    if shutil.which("esbuild") is None:
        return None
    return subprocess.run(["esbuild", "--version"], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(esbuild() != "0.17.0", reason="no esbuild 0.17.0 (tests/setup.sh)")
def test_it_is_made_of_the_sources_as_they_are(tmp_path: Path) -> None:
    subprocess.run(["bash", str(BUILD), str(tmp_path)], check=True)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    committed = {path.name: path.read_text("utf-8") for path in (STATIC / "release").iterdir()}
    assert made == committed, "run: make widget"


@pytest.mark.skipif(shutil.which("tsc") is None, reason="no tsc (tests/setup.sh)")
def test_the_sources_agree_with_their_types() -> None:
    checked = subprocess.run(
        ["tsc", "-p", str(STATIC / "widget" / "tsconfig.json")], capture_output=True, text=True, check=False
    )
    assert checked.stdout == ""
    assert checked.returncode == 0
