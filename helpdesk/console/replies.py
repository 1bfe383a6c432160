"""Canned replies: the list, and the form on which one is written or changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.canned_replies import LONGEST_BODY, LONGEST_NAME, PLACES, CannedDraft, CannedReply
from helpdesk.console.access import PREFIX, Access, SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import Conflict, NotFound, Refused

FOUND = 8
"""Clauses that a search on the form shows."""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """Everything typed; ``organisation`` is empty for a reply for all."""

    organisation: str = ""
    language: str = "en"
    name: str = ""
    body: str = ""
    addresses: tuple[str, ...] = ()
    search: str = ""

    def draft(self) -> CannedDraft:
        """What is to be kept."""
        return CannedDraft(self.organisation or None, self.language, self.name, self.body, self.addresses)


def _typed(
    organisation: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "en",
    name: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
    address: Annotated[list[str] | None, Form()] = None,
    add: Annotated[list[str] | None, Form()] = None,
    search: Annotated[str, Form(max_length=200)] = "",
) -> ReplyForm:
    addresses = tuple(dict.fromkeys([*(address or ()), *(add or ())]))
    return ReplyForm(organisation, language, name, body, addresses, search)


Typed = Annotated[ReplyForm, Depends(_typed)]
Nonce = Annotated[str, Form(min_length=8, max_length=64)]


class ReplyPages:
    """List, write, change, retire."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.canned = access.desk.canned_replies
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/replies", self.index, methods=["GET"])
        router.add_api_route("/replies/new", self.new, methods=["GET"])
        router.add_api_route("/replies/new", self.write, methods=["POST"])
        router.add_api_route("/replies/{id}", self.edit, methods=["GET"])
        router.add_api_route("/replies/{id}", self.change, methods=["POST"])
        router.add_api_route("/replies/{id}/retire", self.retire, methods=["POST"])
        return router

    def index(self, request: Request, retired: Annotated[str, Query()] = "") -> Response:
        """The replies in use, or those that were retired."""
        replies = [one for one in self.canned.all() if one.retired == bool(retired)]
        return self.pages.render(
            request,
            "replies.html",
            here="replies",
            replies=replies,
            retired=bool(retired),
            organisations=self._organisations(),
        )

    def new(self, request: Request) -> Response:
        """The empty form."""
        return self._form(request, ReplyForm(language=self.pages.words(request).language))

    def write(
        self,
        request: Request,
        visitor: SignedIn,
        form: Typed,
        nonce: Nonce,
        do: Annotated[str, Form()] = "",
    ) -> Response:
        """Keep what is typed, or find and take over clauses first."""
        if do != "keep":
            return self._form(request, form)
        try:
            _check_reach(visitor, form.organisation)
            key = f"console {visitor.agent.id} {nonce} {form}"
            self.canned.write(form.draft(), by=visitor.agent.id, key=key)
        except Refused as refusal:
            return self._form(request, form, refusal=refusal)
        return _back("reply_kept")

    def edit(self, request: Request, id: str) -> Response:
        """The form of a reply."""
        reply = self._reply(id)
        clauses, gone = self.canned.now(reply, "public")
        addresses = (*(one.address for one in clauses), *gone)
        form = ReplyForm(reply.organisation or "", reply.language, reply.name, reply.body, addresses)
        return self._form(request, form, reply)

    def change(
        self,
        request: Request,
        id: str,
        visitor: SignedIn,
        form: Typed,
        version: Annotated[int, Form()],
        do: Annotated[str, Form()] = "",
    ) -> Response:
        """Keep a new version. Changed by somebody else meanwhile, it is shown beside what was typed."""
        reply = self._reply(id)
        if do != "keep":
            return self._form(request, form, replace(reply, version=version))
        try:
            _check_reach(visitor, reply.organisation or "")
            _check_reach(visitor, form.organisation)
            self.canned.change(id, form.draft(), by=visitor.agent.id, expected_version=version)
        except Conflict:
            return self._form(request, form, self._reply(id), now=self._reply(id), status=409)
        except Refused as refusal:
            return self._form(request, form, replace(reply, version=version), refusal=refusal)
        return _back("reply_kept")

    def retire(self, id: str, visitor: SignedIn, version: Annotated[int, Form()]) -> Response:
        """Offer it no more; one that has changed meanwhile is shown again."""
        reply = self._reply(id)
        try:
            _check_reach(visitor, reply.organisation or "")
            self.canned.retire(id, by=visitor.agent.id, expected_version=version)
        except (Conflict, Refused):
            return RedirectResponse(f"{PREFIX}/replies/{id}", status_code=303)
        return _back("reply_retired")

    def _reply(self, id: str) -> CannedReply:
        reply = self.canned.reply(id)
        if reply is None:
            raise NotFound("no such reply")
        return reply

    def _organisations(self) -> Mapping[str, str]:
        return {row.id: row.short_name for row in self.desk.organisations()}

    def _form(
        self,
        request: Request,
        form: ReplyForm,
        reply: CannedReply | None = None,
        *,
        now: CannedReply | None = None,
        refusal: Refused | None = None,
        status: int = 200,
    ) -> Response:
        words, shelf = self.pages.words(request), self.desk.shelf
        whose = form.organisation
        found = self.canned.found(form.search, whose, "public", FOUND) if whose else ()
        problem = words(f"refused.{refusal.code}", places=_places()) if refusal else None
        return self.pages.render(
            request,
            "reply_form.html",
            here="replies",
            status=422 if refusal else status,
            form=form,
            reply=reply,
            now=now,
            problem=problem,
            found=[one for one in found if one.address not in form.addresses],
            clauses=[(one, shelf.clause(one) if shelf else None) for one in form.addresses],
            organisations=self._organisations(),
            braces=_places(),
            longest={"name": LONGEST_NAME, "body": LONGEST_BODY},
        )


def _check_reach(visitor: Visitor, organisation: str) -> None:
    """A reply for all is written by those who work for all."""
    if not organisation and visitor.agent.reach.where("write") is not None:
        raise Refused("choose one of your organisations", "reply_for_all")


def _places() -> str:
    return " ".join(f"{{{place}}}" for place in PLACES)


def _back(said: str) -> Response:
    return RedirectResponse(f"{PREFIX}/replies?said={said}", status_code=303)
