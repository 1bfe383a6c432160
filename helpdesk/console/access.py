"""Who is at the console: the session cookie, the form token, and where a request may come from."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from helpdesk.agents import Agent, SessionToken
from helpdesk.desk import Desk

PREFIX = "/desk"
READERS_ONLY = ("auditor",)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The signed-in agent of a request, and the token that each of their forms must carry."""

    agent: Agent
    session: str
    form_token: str

    @property
    def may_write(self) -> bool:
        """Auditors read and change nothing."""
        return self.agent.role not in READERS_ONLY

    @property
    def may_add_agents(self) -> bool:
        """Only administrators manage accounts."""
        return self.agent.role == "administrator"


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
        agent = self.desk.agents.agent_of(session) if session else None
        return Visitor(agent, session, form_token(session)) if agent else None

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

    def end(self, request: Request, response: Response) -> None:
        """Revoke the session on the server and remove the cookie."""
        session = request.cookies.get(self.cookie, "")
        if session:
            self.desk.agents.sign_out(session)
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
