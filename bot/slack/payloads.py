"""Reading what Slack sends: who, where, in which thread."""

from typing import Any

from bot.slack.threads import Thread

Body = dict[str, Any]


def team_of(body: Body) -> str:
    """The workspace the app is installed in."""
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


def is_ephemeral(body: Body) -> bool:
    """True for a click below a message that only this person sees; it has no thread of its own."""
    return bool((body.get("container") or {}).get("is_ephemeral"))
