"""The review of a draft: each fact of a policy beside its clause, to accept, to edit or to leave out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.organisations import Policies
from helpdesk.console.pages import Pages
from helpdesk.drafting import Document, document_of, draft, drafted, taken_over
from helpdesk.errors import Conflict, NotFound, ProfileError
from helpdesk.organisations import parse_profile
from helpdesk.profiles import Profile
from helpdesk.proposals import Proposal, silent

Choice = Literal["later", "accept", "reject"]
CHOICES: tuple[Choice, ...] = ("later", "accept", "reject")
_NOT_TAKEN = ("date.", "channel.address")
"""What a policy says and no profile holds."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A proposal on the page: what is typed and chosen, and whether the profile already says it."""

    proposal: Proposal
    value: str
    choice: Choice
    in_force: bool

    @property
    def decided(self) -> Proposal:
        """The proposal as it is typed."""
        return self.proposal.edited(self.value)


class DraftPages:
    """Shows what a policy proposes, and makes a new procedure version of what is accepted."""

    def __init__(self, access: Access, pages: Pages, policies: Policies) -> None:
        self.desk = access.desk
        self.access = access
        self.pages = pages
        self.policies = policies

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/organisations/{id}/draft", self.show, methods=["GET"])
        router.add_api_route("/organisations/{id}/draft", self.take, methods=["POST"])
        return router

    def show(self, request: Request, id: str, policy: Annotated[str, Query(max_length=100)] = "") -> Response:
        """Every fact with nothing chosen."""
        return self._render(request, id, policy or self._first(id), [], [], [])

    def take(
        self,
        request: Request,
        id: str,
        visitor: SignedIn,
        version: Annotated[int, Form()],
        policy: Annotated[str, Form(max_length=100)],
        key: Annotated[list[str] | None, Form()] = None,
        value: Annotated[list[str] | None, Form()] = None,
        choice: Annotated[list[Choice] | None, Form()] = None,
    ) -> Response:
        """Accept and leave out what was chosen; a new procedure version, or the page with what is wrong."""
        typed = key or [], value or [], choice or []
        reviewed, profile = self._reviewed(id, policy, *typed)
        accepted = [one.decided for one in reviewed if one.choice == "accept"]
        rejected = [one.proposal for one in reviewed if one.choice == "reject"]
        if not accepted and not rejected:
            return self._render(request, id, policy, *typed, problem="draft.nothing")
        try:
            changed = parse_profile(taken_over(_document(profile), accepted, rejected), id)
            self.desk.register(changed, by=visitor.agent.id, expected_version=version)
        except Conflict:
            return self._render(request, id, policy, *typed, problem="draft.changed", status=409)
        except ProfileError as error:
            return self._render(request, id, policy, *typed, problem="draft.unfit", detail=str(error))
        return RedirectResponse(f"{PREFIX}/organisations/{id}?said=draft_taken", status_code=303)

    def _first(self, organisation: str) -> str:
        return next((line.policy for line in self.policies(organisation) if line.in_force), "")

    def _reviewed(
        self, id: str, policy: str, keys: Sequence[str], values: Sequence[str], choices: Sequence[Choice]
    ) -> tuple[list[Reviewed], Profile]:
        profile, found = self.desk.organisation(id), drafted(self.desk, id, policy)
        if profile is None or found is None:
            raise NotFound(f"no policy {policy!r} of {id!r} in force")
        typed = dict(zip(keys, zip(values, choices, strict=False), strict=False))
        document = _document(profile)
        reviewed = []
        for one in found.proposals:
            if not one.name.startswith(_NOT_TAKEN):
                value, choice = typed.get(one.key, (one.value, "later"))
                reviewed.append(Reviewed(one, " ".join(value.split()), choice, _holds(document, one)))
        return reviewed, profile

    def _silent(self, id: str, policy: str) -> tuple[str, ...]:
        found = drafted(self.desk, id, policy)
        return silent(found.proposals) if found else ()

    def _render(
        self,
        request: Request,
        id: str,
        policy: str,
        keys: Sequence[str],
        values: Sequence[str],
        choices: Sequence[Choice],
        *,
        problem: str | None = None,
        detail: str = "",
        status: int = 422,
    ) -> Response:
        reviewed, profile = self._reviewed(id, policy, keys, values, choices)
        row = next(row for row in self.desk.organisations() if row.id == id)
        lines = [line for line in self.policies(id) if line.in_force]
        words = self.pages.words(request)
        return self.pages.render(
            request,
            "draft.html",
            status=status if problem else 200,
            here="organisations",
            profile=profile,
            version=row.procedure_version,
            policy=policy,
            policies=lines,
            in_force={f"{id}/{line.policy}": line.version for line in lines},
            reviewed=reviewed,
            silent=self._silent(id, policy),
            choices=CHOICES,
            problem=words(problem) if problem else None,
            detail=detail,
        )


def _document(profile: Profile) -> Document:
    """The profile in force, or the beginnings of one."""
    return document_of(profile) if profile.document else draft(profile, ())


def _holds(document: Document, proposal: Proposal) -> bool:
    """Whether taking the proposal over would change nothing."""
    return _plain(taken_over(document, [proposal])) == _plain(document)


def _plain(document: Document) -> str:
    return json.dumps(_without_clauses(document), sort_keys=True, ensure_ascii=False)


def _without_clauses(value: object) -> object:
    """A document without its clauses, which say where a thing stands and not what it is."""
    if isinstance(value, dict):
        return {key: _without_clauses(one) for key, one in value.items() if key != "clause" and one != []}
    return [_without_clauses(one) for one in value] if isinstance(value, list) else value
