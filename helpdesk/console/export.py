"""The queue as a table for a spreadsheet program, written down with its purpose each time."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from helpdesk.console.access import Access, SignedIn, Visitor
from helpdesk.console.filters import Filters
from helpdesk.console.guard import console_router
from helpdesk.console.lookup import part
from helpdesk.console.pages import Pages
from helpdesk.console.spreadsheets import Cell, spreadsheet
from helpdesk.console.wording import Words
from helpdesk.queue import MOST
from helpdesk.views import TicketRow

PURPOSES = ("report", "authority", "handling", "migration")
COLUMNS = (
    "reference",
    "kind",
    "rights",
    "status",
    "organisation",
    "owner",
    "channel",
    "language",
    "received",
    "due",
    "first_answer",
    "delivery",
    "tags",
)
PERSONAL = ("name", "contact")
"""For those alone who also work on the tickets; auditors never get them."""
LONGEST = 10_000
LONGEST_PERSONAL = 500
"""Lines at most; with personal data fewer, for each ticket is opened for them."""


class ExportPages:
    """Gives out what the filters of the queue show."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/export", self.give_out, methods=["GET"])
        return router

    def give_out(
        self,
        request: Request,
        visitor: SignedIn,
        purpose: Annotated[str, Query(max_length=40)] = "",
        personal: bool = False,
        query: Annotated[str, Query(max_length=1000)] = "",
    ) -> Response:
        """The file. Without a purpose, or when it would be too long, the page that says so."""
        if purpose not in PURPOSES:
            return self.pages.problem(request, "problem.no_purpose", 422)
        rows = self._rows(visitor, Filters.written(query), LONGEST_PERSONAL if personal else LONGEST)
        if rows is None:
            return self.pages.problem(request, "problem.too_many", 422)
        words = self.pages.words(request)
        opened = [row for row in rows if personal and visitor.agent.reach.may("write", row.organisation)]
        self.desk.accesses.exported(visitor.agent.id, [row.id for row in opened], purpose)
        told = {row.id: self._personal(row) for row in opened}
        columns = [words(f"export.{name}") for name in (*COLUMNS, *(PERSONAL if personal else ()))]
        nothing = ("",) * len(PERSONAL) if personal else ()
        lines = ([*_line(row, words), *told.get(row.id, nothing)] for row in rows)
        return spreadsheet("tickets", columns, lines)

    def _rows(self, visitor: Visitor, filters: Filters, longest: int) -> Sequence[TicketRow] | None:
        """What the filters show; None when it is more than ``longest``."""
        narrowing = filters.narrowing(visitor.agent.id, self.pages.clock())
        rows: list[TicketRow] = []
        while more := part(self.desk, filters, narrowing, MOST, len(rows)):
            rows += more
            if len(rows) > longest:
                return None
        return rows

    def _personal(self, row: TicketRow) -> tuple[str, ...]:
        view = self.desk.ticket(row.reference)
        answers = {one.name: one.value for one in view.answers} if view else {}
        return tuple(answers.get(name, "") for name in PERSONAL)


def _line(row: TicketRow, words: Words) -> Iterator[Cell]:
    yield row.reference
    yield words.label("kind", row.kind)
    yield words("comma").join(words.label("right", right) for right in row.rights)
    yield words.label("status", row.status)
    yield row.organisation
    yield row.owner_name or ""
    yield words.label("channel", row.channel)
    yield row.language
    for at in (row.received_at, row.due_at, row.first_human_reply_at):
        yield at.isoformat(timespec="minutes") if at else ""
    yield row.delivery
    yield words("comma").join(row.tags)
