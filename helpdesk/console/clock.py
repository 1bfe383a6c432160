"""The part of a ticket's page that explains its dates, extends a legal period and adds a law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.times import date_words, moment, zone_of
from helpdesk.console.wording import Words
from helpdesk.countdown import family
from helpdesk.ledger import Ledger, LedgerLine
from helpdesk.views import TicketView


@dataclass(frozen=True, slots=True)
class Explained:
    """A clock as the page shows it."""

    title: str
    date: str
    is_done: bool
    lines: tuple[tuple[str, str | None], ...]


class ClockPages:
    """The reckoning; extend, propose a law, confirm or reject it."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.clocks = page.desk.clocks

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        ticket = "/tickets/{reference}"
        router.add_api_route(ticket + "/extension", self.extend, methods=["POST"])
        router.add_api_route(ticket + "/law", self.propose, methods=["POST"])
        router.add_api_route(ticket + "/law/confirmation", self.confirm, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """The ledger of every clock, and what can be done about the laws."""
        account = self.clocks.account(view.row.id)
        profile = self.page.desk.organisation(view.row.organisation)
        speaker = _Speaker(words, zone_of(profile.time_zone if profile else None), self.page.names())
        reasons = account.offer.reasons if account.offer and visitor.may_write else ()
        values: dict[str, object] = {
            "clocks": [speaker.explained(one) for one in account.ledgers],
            "has_law": any(one.clock.rule for one in account.ledgers),
            "offer": account.offer,
            "notices": [(one, self.clocks.notice(view.row.id, one)) for one in reasons],
            "proposed": account.proposed,
            "addable": account.addable,
        }
        return Shown("facts", "ticket_clock.html", values)

    def extend(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        reason: Annotated[str, Form()] = "",
        notice: Annotated[str, Form()] = "",
    ) -> Response:
        """Make the legal period longer and send the notice."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(more={"reason": reason, "notice": notice}),
            "extended",
            lambda: self.clocks.extend(
                view.row.id,
                visitor.agent.id,
                reason,
                notice,
                key=drawn.key(visitor, reason + notice),
                expected_version=drawn.version,
            ),
        )

    def propose(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        regime: Annotated[str, Form()] = "",
    ) -> Response:
        """Note the law of the place where the person lives."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "law_proposed",
            lambda: self.clocks.propose_regime(
                view.row.id, regime, by=visitor.agent.id, key=drawn.key(visitor, regime)
            ),
        )

    def confirm(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        counts: Annotated[str, Form()] = "",
    ) -> Response:
        """Let the proposed law count, or not."""
        view, accept = self.page.view(reference), counts == "yes"
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "law_confirmed" if accept else "law_rejected",
            lambda: self.clocks.confirm_regime(
                view.row.id,
                visitor.agent.id,
                accept=accept,
                key=drawn.key(visitor, counts),
                expected_version=drawn.version,
            ),
        )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says ledgers in the reader's language and the desk's time zone."""

    words: Words
    zone: tzinfo
    names: Mapping[str, str]

    def explained(self, ledger: Ledger) -> Explained:
        clock, words = ledger.clock, self.words
        law = words.label("regime", clock.rule.regime) if clock.rule else ""
        duty = clock.rule.duty if clock.rule else family(clock.name)
        title = words(f"clock.{duty}", law=law)
        due = self.moment(clock.due_at) if clock.due_at else words("ticket.legal_stopped")
        lines = tuple((self.said(line), line.source) for line in ledger.lines)
        return Explained(title, due, clock.met_at is not None, lines)

    def said(self, line: LedgerLine) -> str:
        if line.code == "target":
            return self.words.count("ledger.target", line.count or 0)
        code = "paused_now" if line.code == "paused" and line.until is None else line.code
        return self.words(f"ledger.{code}", **dict(self._values(line)))

    def moment(self, at: datetime) -> str:
        return moment(at, self.zone, self.words.language)

    def _values(self, line: LedgerLine) -> Iterator[tuple[str, str]]:
        words = self.words
        yield "at", self.moment(line.at) if line.at else ""
        yield "until", self.moment(line.until) if line.until else ""
        yield "by", self.names.get(line.by or "") or words.label("actor", line.by)
        yield "reason", words.label("extension_reason", line.reason)
        yield "law", words.label("regime", line.why)
        yield "duty", words.label("duty", line.why)
        yield "period", words.count(f"period.{line.unit}", line.count or 0) if line.unit else ""
        if line.first and line.last:
            yield from self._days(line.first, line.last)
        yield "why", self._why(line)

    def _days(self, first: date, last: date) -> Iterator[tuple[str, str]]:
        one, two = (date_words(day, self.words.language) for day in (first, last))
        yield "first", one
        yield "last", two
        yield "days", one if first == last else self.words("ledger.span", first=one, last=two)

    def _why(self, line: LedgerLine) -> str:
        words = self.words
        if line.code == "taken_in":
            return words(f"came.{line.why}")
        if line.code == "skipped":
            return (line.name and line.name.said_in(words.language)) or words.label("closed", line.why)
        status = words.label("status", line.why)
        return (
            words("ledger.status_for", status=status, reason=words.label("reason", line.reason))
            if line.reason
            else status
        )
