"""Reading what Slack sends: who, where, in which thread."""

from typing import Any

from bot.masking import redact_forbidden
from bot.slack.threads import Thread

Body = dict[str, Any]


def team_of(body: Body) -> str:
    """The workspace the app is installed in; in a shared channel it is the one that authorised."""
    if authorised := body.get("authorizations"):
        return str(authorised[0].get("team_id") or "")
    team = body.get("team")
    return str(body.get("team_id") or (team or {}).get("id") or "")


def user_of(body: Body) -> str:
    """Who did it, in an event, a command, a click or a form alike."""
    event, user = body.get("event") or {}, body.get("user") or {}
    return str(event.get("user") or body.get("user_id") or user.get("id") or "")


def thread_of(body: Body) -> Thread | None:
    """The thread a message event, a click or a message shortcut belongs to; None where there is none."""
    event = body.get("event")
    message = event or body.get("message") or body.get("container") or {}
    channel = message.get("channel") or (body.get("channel") or {}).get("id") or message.get("channel_id")
    ts = message.get("thread_ts") or message.get("ts") or message.get("message_ts")
    if not (channel and ts):
        return None
    return Thread(team_of(body), str(channel), str(ts))


def click_of(body: Body) -> str:
    """This one click."""
    action = body["actions"][0]
    return f"{team_of(body)}/{user_of(body)}/{action['action_ts']}/{action['action_id']}"


def is_ephemeral(body: Body) -> bool:
    """True for a click below a message that only this person sees; it has no thread of its own."""
    return bool((body.get("container") or {}).get("is_ephemeral"))


_KEPT = (
    "event_id",
    "team_id",
    "authorizations",
    "user_id",
    "response_url",
    "trigger_id",
    "container",
    "actions",
)
_KEPT_OF: dict[str, tuple[str, ...]] = {
    "team": ("id",),
    "channel": ("id",),
    "user": ("id",),
    "event": ("type", "user", "channel", "tab", "ts", "thread_ts", "text"),
    "message": ("ts", "thread_ts"),
    "view": ("id", "private_metadata", "state"),
}


def stored(body: Body) -> Body:
    """What is kept until it is handled: what handling needs, without the numbers that may not be stored."""
    kept = {name: body[name] for name in _KEPT if name in body}
    for name, parts in _KEPT_OF.items():
        if isinstance(body.get(name), dict):
            kept[name] = {part: _redacted(body[name][part], part) for part in parts if part in body[name]}
    if "text" in body:
        kept["text"] = redact_forbidden(body["text"])
    return kept


def _redacted(value: Any, name: str) -> Any:
    """Only what a person typed: ids and time stamps are digits too."""
    if isinstance(value, dict):
        return {key: _redacted(each, key) for key, each in value.items()}
    return redact_forbidden(value) if name in ("text", "value") and isinstance(value, str) else value
