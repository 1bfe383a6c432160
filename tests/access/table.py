"""The matrix of authorisation: what each principal gets at each door, with what is theirs and what is not.

A column is a principal, in the order of `principals.NAMES`. A cell is what comes back:

    +  it is done, shown, or understood and refused for its content
    s  the way to sign in                u  401: prove who you are
    f  403: not with this role           n  404: there is no such thing
    -  403 or 404
"""

from collections.abc import Mapping

from helpdesk.api.door import PREFIX as API
from helpdesk.api.door import SCOPES
from helpdesk.console.access import PREFIX as DESK
from helpdesk.console.permits import PERMITS
from tests.access.caller import Answer

CODES = {401: "u", 403: "f", 404: "n"}
UNDERSTOOD = {"GET": (200, 303, 400, 502, 503), "MOUNT": (200,)}
"""By method: shown, led on to, or answered by a page that says what is missing outside."""
TAKEN = (200, 201, 202, 204, 303, 400, 409, 422)
"""Of what changes something: done, or refused for its content."""

OWN = "one's own"
NOTHING_FOREIGN = ""
"""For doors behind which nothing has an owner."""

DOORS: Mapping[str, tuple[str, str]] = {
    # anonymous . visitor . customer . employee . agent . elsewhere . lead . officer . auditor . administrator
    #                           own                      foreign
    "open":                    ("+ + + +  + + + + + +", NOTHING_FOREIGN),
    "open, by organisation":   ("+ + + +  + + + + + +", "+ + + +  + + + + + +"),
    "page without script":     ("u + + u  u u u u u u", "u u u u  u u u u u u"),
    "conversation":            ("u + + u  u u u u u u", "u u u u  u u u u u u"),
    "conversation, files":     ("u f + u  u u u u u u", "u u u u  u u u u u u"),
    "code of a request":       ("n + + +  n n n n n n", "n n n n  n n n n n n"),
    "signature of Slack":      ("u u u u  u u u u u u", NOTHING_FOREIGN),
    "link of the desk":        ("n n n n  n n n n n n", NOTHING_FOREIGN),
    "return from Slack":       ("u u u u  u u u u u u", NOTHING_FOREIGN),
    "return from a provider":  ("+ + + +  + + + + + +", NOTHING_FOREIGN),
    "sign-in":                 ("u u u u  u u u u u u", NOTHING_FOREIGN),
    # the console, by what a page takes
    "desk: one's own":         ("s s s s  + + + + + +", NOTHING_FOREIGN),
    "desk: one's own view":    ("s s s s  + + + + f +", "s s s s  n n n n f n"),
    "desk: read":              ("s s s s  + + + + + +", "s s s s  n n n n n +"),
    "desk: write":             ("s s s s  + + + + f +", "s s s s  n n n n - +"),
    "desk: decide":            ("s s s s  + + + + f +", "s s s s  n n n n - +"),
    "desk: approve":           ("s s s s  + + + + f +", "s s s s  n n n n - +"),
    "desk: report":            ("s s s s  f f + + + +", "s s s s  - - n n n +"),
    "desk: export":            ("s s s s  f f + + + +", "s s s s  - - n n n +"),
    "desk: erase":             ("s s s s  f f f + f +", "s s s s  - - - n - +"),
    "desk: edit_procedures":   ("s s s s  f f + + f +", "s s s s  - - n n - +"),
    "desk: set_retention":     ("s s s s  f f f f f +", NOTHING_FOREIGN),
    "desk: see_accesses":      ("s s s s  f f f f + +", NOTHING_FOREIGN),
    "desk: manage_accounts":   ("s s s s  f f f f f +", "s s s s  - - - - - +"),
    # programs, each with the token of the person in the column
    "api: tickets:read":       ("u u u u  + + + + + +", "u u u u  n n n n n +"),
    "api: tickets:write":      ("u u u u  + + + + f +", "u u u u  n n n n f +"),
    "api: preferences:read":   ("u u u u  f f + + + +", NOTHING_FOREIGN),
}  # fmt: skip

ROUTES: Mapping[str, str] = {
    "DELETE /api/v1/conversations/{id}": "conversation",
    "GET /": "open",
    "GET /api/v1/conversations/{id}": "conversation",
    "GET /api/v1/conversations/{id}/desk": "conversation",
    "GET /api/v1/conversations/{id}/events": "conversation",
    "GET /api/v1/conversations/{id}/form": "conversation",
    "GET /api/v1/conversations/{id}/tickets": "conversation",
    "GET /chat/{organisation}": "open, by organisation",
    "GET /desk/sign-in": "open",
    "GET /desk/sign-in/code": "open",
    "GET /desk/sign-in/provider": "return from a provider",
    "GET /desk/sign-in/provider/return": "return from a provider",
    "GET /desk/static/{name}": "open",
    "GET /docs": "open",
    "GET /frame/{site}": "open, by organisation",
    "GET /gallery": "open",
    "GET /healthz": "open",
    "GET /openapi.json": "open",
    "GET /policies": "open",
    "GET /policies/{organisation}/{policy}/{version}": "open, by organisation",
    "GET /readyz": "open",
    "GET /slack/install": "link of the desk",
    "GET /slack/oauth_redirect": "return from Slack",
    "GET /status": "open",
    "MOUNT /static": "open",
    "MOUNT /static/web": "open",
    "POST /api/v1/conversations": "open",
    "POST /api/v1/conversations/{id}/assistant": "conversation",
    "POST /api/v1/conversations/{id}/decline": "conversation",
    "POST /api/v1/conversations/{id}/files": "conversation, files",
    "POST /api/v1/conversations/{id}/handoff": "conversation",
    "POST /api/v1/conversations/{id}/identity": "conversation",
    "POST /api/v1/conversations/{id}/messages": "conversation",
    "POST /api/v1/conversations/{id}/tickets": "conversation",
    "POST /api/v1/conversations/{id}/token": "conversation",
    "POST /api/v1/conversations/{id}/useful": "conversation",
    "POST /api/v1/status": "code of a request",
    "POST /api/v1/status/answers": "code of a request",
    "POST /api/v1/status/code": "code of a request",
    "POST /api/v1/status/confirmation": "code of a request",
    "POST /api/v1/status/files/{id}": "code of a request",
    "POST /api/v1/status/following": "code of a request",
    "POST /api/v1/status/messages": "code of a request",
    "POST /api/v1/status/principal": "code of a request",
    "POST /api/v1/status/rating": "code of a request",
    "POST /api/v1/status/withdrawal": "code of a request",
    "POST /chat/{organisation}": "page without script",
    "POST /chat/{organisation}/form": "page without script",
    "POST /chat/{organisation}/requests": "page without script",
    "POST /desk/language": "open",
    "POST /desk/sign-in": "sign-in",
    "POST /desk/sign-in/code": "open",
    "POST /slack/events": "signature of Slack",
    "POST /status": "code of a request",
    "POST /status/messages": "code of a request",
    **{f"{method} {DESK}{path}": f"desk: {permit or OWN}" for (method, path), permit in PERMITS.items()},
    **{f"{method} {API}{path}": f"api: {scope}" for (method, path), scope in SCOPES.items()},
    "POST /desk/views/{id}/drop": "desk: one's own view",
}
"""Which door each route is behind; the product's own tables say it of the console and of the desk's API."""


def letter(method: str, answer: Answer) -> str:
    """The answer as the table has it."""
    if answer.status == 303 and answer.place.startswith("/desk/sign-in?next="):
        return "s"
    understood = UNDERSTOOD.get(method, TAKEN)
    return "+" if answer.status in understood else CODES.get(answer.status, str(answer.status))
