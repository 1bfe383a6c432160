"""One command for many tickets of the queue: each is done, or refused, by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import Access, SignedIn, Visitor
from helpdesk.console.filters import Filters
from helpdesk.console.guard import console_router
from helpdesk.console.lookup import PAGE_SIZE
from helpdesk.console.pages import Pages
from helpdesk.console.wording import Words
from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.views import Changed, TicketRow

STEPS = ("take", "release", "tag", "untag", "close")
"""What may be done with many at once, besides giving them to somebody (``give:<agent>``)."""
Command = Callable[[TicketRow, int, str], Changed]
"""Gets the ticket, the version that the page showed, and the command's key."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one ticket; without ``problem`` it is done."""

    reference: str
    problem: str | None


class BulkPages:
    """Takes the form that stands around the queue."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/bulk", self.carry_out, methods=["POST"])
        return router

    def carry_out(
        self,
        request: Request,
        visitor: SignedIn,
        nonce: Annotated[str, Form(min_length=8, max_length=64)],
        ticket: Annotated[list[str] | None, Form(max_length=PAGE_SIZE)] = None,
        step: Annotated[str, Form(max_length=80)] = "",
        tag: Annotated[str, Form(max_length=80)] = "",
        back: Annotated[str, Form(max_length=1000)] = "",
    ) -> Response:
        """Do the step for each ticket that is ticked (``<id>:<version>``), and say what came of it."""
        words, command = self.pages.words(request), self._command(visitor, step, tag)
        versions = dict(_ticked(one) for one in ticket or ())
        key = f"console {visitor.agent.id} {nonce} {step} {tag}"
        rows = self.desk.queue.rows(list(versions)) if command else ()
        outcomes = [_outcome(words, command, row, versions[row.id], key) for row in rows if command]
        return self.pages.render(
            request,
            "bulk.html",
            here="queue",
            status=200 if outcomes else 422,
            done=[one for one in outcomes if one.problem is None],
            refused=[one for one in outcomes if one.problem],
            back=Filters.written(back).url(),
        )

    def _command(self, visitor: Visitor, step: str, tag: str) -> Command | None:
        desk, me = self.desk, visitor.agent.id
        if step.startswith("give:") or step in ("take", "release"):
            owner = {"take": me, "release": None}.get(step, step.removeprefix("give:"))
            return lambda row, version, key: desk.assign(
                row.id, owner, by=me, key=key, expected_version=version
            )
        if step == "close":
            return lambda row, version, key: desk.change_status(
                row.id, "closed", agent_id=me, key=key, expected_version=version
            )
        change = {"tag": desk.tags.put, "untag": desk.tags.remove}.get(step)
        if change is None:
            return None
        return lambda row, version, key: change(row.id, tag, agent_id=me, key=key, expected_version=version)


def _ticked(value: str) -> tuple[str, int]:
    id, _, version = value.partition(":")
    return id, int(version) if version.isdecimal() else 0


def _outcome(words: Words, command: Command, row: TicketRow, version: int, key: str) -> Outcome:
    try:
        command(row, version, f"{key} {row.id}")
    except Conflict:
        return Outcome(row.reference, words("bulk.changed"))
    except NotFound:
        return Outcome(row.reference, words("refused.agent"))
    except Refused as refusal:
        key = f"refused.{refusal.code}"
        return Outcome(row.reference, words(key) if words.knows(key) else words("write.refused"))
    return Outcome(row.reference, None)
