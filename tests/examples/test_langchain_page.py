"""docs/langchain.md shows code that runs."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.examples.samples import TOP

BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_block_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(TOP / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall((TOP / "docs" / "langchain.md").read_text("utf-8"))
    said: list[str] = []
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "docs/langchain.md", "exec"), names)  # noqa: S102  # our own page
        said.append(capsys.readouterr().out)
    names["house"].close()
    assert len(said) == 3
    assert said[0].count("hanashizuku/") == 3
    assert "correct" in said[1]
    assert said[2] == "We do not sell personal information.\n"
