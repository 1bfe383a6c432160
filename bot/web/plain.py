"""The assistant without any script: a form that asks, the answer as a page, requests and their receipts."""

import secrets
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header, HTTPException, Request
from fastapi.responses import HTMLResponse

from bot.masking import redact_forbidden
from bot.messages import Message
from bot.web.crossing import across
from bot.web.doors import ENDED, Doors
from bot.web.filing import form_of
from bot.web.pages import PRIVATE, language_of, page
from bot.web.plain_wording import PLAIN_WORDS
from bot.web.shapes import Spoken, event_json
from bot.wiring import House
from helpdesk import KINDS, RIGHTS, Invalid, PublicStatus

Short = Annotated[str, Form(max_length=200)]
Accepted = Annotated[str | None, Header()]
_PLACE = "/chat/{organisation}"


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation that a page's form carries on, by its secret."""

    organisation: str
    id: str
    token: str
    language: str


class PlainPages:
    """What the `<noscript>` forms of the chat page and of the status page lead to."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def router(self) -> APIRouter:
        """The routes; all are sent by forms of ours, so that no secret stands in an address."""
        router = APIRouter(include_in_schema=False, dependencies=[Depends(self._doors.form)])
        router.post(_PLACE)(self.ask)
        router.post(_PLACE + "/form")(self.form)
        router.post(_PLACE + "/requests")(self.file)
        router.post("/status")(self.status)
        router.post("/status/messages")(self.add)
        return router

    def ask(
        self,
        organisation: str,
        text: Annotated[Spoken, Form()],
        key: Short,
        conversation: Short = "",
        token: Short = "",
        lang: Short = "",
        accept_language: Accepted = None,
    ) -> HTMLResponse:
        """Say something, and see everything said so far."""
        talk = self._talk(organisation, conversation, token, language_of(accept_language, lang))
        message = Message(
            conversation=talk.id,
            organisation=talk.organisation,
            text=text,
            channel="web",
            audience="public",
            language=None,
            as_of=None,
            history=(),
            key=key,
        )
        for _ in self._house.conversation.stream(message):
            pass
        events = [event_json(event) for event in self._house.store.events(talk.id)]
        return self._page("plain_chat.html", talk, turns=_turns(events))

    def form(
        self,
        organisation: str,
        conversation: Short,
        token: Short,
        kind: Short,
        right: Short = "",
        lang: Short = "",
    ) -> HTMLResponse:
        """The form that the organisation's procedure asks for."""
        talk = self._talk(organisation, conversation, token, lang)
        return self._form_page(talk, kind, right or None)

    async def file(self, organisation: str, request: Request) -> HTMLResponse:
        """File it; the form again where an answer cannot be taken."""
        given = {name: str(value)[:4000] for name, value in (await request.form()).items()}
        return await across(self._file, organisation, given)

    def status(self, code: Short, lang: Short = "", accept_language: Accepted = None) -> HTMLResponse:
        """Where a request stands, by the code of its receipt."""
        language = language_of(accept_language, lang)
        return self._status_page(self._house.desk.status(code, language), code, language)

    def add(self, code: Short, text: Annotated[Spoken, Form()], key: Short, lang: Short = "") -> HTMLResponse:
        """Add a message to a request."""
        language = language_of(None, lang)
        status = self._house.desk.status(code, language)
        if status and status.can_write:
            self._house.desk.add_requester_message(status.ticket_id, redact_forbidden(text), key=key)
        return self._status_page(self._house.desk.status(code, language), code, language)

    def _file(self, organisation: str, given: dict[str, str]) -> HTMLResponse:
        id, token = given.get("conversation", ""), given.get("token", "")
        talk = self._talk(organisation, id, token, language_of(None, given.get("lang")))
        kind, right = given.get("kind", ""), given.get("right") or None
        answers = {name[7:]: value for name, value in given.items() if name.startswith("answer.")}
        _known(kind, right)
        try:
            receipt = self._house.conversation.file(talk.id, kind, right, answers, given.get("key", ""))
        except Invalid as invalid:
            return self._form_page(talk, kind, right, answers, invalid.problems)
        return self._page("plain_receipt.html", talk, receipt=receipt)

    def _talk(self, organisation: str, id: str, token: str, language: str) -> Talk:
        """The conversation of the form, whose organisation counts, or a new one; 401 for a wrong secret."""
        if not id:
            served = {row.id for row in self._house.desk.organisations()}
            if organisation not in served:
                raise HTTPException(404, "There is no such desk.")
            started = self._house.store.start("web", organisation, language, "public")
            return Talk(organisation, started.id, started.token, language)
        if self._house.tokens.admit(id, token) is None:
            raise HTTPException(401, ENDED)
        return Talk(self._house.store.get(id).organisation, id, token, language_of(None, language))

    def _form_page(
        self,
        talk: Talk,
        kind: str,
        right: str | None,
        answers: dict[str, str] | None = None,
        problems: dict[str, str] | None = None,
    ) -> HTMLResponse:
        _known(kind, right)
        form = form_of(self._house, talk.id, kind, right)
        for field in form["fields"]:
            field["value"] = (answers or {}).get(field["name"], field["value"])
        return self._page("plain_form.html", talk, form=form, problems=problems or {})

    def _page(self, template: str, talk: Talk, **values: Any) -> HTMLResponse:
        words = PLAIN_WORDS[talk.language]
        return page(
            template, talk.language, headers=PRIVATE, talk=talk, w=words, key=secrets.token_hex(16), **values
        )

    def _status_page(self, status: PublicStatus | None, code: str, language: str) -> HTMLResponse:
        words = PLAIN_WORDS[language]
        values = {"w": words, "code": code, "key": secrets.token_hex(16), "found": status}
        return page("plain_status.html", language, status=200 if status else 404, headers=PRIVATE, **values)


def _turns(events: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is shown of them, in order: everything that one side says in a row under one heading."""
    shown = (
        event for event in events if event["kind"] in ("person", "answer", "actions", "agent", "receipt")
    )
    return [(kind, list(told)) for kind, told in groupby(shown, key=itemgetter("kind"))]


def _known(kind: str, right: str | None) -> None:
    if kind not in KINDS or (right and right not in RIGHTS):
        raise HTTPException(404, "There is no such form.")
