"""Who is at the console: the session cookie, the form token, and where a request may come from."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData

from helpdesk.accesses import AccessKind
from helpdesk.agents import Agent
from helpdesk.desk import Desk
from helpdesk.errors import NotFound
from helpdesk.narrowing import is_seen
from helpdesk.open_sessions import SessionToken
from helpdesk.permissions import Action

PREFIX = "/desk"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The signed-in agent of a request, and the token that each of their forms must carry.

    ``organisation`` is the one that the page is about, where it is about one.
    """

    agent: Agent
    session: str
    form_token: str
    organisation: str | None = None

    def may(self, action: Action) -> bool:
        """Whether the agent's role allows this here."""
        return self.agent.reach.may(action, self.organisation)

    @property
    def may_write(self) -> bool:
        """Whether the agent works on tickets here; auditors read and change nothing."""
        return self.may("write")


class Access:
    """Reads and writes the session cookie.

    Over HTTPS its name starts with ``__Host-``, which browsers accept only for the path ``/``.
    """

    def __init__(self, desk: Desk, *, secure: bool) -> None:
        self.desk = desk
        self.secure = secure
        self.cookie = "__Host-desk" if secure else "desk"
        self.path = "/" if secure else PREFIX

    def visitor(self, request: Request) -> Visitor | None:
        """The signed-in agent, or None."""
        session = request.cookies.get(self.cookie, "")
        agent = self.desk.sessions.agent_of(session) if session else None
        return Visitor(agent, session, form_token(session)) if agent else None

    def subjects(self, path: str, parameters: Mapping[str, str], form: FormData) -> frozenset[str]:
        """The organisations that a request is about; NotFound where the visitor must not know of one."""
        if reference := parameters.get("reference"):
            found = self.desk.accesses.organisation_of(reference)
            if found is None:
                raise NotFound("no such ticket")
            return frozenset({found})
        named = {str(one) for name in ("organisation", "organisations") for one in form.getlist(name) if one}
        if path.startswith(f"{PREFIX}/organisations/"):
            named.add(parameters["id"])
        if "organisation" in parameters:
            named.add(parameters["organisation"])
        if foreign := sorted(one for one in named if not is_seen(one)):
            raise NotFound(f"no organisation {foreign[0]!r}")
        return frozenset(named)

    def note(self, visitor: Visitor, kind: AccessKind, request: Request) -> None:
        """Write who looks at personal data before they are shown; nothing where no ticket is named."""
        reference = request.path_params.get("reference") or request.query_params.get("ticket")
        if reference and self.desk.accesses.organisation_of(reference):
            self.desk.accesses.record(visitor.agent.id, kind, reference)

    def begin(self, response: Response, session: SessionToken) -> None:
        """Set the session cookie; it ends with the browser or, on the server, with the session."""
        response.set_cookie(
            self.cookie,
            session.value,
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def half_open(self, request: Request) -> Agent | None:
        """Who has given the right password in this browser and has still to give a code."""
        session = request.cookies.get(self.cookie, "")
        return self.desk.sessions.half_open(session) if session else None

    def end(self, request: Request, response: Response) -> None:
        """Revoke the session on the server and remove the cookie."""
        session = request.cookies.get(self.cookie, "")
        if session:
            self.desk.sessions.sign_out(session)
        response.delete_cookie(self.cookie, path=self.path, secure=self.secure, httponly=True, samesite="lax")


def form_token(session: str) -> str:
    """A value only this session's pages know; derived, so nothing has to be stored."""
    return hmac.new(session.encode(), b"madoguchi console form", sha256).hexdigest()


def token_fits(visitor: Visitor, token: str) -> bool:
    """Whether a form was drawn for this session."""
    return hmac.compare_digest(visitor.form_token.encode(), token.encode())


def same_origin(request: Request) -> bool:
    """Whether a state-changing request comes from our own pages (Fetch Metadata, else Origin)."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")


def inside(path: str) -> str:
    """``path`` if it is a page of the console, else the console's first page: no open redirects."""
    parts = urlsplit(path)
    ours = not parts.scheme and not parts.netloc and (path == PREFIX or path.startswith(PREFIX + "/"))
    return path if ours and "\\" not in path and ".." not in path else PREFIX


def _signed_in(request: Request) -> Visitor:
    visitor: Visitor = request.state.visitor
    return visitor


SignedIn = Annotated[Visitor, Depends(_signed_in)]
"""The visitor that the guarded route has let in."""
