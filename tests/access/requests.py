"""What each route is sent: whole and right, with what has an owner named in braces (see `estate.Side`)."""

from collections.abc import Mapping

Content = Mapping[str, object]

PATHS: Mapping[str, Mapping[str, str]] = {
    "/api/desk/v1/tickets/{reference}": {"reference": "reference"},
    "/api/v1/conversations/{id}": {"id": "talk"},
    "/api/v1/status/files/{id}": {"id": "handed"},
    "/chat/{organisation}": {"organisation": "organisation"},
    "/desk/agents/{id}": {"id": "account"},
    "/desk/api-tokens/{id}": {"id": "token"},
    "/desk/approved/{id}": {"id": "answer"},
    "/desk/organisations/{id}": {"id": "organisation"},
    "/desk/preferences/{organisation}": {"organisation": "organisation"},
    "/desk/replies/{id}": {"id": "canned"},
    "/desk/reports/gaps/{id}": {"id": "question"},
    "/desk/tickets/{reference}": {"reference": "reference", "id": "file", "message_id": "message"},
    "/desk/views/{id}": {"id": "view"},
    "/frame/{site}": {"site": "site"},
    "/policies/{organisation}": {"organisation": "organisation"},
}
"""What the parameters of a path name, by how it begins."""

FIXED: Mapping[str, Mapping[str, str]] = {
    "/desk/tickets/{reference}/identity/{step}": {"step": "call"},
    "/desk/tickets/{reference}/files/{id}/{step}": {"step": "remove"},
    "/desk/reports/{name}.csv": {"name": "by_kind"},
    "/desk/static/{name}": {"name": "console.css"},
    "/policies/{organisation}/{policy}/{version}": {"policy": "public", "version": "2024-04-01"},
}
"""The parts of a path that name nothing with an owner."""

_ANSWER: Content = {
    "do": "approve",
    "question": "What is it used for, and why?",
    "organisations": "{organisation}",
    "audience": "employees",
    "address": "{staff_clause}",
    "quote": "drawer is opened on Mondays.",
    "text": "",
    "version": "1",
}
_SHOWN: Content = {**_ANSWER, "do": "", "add": "{staff_clause}", "address": "{clause}", "search": "drawer"}
_REPLY: Content = {
    "do": "keep",
    "organisation": "{organisation}",
    "name": "Books",
    "body": "Books are books.",
    "address": "{clause}",
    "version": "1",
}
_REPLY_SHOWN: Content = {**_REPLY, "do": "", "address": "{clause}", "add": "{staff_clause}"}
_TOKEN: Content = {"token": "{code}"}
_KEY = "a key of its own"

CONTENT: Mapping[str, tuple[Content, ...]] = {
    "DELETE /api/v1/conversations/{id}": ({},),
    "GET /": ({"organisation": "{organisation}"},),
    "GET /api/desk/v1/preferences": ({"organisation": "{organisation}"},),
    "GET /api/desk/v1/tickets": ({"organisation": "{organisation}"}, {"search": "{reference}"}),
    "GET /api/v1/conversations/{id}/form": ({"kind": "complaint"},),
    "GET /desk": ({"status": "all", "organisation": "{organisation}"}, {"search": "{reference}"}),
    "GET /desk/access": ({"ticket": "{reference}"}, {"who": "{account}"}),
    "GET /desk/approved/new": ({"ticket": "{reference}"},),
    "GET /desk/export": (
        {"purpose": "handling", "personal": "true", "query": "organisation={organisation}&status=all"},
    ),
    "GET /desk/organisations/{id}/draft": ({"policy": "public"}, {"policy": "staff"}),
    "GET /desk/preferences": ({"contact": "lee@mail.example", "organisation": "{organisation}"},),
    "GET /desk/reports": ({"organisation": "{organisation}"},),
    "GET /desk/reports/gaps": ({"organisation": "{organisation}"},),
    "GET /desk/reports/{name}.csv": ({"organisation": "{organisation}"},),
    "GET /desk/tickets/new": ({"organisation": "{organisation}", "what": "complaint", "channel": "phone"},),
    "GET /frame/{site}": ({"origin": "{origin}"},),
    "GET /policies/{organisation}/{policy}/{version}": ({},),
    "POST /api/desk/v1/tickets": (
        {
            "organisation": "{organisation}",
            "kind": "inquiry",
            "channel": "phone",
            "language": "en",
            "message": "Why?",
        },
    ),
    "POST /api/desk/v1/tickets/{reference}/messages": ({"text": "We look into it."},),
    "POST /api/desk/v1/tickets/{reference}/notes": ({"text": "Careful."},),
    "POST /api/desk/v1/tickets/{reference}/status": ({"status": "cancelled", "reason": "withdrawn"},),
    "POST /api/v1/conversations": ({"organisation": "aoba"},),
    "POST /api/v1/conversations/{id}/assistant": ({"key": _KEY},),
    "POST /api/v1/conversations/{id}/decline": ({},),
    "POST /api/v1/conversations/{id}/files": ({"x-file-name": "a.txt", "idempotency-key": _KEY},),
    "POST /api/v1/conversations/{id}/handoff": ({"message": "Please call.", "key": _KEY},),
    "POST /api/v1/conversations/{id}/identity": ({"token": "{identity}"},),
    "POST /api/v1/conversations/{id}/messages": ({"text": "Why?", "key": _KEY},),
    "POST /api/v1/conversations/{id}/tickets": ({"kind": "complaint", "key": _KEY},),
    "POST /api/v1/conversations/{id}/token": ({},),
    "POST /api/v1/conversations/{id}/useful": ({"message": "message-1", "useful": True},),
    "POST /api/v1/status": (_TOKEN,),
    "POST /api/v1/status/answers": ({**_TOKEN, "key": _KEY, "answers": {"name": "Lee"}},),
    "POST /api/v1/status/code": ({**_TOKEN, "key": _KEY, "address": "lee@mail.example"},),
    "POST /api/v1/status/confirmation": (
        {**_TOKEN, "key": _KEY, "address": "lee@mail.example", "code": "123456"},
    ),
    "POST /api/v1/status/files/{id}": ({**_TOKEN, "pass": "x.9999999999.y"},),
    "POST /api/v1/status/following": ({**_TOKEN, "key": _KEY, "text": "Again."},),
    "POST /api/v1/status/messages": ({**_TOKEN, "key": _KEY, "text": "Hello?"},),
    "POST /api/v1/status/principal": ({**_TOKEN, "key": _KEY, "code": "123456"},),
    "POST /api/v1/status/rating": ({**_TOKEN, "key": _KEY, "satisfied": True},),
    "POST /api/v1/status/withdrawal": ({**_TOKEN, "key": _KEY},),
    "POST /chat/{organisation}": (
        {"text": "Why?", "key": _KEY, "conversation": "{talk}", "token": "{secret}"},
    ),
    "POST /chat/{organisation}/form": ({"kind": "complaint", "conversation": "{talk}", "token": "{secret}"},),
    "POST /chat/{organisation}/requests": (
        {"kind": "complaint", "key": _KEY, "conversation": "{talk}", "token": "{secret}"},
    ),
    "POST /desk/agents": ({"name": "New", "email": "new@desk.example", "role": "agent"},),
    "POST /desk/agents/{id}/membership": ({"organisation": "{organisation}", "role": "lead"},),
    "POST /desk/agents/{id}/role": ({"role": "administrator"},),
    "POST /desk/alerts/seen": ({"until": "2100-01-01T00:00:00+00:00"},),
    "POST /desk/api-tokens": (
        {"name": "New", "scope": "tickets:read", "days": "30", "organisation": "{organisation}"},
    ),
    "POST /desk/approved/new": (_ANSWER, _SHOWN, {**_SHOWN, "ticket": "{reference}"}),
    "POST /desk/approved/{id}/edit": (_ANSWER, _SHOWN),
    "POST /desk/approved/{id}/retire": ({"version": "1"},),
    "POST /desk/bulk": (
        {"ticket": "{ticket}:{version}", "step": "take"},
        {"ticket": "{ticket}:{version}", "step": "tag", "tag": "seen"},
        {"ticket": "{ticket}:{version}", "step": "give:{account}"},
    ),
    "POST /desk/me/sessions": ({"id": "0123456789abcdef"},),
    "POST /desk/organisations/{id}/draft": ({"policy": "public", "version": "0"},),
    "POST /desk/preferences": (
        {
            "contact": "lee@mail.example",
            "organisation": "{organisation}",
            "purpose": "marketing_opt_out",
            "state": "opted_in",
            "method": "phone",
        },
    ),
    "POST /desk/replies/new": (_REPLY, _REPLY_SHOWN),
    "POST /desk/replies/{id}": (_REPLY, _REPLY_SHOWN),
    "POST /desk/replies/{id}/retire": ({"version": "1"},),
    "POST /desk/reports/gaps/{id}": ({"wording": "Where is it?"},),
    "POST /desk/retention": ({"purpose": "journal", "days": "90"},),
    "POST /desk/sign-in": ({"email": "{name}@nobody.example", "password": "a guess of theirs"},),
    "POST /desk/tickets/new": (
        {
            "organisation": "{organisation}",
            "what": "complaint",
            "channel": "phone",
            "message": "They called.",
        },
    ),
    "POST /desk/tickets/{reference}/decision": (
        {"right": "erasure", "outcome": "denied", "ground": "no_such_data", "clause": "{clause}"},
    ),
    "POST /desk/tickets/{reference}/files": ({"purpose": "other", "file": "x"},),
    "POST /desk/tickets/{reference}/hold": ({"held": "true", "reason": "litigation"},),
    "POST /desk/tickets/{reference}/identity/{step}": ({"contact": "{contact}"},),
    "POST /desk/tickets/{reference}/insert": (
        {"do": "take", "take": "{clause}", "cite": "{clause}"},
        {"do": "canned", "canned": "{canned}"},
    ),
    "POST /desk/tickets/{reference}/law": ({"regime": "gdpr"},),
    "POST /desk/tickets/{reference}/links": (
        {"step": "related", "other": "{other}"},
        {"step": "merge", "other": "{other}"},
    ),
    "POST /desk/tickets/{reference}/note": ({"text": "Careful."},),
    "POST /desk/tickets/{reference}/owner": ({"owner": "me"},),
    "POST /desk/tickets/{reference}/reply": ({"text": "We look into it.", "cite": "{clause}"},),
    "POST /desk/tickets/{reference}/rights": ({"right": "erasure"},),
    "POST /desk/tickets/{reference}/status": ({"move": "cancelled:withdrawn"},),
    "POST /desk/tickets/{reference}/tags": ({"tag": "seen"},),
    "POST /desk/tickets/{reference}/tags/off": ({"tag": "seen"},),
    "POST /desk/views": ({"name": "Mine", "query": "owner=me"},),
    "POST /status": ({"code": "{code}"},),
    "POST /status/messages": ({"code": "{code}", "text": "Hello?", "key": _KEY},),
}
"""More than one content where a route does different things. What is not listed is sent nothing."""

_PLAIN = """
    accept-language answers audience back basis body changes channel choice counts current days do email end
    explanation field ground held idempotency-key iss joined key kind lang language last-event-id left_out
    letter limit madoguchi_slack_state message method move name new next nonce notice offset origin outcome
    owner page password personal purpose question quote reason received_at regime remember retired review_by
    right role satisfied scope search seen sender shared since start state status tag task text until useful
    value version wording writing x-file-name
"""
PLAIN = frozenset(_PLAIN.split())
"""Parameters that name nothing with an owner; any other must stand in the content of its route in braces."""

PLAIN_HERE: Mapping[str, frozenset[str]] = {
    "GET /desk/export": frozenset({"query"}),
    "GET /desk/organisations/{id}/draft": frozenset({"policy"}),
    "GET /desk/preferences": frozenset({"contact"}),
    "GET /desk/sign-in/provider/return": frozenset({"code"}),
    "GET /slack/install": frozenset({"link"}),
    "GET /slack/oauth_redirect": frozenset({"code"}),
    "POST /api/v1/conversations": frozenset({"organisation", "site"}),
    "POST /api/v1/status/code": frozenset({"address"}),
    "POST /api/v1/status/confirmation": frozenset({"address", "code"}),
    "POST /api/v1/status/files/{id}": frozenset({"token_of_pass"}),
    "POST /api/v1/status/principal": frozenset({"code"}),
    "POST /desk/me/second-factor/confirm": frozenset({"code"}),
    "POST /desk/me/sessions": frozenset({"id"}),
    "POST /desk/organisations/{id}/draft": frozenset({"policy"}),
    "POST /desk/preferences": frozenset({"contact"}),
    "POST /desk/sign-in/code": frozenset({"code"}),
    "POST /desk/tickets/{reference}/decisions": frozenset({"step"}),
    "POST /desk/tickets/{reference}/files": frozenset({"file"}),
    "POST /desk/tickets/{reference}/links": frozenset({"step"}),
    "POST /desk/views": frozenset({"query"}),
    "POST /desk/views/{id}/drop": frozenset({"query"}),
}
"""Parameters that name nothing with an owner on this one route."""
