"""Documents in: policy files read inside limits and cut into clauses. This is the room's front door.

The names load on first use, because the reading child process enters the package without needing them.
"""

from typing import TYPE_CHECKING

from ingest.errors import IngestError

if TYPE_CHECKING:
    from ingest.loading import find_documents
    from ingest.pipeline import Reading, read_policy

__all__ = ["IngestError", "Reading", "find_documents", "read_policy"]


def __getattr__(name: str) -> object:
    if name == "find_documents":
        from ingest.loading import find_documents

        return find_documents
    if name in ("Reading", "read_policy"):
        from ingest import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'ingest' has no attribute {name!r}")
