"""The demo page of a sample customer site, and the assistant as a page of its own or in a site's frame."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse

from bot.headers import framed_by
from bot.web.pages import language_of, page
from bot.web.plain_wording import PLAIN_WORDS
from bot.web.wording import CATALOGUES
from bot.wiring import House
from helpdesk import OrganisationRow

GALLERY = tuple(
    name.removeprefix("gallery.")
    for name in CATALOGUES["en"]
    if name.startswith("gallery.") and name not in ("gallery.title", "gallery.lead")
)
"""The states that `static/gallery/states.js` knows, in its order."""


class DemoPages:
    """`/`, `/chat/{organisation}`, `/frame/{site}` and `/gallery`."""

    def __init__(self, house: House) -> None:
        self._house = house

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(include_in_schema=False)
        router.get("/")(self.demo)
        router.get("/chat/{organisation}")(self.chat)
        router.get("/frame/{site}")(self.framed)
        router.get("/gallery")(self.gallery)
        return router

    def demo(
        self,
        organisation: str | None = None,
        accept_language: Annotated[str | None, Header()] = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """A customer's page with the widget on it."""
        language = language_of(accept_language, lang)
        served = self._served()
        chosen = next((row for row in served if row.id == organisation), served[0] if served else None)
        return page("demo.html", language, served=served, chosen=chosen)

    def chat(
        self,
        organisation: str,
        accept_language: Annotated[str | None, Header()] = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """The assistant without any page around it."""
        language = language_of(accept_language, lang)
        chosen = next((row for row in self._served() if row.id == organisation), None)
        if chosen is None:
            return page("not_found.html", language, status=404)
        return page("chat.html", language, chosen=chosen, w=PLAIN_WORDS[language], key=secrets.token_hex(16))

    def framed(
        self,
        site: str,
        origin: str,
        accept_language: Annotated[str | None, Header()] = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """The assistant inside a page of a site, of this exact origin and no other."""
        language = language_of(accept_language, lang)
        found = self._house.sites.find(site)
        if found is None or origin not in found.origins:
            return page("not_found.html", language, status=404)
        name = next((row.name for row in self._served() if row.id == found.organisation), "")
        headers = {
            "Content-Security-Policy": framed_by(origin),
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return page("frame.html", language, headers=headers, site=site, parent=origin, name=name)

    def gallery(
        self,
        state: str | None = None,
        accept_language: Annotated[str | None, Header()] = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """Every state of the chat, one at a time, for who designs it; no server is asked."""
        language = language_of(accept_language, lang)
        if state is not None and state not in GALLERY:
            return page("not_found.html", language, status=404)
        return page("gallery.html", language, states=GALLERY, state=state)

    def _served(self) -> list[OrganisationRow]:
        """The organisations that a customer can ask: those with a public policy, or whose group has one."""
        public = {
            row.organisation for row in self._house.knowledge.shelf.policies() if row.audience == "public"
        }
        return [row for row in self._house.desk.organisations() if row.id in public or row.parent in public]
