"""Approved answers: the list, one answer with what became of its clauses, and the form that approves."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.approved import ApprovedAnswer, Standing
from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.answer_forms import AnswerForm, fresh, from_answer, from_ticket, typed
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.wording import LANGUAGES, Words
from helpdesk.errors import Conflict, Flaw, NotFound, Refused, Unfit
from helpdesk.shelf import ShelfClause
from helpdesk.views import TicketView

STATUSES: tuple[Standing, ...] = ("suspended", "live", "retired")
FOUND = 8
"""Clauses that a search on the form shows."""

Typed = Annotated[AnswerForm, Depends(typed)]
Nonce = Annotated[str, Form(min_length=8, max_length=64)]
Change = Literal["same", "old", "new"]
_WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


class ApprovedPages:
    """List, show, approve, approve again, retire."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.approvals = access.desk.approvals
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/approved", self.index, methods=["GET"])
        router.add_api_route("/approved/new", self.new, methods=["GET"])
        router.add_api_route("/approved/new", self.approve, methods=["POST"])
        router.add_api_route("/approved/{id}", self.show, methods=["GET"])
        router.add_api_route("/approved/{id}/edit", self.edit, methods=["GET"])
        router.add_api_route("/approved/{id}/edit", self.renew, methods=["POST"])
        router.add_api_route("/approved/{id}/retire", self.retire, methods=["POST"])
        return router

    def index(self, request: Request, status: Annotated[str, Query()] = "") -> Response:
        """The answers of one status; at first what needs a review, if anything does."""
        answers = self.approvals.all()
        of = {name: [one for one in answers if one.status == name] for name in STATUSES}
        shown = status if status in STATUSES else ("suspended" if of["suspended"] else "live")
        return self.pages.render(
            request,
            "answers.html",
            here="approved",
            shown=shown,
            answers=of[shown],
            counts={name: len(rows) for name, rows in of.items()},
            organisations=self._organisations(),
        )

    def show(self, request: Request, id: str) -> Response:
        """One answer, its clauses then and now, and its history."""
        return self._show(request, self._answer(id))

    def new(self, request: Request, ticket: Annotated[str, Query(max_length=40)] = "") -> Response:
        """The form, empty or from a ticket."""
        view = self._ticket(ticket)
        today = self.pages.clock().date()
        form = from_ticket(view, self.desk.shelf, today) if view else fresh(today)
        return self._form(request, form, ticket=view)

    def approve(
        self,
        request: Request,
        visitor: SignedIn,
        form: Typed,
        nonce: Nonce,
        do: Annotated[str, Form()] = "",
        add: Annotated[list[str] | None, Form()] = None,
        ticket: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        """Approve what is typed, or find and take over clauses first."""
        view = self._ticket(ticket)
        form = self._with(form, add)
        if do != "approve":
            return self._form(request, form, ticket=view)
        key = _key(visitor.agent.id, nonce, form)
        try:
            answer = self.approvals.approve(
                form.draft(), by=visitor.agent.id, key=key, ticket_id=view.row.id if view else None
            )
        except (Unfit, Refused) as refusal:
            return self._form(request, form, ticket=view, refusal=refusal)
        return _back(answer.id, "approved")

    def edit(self, request: Request, id: str) -> Response:
        """The form of an answer, on the clauses as they stand now."""
        answer = self._answer(id)
        form = from_answer(answer, self.approvals.standings(answer), self.pages.clock().date())
        return self._form(request, form, answer=answer)

    def renew(
        self,
        request: Request,
        id: str,
        visitor: SignedIn,
        form: Typed,
        nonce: Nonce,
        version: Annotated[int, Form()],
        do: Annotated[str, Form()] = "",
        add: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        """Approve the answer again as it is typed."""
        answer = self._answer(id)
        form = self._with(form, add)
        if do != "approve":
            return self._form(request, form, answer=answer, version=version)
        key = _key(visitor.agent.id, nonce, form)
        try:
            self.approvals.renew(id, form.draft(), by=visitor.agent.id, key=key, expected_version=version)
        except (Unfit, Refused, Conflict) as refusal:
            return self._form(request, form, answer=self._answer(id), refusal=refusal)
        return _back(id, "approved")

    def retire(
        self, request: Request, id: str, visitor: SignedIn, nonce: Nonce, version: Annotated[int, Form()]
    ) -> Response:
        """Give an answer no more."""
        key = f"console {visitor.agent.id} {nonce}"
        try:
            self.approvals.retire(id, by=visitor.agent.id, key=key, expected_version=version)
        except (Refused, Conflict):
            return self._show(request, self._answer(id), "answer.changed", 409)
        return _back(id, "retired")

    def _answer(self, id: str) -> ApprovedAnswer:
        answer = self.approvals.answer(id)
        if answer is None:
            raise NotFound("no such answer")
        return answer

    def _ticket(self, reference: str) -> TicketView | None:
        return self.desk.ticket(reference) if reference else None

    def _with(self, form: AnswerForm, addresses: list[str] | None) -> AnswerForm:
        return form.with_clauses(self.desk.shelf, addresses or ()) if self.desk.shelf else form

    def _organisations(self) -> dict[str, str]:
        return {row.id: row.short_name for row in self.desk.organisations()}

    def _show(
        self, request: Request, answer: ApprovedAnswer, problem: str | None = None, status: int = 200
    ) -> Response:
        standings = iter(self.approvals.standings(answer))
        return self.pages.render(
            request,
            "answer.html",
            status=status,
            here="approved",
            answer=answer,
            problem=self.pages.words(request)(problem) if problem else None,
            sentences=[
                (sentence.text, [next(standings, None) for _ in sentence.quotes])
                for sentence in answer.sentences
            ],
            compared=compared,
            history=self.approvals.history(answer.id),
            names={agent.id: agent.name for agent in self.desk.agents.all()},
            organisations=self._organisations(),
            address=f"{PREFIX}/approved/{answer.id}",
        )

    def _form(
        self,
        request: Request,
        form: AnswerForm,
        *,
        ticket: TicketView | None = None,
        answer: ApprovedAnswer | None = None,
        version: int | None = None,
        refusal: Unfit | Refused | Conflict | None = None,
    ) -> Response:
        shelf = self.desk.shelf
        searched = {id for one in form.organisations for id in self._searched(one)}
        found: Sequence[ShelfClause] = ()
        if shelf and form.search:
            found = shelf.search(form.search, sorted(searched), form.audience, FOUND)
        taken = {block.address for block in form.blocks}
        return self.pages.render(
            request,
            "answer_form.html",
            status=200 if refusal is None else 409 if isinstance(refusal, Conflict) else 422,
            here="approved",
            form=form,
            ticket=ticket,
            answer=answer,
            version=version or (answer.version if answer else 0),
            problems=list(_problems(refusal, self.pages.words(request))),
            clauses={block.address: shelf.clause(block.address) if shelf else None for block in form.blocks},
            changed=self._changed(answer),
            compared=compared,
            found=[clause for clause in found if clause.address not in taken],
            organisations=self._organisations(),
            audiences=("public", "employees"),
            spoken=LANGUAGES,
            address=PREFIX + "/approved",
        )

    def _changed(self, answer: ApprovedAnswer | None) -> dict[str, str]:
        """The text that was approved of each clause that has changed since, by the clause's address now."""
        standings = self.approvals.standings(answer) if answer else ()
        return {one.now.address: one.bound.text for one in standings if one.now and one.kind == "changed"}

    def _searched(self, organisation: str) -> tuple[str, ...]:
        try:
            return self.desk.search_order(organisation)
        except NotFound:
            return ()


def compared(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """What two texts have in common and what each has alone, piece by piece."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    for _, start, end, from_, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[from_:to])
        if gone == come:
            yield "same", gone
            continue
        if gone:
            yield "old", gone
        if come:
            yield "new", come


def _problems(refusal: Unfit | Refused | Conflict | None, words: Words) -> Iterator[tuple[int | None, str]]:
    """What is wrong, each with the number of the sentence it is about."""
    match refusal:
        case Unfit(flaws=flaws):
            yield from ((flaw.sentence, _flaw(flaw, words)) for flaw in flaws)
        case Conflict():
            yield None, words("answer.changed")
        case Refused():
            yield None, words("answer.refused")


def _flaw(flaw: Flaw, words: Words) -> str:
    detail = flaw.detail
    if flaw.code == "claim":
        detail = words.label("objection", detail)
    elif flaw.code.endswith("personal"):
        kinds = (words.label("identifier", kind) for kind in detail.split(", "))
        detail = words("comma").join(dict.fromkeys(kinds))
    return words(f"flaw.{flaw.code}", detail=detail)


def _key(agent: str, nonce: str, form: AnswerForm) -> str:
    """With another content it is another command, never a lost one."""
    return f"console {agent} {nonce} {sha256(repr(form).encode()).hexdigest()}"


def _back(id: str, said: str) -> Response:
    return RedirectResponse(f"{PREFIX}/approved/{id}?said={said}", status_code=303)
