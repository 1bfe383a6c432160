"""What anybody may ask the console for: the language of its pages, and the files they need."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, inside
from helpdesk.console.guard import console_router
from helpdesk.console.pages import LANGUAGE_COOKIE, Pages
from helpdesk.console.wording import LANGUAGES
from helpdesk.errors import NotFound

A_YEAR = int(timedelta(days=365).total_seconds())


class OpenPages:
    """Pages without a session."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, None)
        router.add_api_route("/language", self.choose_language, methods=["POST"])
        router.add_api_route("/static/{name}", self.asset, methods=["GET"])
        return router

    def choose_language(
        self,
        language: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = PREFIX,
    ) -> Response:
        """Remember the language in this browser."""
        response = RedirectResponse(inside(next), status_code=303)
        if language in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=A_YEAR,
                path=PREFIX,
                secure=self.access.secure,
                httponly=True,
                samesite="lax",
            )
        return response

    def asset(self, name: str) -> Response:
        """The style sheet, the script or the mark."""
        found = self.pages.assets.get(name)
        if found is None:
            raise NotFound("no such file")
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(found.content, media_type=found.media_type, headers=headers)
