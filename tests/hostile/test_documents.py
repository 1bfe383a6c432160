"""Hostile documents, a few: `python -m tests.hostile.documents` reads ten thousand and every bomb."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.draft import Draft
from knowledge import Clause
from tests.hostile.bombs import BOMBS
from tests.hostile.documents import ROOT, Trial

QUICK = (
    "divs.html", "attributes.html", "zip-bomb.docx", "nested-zip.docx", "xxe.docx", "laughs.docx",
    "deep.docx",
    "levels.docx", "circular-xref.pdf", "outline-circle.pdf", "page-tree.pdf", "page-circle.pdf", "box.pdf",
    "nested-arrays.pdf", "lists.md", "labels.txt", "odd-utf16.txt", "broken-utf8.txt",
)  # fmt: skip


def test_mutated_documents_and_quick_bombs_are_read_or_refused() -> None:
    command = [sys.executable, "-m", "tests.hostile.documents", "--count", "60", "--bombs", *QUICK]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_not_as_promised_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> Draft:
        raise ZeroDivisionError

    def unstorable(*_args: object) -> Draft:
        clause = Clause("p1", "", "paragraph", None, (), None, "a\0b", 0, 3)
        return Draft("a\0b", (clause,), None, None, None, ())

    trial = Trial(tmp_path)
    for read in (broken, unstorable):
        monkeypatch.setattr("ingest.loading.read_apart", read)
        trial.read([("a.txt", b"x")])
    assert trial.wrong == ["a.txt: crash: ZeroDivisionError()", "a.txt: unsound: it cannot be stored"]


def test_there_are_bombs_enough() -> None:
    assert len(BOMBS) >= 40
