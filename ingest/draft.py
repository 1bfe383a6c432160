"""What the reading process hands over: a text cut into clauses, as plain data."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ingest.addressed import addressed_to_machines
from ingest.blocks import Document
from ingest.dating import stated_date
from ingest.errors import Unreadable
from ingest.lines import sentences
from ingest.segmentation import segment
from knowledge import Clause

MOST_CLAUSES = 50_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that has been read and cut; whose policy it is, is not known here.

    `title` stands in the text, `name` outside it (HTML `<title>`); `stated` is the latest date that it states
    for itself.
    """

    text: str
    clauses: tuple[Clause, ...]
    title: str | None
    name: str | None
    stated: date | None
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> "Draft":
        """Cut a document; Unreadable when it falls into more clauses than any policy has."""
        segments = segment(document)
        if len(segments.clauses) > MOST_CLAUSES:
            raise Unreadable(f"it has more than {MOST_CLAUSES} clauses", "Split it, or check what it is")
        lines = tuple(line for one in segments.clauses for line in (one.text, *sentences(one.text)))
        stated = stated_date(lines)
        warnings = (*document.warnings, *addressed_to_machines(segments.clauses))
        return cls(document.text, segments.clauses, segments.title, document.title, stated, warnings)

    def as_data(self) -> dict[str, Any]:
        """Lists and strings only, for the way out of the reading process; clauses leave their text behind."""
        data = asdict(self) | {"stated": self.stated.isoformat() if self.stated else None}
        for clause in data["clauses"]:
            del clause["text"]
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Draft":
        """What `as_data` made."""
        text, stated = data["text"], data["stated"]
        return cls(
            text,
            tuple(_clause(text, clause) for clause in data["clauses"]),
            data["title"],
            data["name"],
            date.fromisoformat(stated) if stated else None,
            tuple(data["warnings"]),
        )


def _clause(text: str, data: dict[str, Any]) -> Clause:
    path = tuple(data.pop("heading_path"))
    return Clause(text=text[data["start"] : data["end"]], heading_path=path, **data)
