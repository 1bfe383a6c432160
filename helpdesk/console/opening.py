"""A ticket written down by an agent, for somebody who called, wrote or came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response

from helpdesk.console.access import SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.procedure import Filled
from helpdesk.console.ticket_page import TicketPage
from helpdesk.console.times import zone_of
from helpdesk.errors import Invalid, NotFound, Refused
from helpdesk.forms import Form
from helpdesk.intake import WRITTEN_DOWN, Intake, Origin, Receipt
from helpdesk.tickets import KINDS, RIGHTS, Kind
from helpdesk.timeline import LONGEST

_LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the first step has chosen: ``what`` is a kind, or ``rights_request:right``."""

    organisation: str = ""
    what: str = ""
    channel: str = ""
    language: str = "en"
    received: str = ""
    message: str = ""
    nonce: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of ticket."""
        return cast(Kind, self.what.partition(":")[0])

    @property
    def right(self) -> str | None:
        """The right that is asked for, if one."""
        return self.what.partition(":")[2] or None

    @property
    def complete(self) -> bool:
        """Whether the second step can be drawn."""
        known = self.kind in KINDS and (self.right is None or self.right in RIGHTS)
        return bool(self.organisation) and known and self.channel in WRITTEN_DOWN

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Wish":
        """What an address or a form holds."""
        given = {name: str(values[name]) for name in cls.__slots__ if name in values}
        if given.get("language") not in _LANGUAGES:
            given.pop("language", None)
        return cls(**given)


async def _wished(request: Request) -> Wish:
    return Wish.of(dict(await request.form()))


Wished = Annotated[Wish, Depends(_wished)]


class OpeningPages:
    """Two steps, which work without scripts: whose and what it is, then the procedure's form."""

    def __init__(self, page: TicketPage) -> None:
        self.pages = page.pages
        self.access = page.access
        self.desk = page.desk

    def router(self) -> APIRouter:
        """To be included before the routes of single tickets."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/tickets/new", self.show, methods=["GET"])
        router.add_api_route("/tickets/new", self.file, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """The first step, or the second where the address holds what it needs."""
        return self._draw(request, Wish.of(request.query_params))

    def file(self, request: Request, visitor: SignedIn, wish: Wished, filled: Filled) -> Response:
        """Open the ticket; the page then shows the receipt to read out or print, with the link once."""
        if not wish.complete:
            return self._draw(request, wish, status=422)
        words = self.pages.words(request)
        try:
            received = self._received(wish)
            intake = self._intake(wish, filled, received, visitor.agent.id)
            key = (
                f"console {visitor.agent.id} {wish.nonce} {sha256(repr((wish, filled)).encode()).hexdigest()}"
            )
            receipt = self.desk.open(intake, key=key)
        except Invalid as invalid:
            return self._draw(request, wish, filled, invalid.problems, status=422)
        except (Refused, ValueError):
            return self._draw(request, wish, filled, {"received": words("opening.when")}, status=422)
        return self._filed(request, receipt)

    def _received(self, wish: Wish) -> datetime | None:
        """The true time of receipt, on the organisation's clock; ValueError when it is none."""
        if not wish.received:
            return None
        profile = self.desk.organisation(wish.organisation)
        local = datetime.fromisoformat(wish.received)
        return local.replace(tzinfo=zone_of(profile.time_zone if profile else None)).astimezone(UTC)

    def _intake(self, wish: Wish, filled: Mapping[str, str], received: datetime | None, agent: str) -> Intake:
        return Intake(
            organisation=wish.organisation,
            kind=wish.kind,
            right=wish.right,
            origin=Origin(wish.channel, ""),  # type: ignore[arg-type]  # one of WRITTEN_DOWN
            language=wish.language,
            audience="public",
            message=wish.message[:LONGEST],
            answers=filled,
            received_at=received,
            opened_by=agent,
        )

    def _draw(
        self,
        request: Request,
        wish: Wish,
        filled: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
        *,
        status: int = 200,
    ) -> Response:
        return self.pages.render(
            request,
            "opening.html",
            status=status,
            here="queue",
            wish=wish,
            form=self._form(request, wish) if wish.complete else None,
            filled=filled or {},
            problems=problems or {},
            organisations=self.desk.organisations(),
            kinds=[kind for kind in KINDS if kind != "rights_request"],
            rights=RIGHTS,
            channels=WRITTEN_DOWN,
            longest=LONGEST,
        )

    def _form(self, request: Request, wish: Wish) -> Form:
        if self.desk.organisation(wish.organisation) is None:
            raise NotFound(f"no organisation {wish.organisation!r}")
        language = self.pages.words(request).language
        return self.desk.form(wish.organisation, wish.kind, wish.right, language)

    def _filed(self, request: Request, receipt: Receipt) -> Response:
        link = str(request.base_url).rstrip("/") + f"/status#{receipt.status_token}"
        return self.pages.render(request, "opened.html", here="queue", receipt=receipt, link=link)
