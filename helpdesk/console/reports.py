"""Reports: figures of a period with charts, tables and CSV; and what the policies fail to say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.charts import bar_chart
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.spreadsheets import spreadsheet
from helpdesk.console.wording import Words
from helpdesk.errors import NotFound, Refused
from helpdesk.reports import Bar, Promise, Report, Spell

DAYS = (7, 30, 90, 365)
_FAMILIES = {
    "by_kind": "kind",
    "by_right": "right",
    "by_channel": "channel",
    "overdue": "kind",
    "answered": "outcome_of_answer",
    "rated": "rated",
    "why_not": "why_not",
    "satisfied": "satisfied",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is about, and the organisation, if one."""

    since: datetime
    until: datetime
    days: int
    organisation: str | None

    @classmethod
    def of(cls, request: Request, today: date) -> "Period":
        """As the address says; the last thirty days otherwise."""
        wanted = request.query_params.get("days", "")
        days = int(wanted) if wanted in map(str, DAYS) else 30
        end = datetime.combine(today, datetime.min.time(), UTC) + timedelta(days=1)
        return cls(end - timedelta(days=days), end, days, request.query_params.get("organisation") or None)


@dataclass(frozen=True, slots=True)
class Table:
    """One part of a report: its columns' keys, its rows of words and numbers, and its chart, if any."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    chart: object = None


class ReportPages:
    """The report, each of its tables as CSV, and the page of gaps with its release of examples."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/reports", self.show, methods=["GET"])
        router.add_api_route("/reports/gaps", self.gaps, methods=["GET"])
        router.add_api_route("/reports/gaps/{id}", self.release, methods=["POST"])
        router.add_api_route("/reports/{name}.csv", self.as_csv, methods=["GET"])
        return router

    def show(self, request: Request) -> Response:
        """Every table of the period, with its chart."""
        period, words = self._period(request), self.pages.words(request)
        report = self.desk.reports.report(period.since, period.until, period.organisation)
        return self.pages.render(
            request,
            "reports.html",
            here="reports",
            period=period,
            report=report,
            tables=list(self._tables(report, words)),
            days=DAYS,
            organisations=self.desk.organisations(),
        )

    def as_csv(self, request: Request, name: str) -> Response:
        """One table, safe to open in a spreadsheet program."""
        period, words = self._period(request), self.pages.words(request)
        report = self.desk.reports.report(period.since, period.until, period.organisation)
        table = next((one for one in self._tables(report, words) if one.name == name), None)
        if table is None:
            raise NotFound(f"no table {name!r}")
        columns = (words(f"reports.column.{column}") for column in table.columns)
        return spreadsheet(name, columns, table.rows)

    def gaps(self, request: Request) -> Response:
        """What was asked and not answered, for the owner of the policy; without the words that were used."""
        period = self._period(request)
        shelf = self.desk.shelf
        found = self.desk.journal.gaps(period.since, period.until, period.organisation)
        clauses = {
            address: shelf.clause(address) if shelf else None for gap in found for address in gap.nearest
        }
        return self.pages.render(
            request,
            "gaps.html",
            here="reports",
            period=period,
            gaps=found,
            clauses=clauses,
            days=DAYS,
            organisations=self.desk.organisations(),
            names={row.id: row.short_name for row in self.desk.organisations()},
        )

    def release(
        self, request: Request, id: str, visitor: SignedIn, wording: Annotated[str, Form()] = ""
    ) -> Response:
        """Release wording for a question, so that the page may be printed with an example."""
        try:
            self.desk.journal.release(id, visitor.agent.id, wording)
        except Refused as refused:
            return self.pages.problem(request, f"refused.{refused.code}", 422)
        return RedirectResponse(f"{PREFIX}/reports/gaps?said=released", status_code=303)

    def _period(self, request: Request) -> Period:
        return Period.of(request, self.pages.clock().date())

    def _tables(self, report: Report, words: Words) -> Iterator[Table]:
        organisations = {row.id: row.short_name for row in self.desk.organisations()}

        def named(table: str, name: str) -> str:
            if table == "by_organisation":
                return organisations.get(name, name)
            return words.label(_FAMILIES[table], name) if table in _FAMILIES else name

        for name in (
            "by_week",
            "by_kind",
            "by_right",
            "by_organisation",
            "by_channel",
            "overdue",
            "answered",
            "rated",
            "why_not",
            "satisfied",
        ):
            yield _counted(name, [(named(name, bar.name), bar) for bar in getattr(report, name)], words)
        yield _timed("first_answer", report.first_answer, words)
        yield _timed("resolution", report.resolution, words)
        yield _promised(report.promises, words)


def _counted(name: str, bars: Sequence[tuple[str, Bar]], words: Words) -> Table:
    rows = tuple((label, bar.count) for label, bar in bars)
    chart = bar_chart(words(f"reports.{name}"), [(label, bar.count) for label, bar in bars])
    return Table(name, ("name", "count"), rows, chart if rows else None)


def _timed(name: str, spells: Sequence[Spell], words: Words) -> Table:
    rows = tuple(
        (words.label("kind", one.name), one.count, one.middle or 0.0, one.slow or 0.0) for one in spells
    )
    return Table(name, ("name", "count", "middle", "slow"), rows)


def _promised(promises: Sequence[Promise], words: Words) -> Table:
    rows = tuple((words(f"reports.promise.{one.name}"), one.kept, one.missed, one.ahead) for one in promises)
    return Table("promises", ("name", "kept", "missed", "ahead"), rows)
