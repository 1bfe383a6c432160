"""What Slack sends to an app, in the shapes it sends it."""

import itertools
import json
from typing import Any
from urllib.parse import urlencode

from tests.fakes.slack.server import TEAM, FakeSlack

Body = dict[str, Any]


class Payloads:
    """Makes events, commands, clicks and submissions; numbers and time stamps never repeat."""

    def __init__(self, slack: FakeSlack, prefix: str = "") -> None:
        self._slack = slack
        self._prefix = prefix
        self._numbers = itertools.count(1)

    def event(self, event: Body) -> Body:
        """An envelope of the Events API."""
        id = f"Ev{self._prefix}{next(self._numbers):08d}"
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0DESK",
            "event_id": id,
            "event_time": 1800000000,
            "event": event,
        }

    def dm(self, user: str, text: str, thread_ts: str | None = None, **more: Any) -> Body:
        """A direct message to the app."""
        event = {"type": "message", "channel_type": "im", "channel": self._slack.dm(user), "user": user}
        said = {**event, "text": text, **self._place(thread_ts), **more}
        self._slack.conversations.written[said["channel"], said["ts"]] = said
        return self.event(said)

    def mention(self, user: str, text: str, channel: str = "C0ALL", thread_ts: str | None = None) -> Body:
        """A mention of the app in a channel."""
        event = {"type": "app_mention", "channel": channel, "user": user, "text": f"<@U0BOT> {text}"}
        return self.event({**event, **self._place(thread_ts)})

    def home(self, user: str, tab: str = "home") -> Body:
        """A look at the app's own pages."""
        return self.event(
            {"type": "app_home_opened", "user": user, "tab": tab, "channel": self._slack.dm(user)}
        )

    def stop(self, user: str, thread_ts: str) -> Body:
        """The Stop button of an answer that is being made."""
        place = {"channel": self._slack.dm(user), "thread_ts": thread_ts}
        return self.event(
            {"type": "agent_session_stopped", "user": user, "streaming_message_ts": [], **place}
        )

    def command(self, user: str, text: str, channel: str = "C0ALL") -> str:
        """`/privacy`, as the form Slack posts."""
        return urlencode(
            {
                "command": "/privacy",
                "text": text,
                "team_id": TEAM,
                "user_id": user,
                "channel_id": channel,
                "trigger_id": self._trigger(),
                "response_url": self._slack.response_url,
            }
        )

    def click(self, user: str, button: Body, channel: str, message_ts: str, thread_ts: str) -> Body:
        """A click on a button of a message."""
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "trigger_id": self._trigger(),
            "response_url": self._slack.response_url,
            "container": {"type": "message", "message_ts": message_ts, "channel_id": channel},
            "channel": {"id": channel},
            "message": {"ts": message_ts, "thread_ts": thread_ts},
            "actions": [{**button, "block_id": "b1", "action_ts": f"1800000001.{next(self._numbers):06d}"}],
        }

    def shortcut(self, user: str, text: str) -> Body:
        """The message shortcut, on somebody's message."""
        return {
            "type": "message_action",
            "callback_id": "report_concern",
            "team": {"id": TEAM},
            "user": {"id": user},
            "channel": {"id": "C0ALL"},
            "message": {"ts": "1800000000.5", "text": text, "user": "U0OTHER"},
            "trigger_id": self._trigger(),
            "response_url": self._slack.response_url,
        }

    def submission(self, user: str, view: Body, answers: dict[str, str]) -> Body:
        """The modal `view` comes back, filled in."""
        values = {
            block["block_id"]: {"value": _filled(block["element"], answers.get(block["block_id"]))}
            for block in view["blocks"]
            if block["type"] == "input"
        }
        return {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "view": {**view, "id": f"V9{next(self._numbers)}", "state": {"values": values}},
        }

    def _place(self, thread_ts: str | None) -> Body:
        ts = f"1800000000.9{next(self._numbers):05d}"
        return {"ts": ts, "thread_ts": thread_ts} if thread_ts else {"ts": ts}

    def _trigger(self) -> str:
        return f"trigger-{next(self._numbers)}"


def as_form(payload: Body) -> str:
    """An interaction as Slack posts it."""
    return urlencode({"payload": json.dumps(payload)})


def _filled(element: Body, answer: str | None) -> Body:
    match element["type"]:
        case "static_select":
            return {"type": "static_select", "selected_option": {"value": answer} if answer else None}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": [{"value": answer}] if answer else []}
    return {"type": "plain_text_input", "value": answer}
