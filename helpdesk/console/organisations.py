"""The organisations: what their profiles say, and which policy versions are on the shelf."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, tzinfo
from typing import Protocol

from fastapi import APIRouter, Request, Response

from helpdesk.console.access import Access
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.times import zone_of
from helpdesk.desk import Desk
from helpdesk.errors import NotFound
from helpdesk.tickets import KINDS


class PolicyLine(Protocol):
    """One version of a policy, as the list of policies shows it."""

    @property
    def policy(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def effective(self) -> date | None: ...
    @property
    def clauses(self) -> int: ...
    @property
    def in_force(self) -> bool: ...


Policies = Callable[[str], Sequence[PolicyLine]]
"""The policy versions of an organisation, by its id."""


class OrganisationPages:
    """List and detail of the organisations."""

    def __init__(self, access: Access, pages: Pages, policies: Policies) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages
        self.policies = policies

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/organisations", self.list, methods=["GET"])
        router.add_api_route("/organisations/{id}", self.show, methods=["GET"])
        return router

    def list(self, request: Request) -> Response:
        """Every organisation the desk serves."""
        rows = self.desk.organisations()
        names = {row.id: row.short_name for row in rows}
        return self.pages.render(request, "organisations.html", here="organisations", rows=rows, names=names)

    def show(self, request: Request, id: str) -> Response:
        """One organisation's facts, desks, procedures and policies."""
        profile = self.desk.organisation(id)
        row = next((row for row in self.desk.organisations() if row.id == id), None)
        if profile is None or row is None:
            raise NotFound(f"no organisation {id!r}")
        policies = self.policies(id)
        names = [name for name in profile.procedures if name != "default"]
        procedures = [(name, profile.procedure(name)) for name in names]
        default = profile.procedures.get("default")
        if default:
            procedures.append(("default", default))
        return self.pages.render(
            request,
            "organisation.html",
            here="organisations",
            row=row,
            profile=profile,
            procedures=procedures,
            notices={notice.id: notice for notice in profile.notices},
            policies=policies,
            in_force={f"{id}/{line.policy}": line.version for line in policies if line.in_force},
            kinds=KINDS,
        )


def zones(desk: Desk, organisations: Iterable[str]) -> dict[str, tzinfo]:
    """The time zone of each of the organisations, by id."""
    profiles = {id: desk.organisation(id) for id in organisations}
    return {id: zone_of(profile.time_zone if profile else None) for id, profile in profiles.items()}
