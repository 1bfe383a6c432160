"""Whether the bundled model is what was released: its files against their checksums."""

from hashlib import file_digest
from pathlib import Path

from knowledge.config import MODELS

SUMS = "SHA256SUMS"
"""One line for each file, as `sha256sum` writes and checks them."""


def damaged_model_files(models: Path = MODELS) -> tuple[Path, ...]:
    """The files that are missing or differ."""
    lines = (models / SUMS).read_text("utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return tuple(models / name for digest, name in pairs if _digest(models / name) != digest)


def _digest(file: Path) -> str | None:
    if not file.is_file():
        return None
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
