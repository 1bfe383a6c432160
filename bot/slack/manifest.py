"""The app's manifest, as Slack takes it in when the app is made (docs.slack.dev, app manifests)."""

from typing import Any, Literal
from urllib.parse import urlsplit

from bot.slack.scopes import SCOPES

Manifest = dict[str, Any]
Transport = Literal["socket", "http"]

EVENTS = (
    "agent_session_stopped",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
)
COMMAND = "/privacy"
SHORTCUT = "report_concern"
PROMPTS = {
    "Opt out of e-mails": "How do I opt out of marketing e-mails?",
    "Who gets my data?": "Who is my personal data shared with?",
    "Correct my data": "How can I have my data corrected?",
}


class BadAddress(ValueError):
    """The address is none that Slack could call; the message says what is expected."""


def manifest(transport: Transport, url: str | None = None, name: str = "Privacy desk") -> Manifest:
    """The manifest for one of the two ways. Raises BadAddress: over HTTP, Slack calls `url`."""
    base = _checked(url) if transport == "http" else None
    return {
        "display_information": {
            "name": name,
            "description": "Answers from the privacy policy, word for word, and the way to people behind it",
            "background_color": "#1f3a5f",
        },
        "features": _features(name, base),
        "oauth_config": _oauth(base),
        "settings": {
            "event_subscriptions": {**_called(base, "request_url"), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_called(base, "request_url")},
            "org_deploy_enabled": False,
            "socket_mode_enabled": base is None,
            "token_rotation_enabled": False,
        },
    }


def _features(name: str, base: str | None) -> Manifest:
    return {
        "agent_view": {
            "agent_description": "An AI assistant that quotes the privacy policy and passes requests, "
            "complaints and open questions on to the help desk.",
            "suggested_prompts": [{"title": title, "message": asked} for title, asked in PROMPTS.items()],
        },
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": name, "always_online": True},
        "shortcuts": [
            {
                "type": "message",
                "name": "Report a privacy concern",
                "callback_id": SHORTCUT,
                "description": "Opens a complaint form with this message in it",
            }
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                "description": "Ask what the privacy policy says, or reach the help desk",
                "usage_hint": "[question] | request | complaint | status | delete | help",
                "should_escape": True,
                **_called(base, "url"),
            }
        ],
    }


def _oauth(base: str | None) -> Manifest:
    asked: Manifest = {"scopes": {"bot": sorted(SCOPES)}}
    return asked | ({"redirect_urls": [f"{base}/slack/oauth_redirect"]} if base else {})


def _called(base: str | None, key: str) -> Manifest:
    return {key: f"{base}/slack/events"} if base else {}


def _checked(url: str | None) -> str:
    parts = urlsplit(url or "")
    base = f"https://{parts.netloc}"
    if not parts.hostname or parts.username or url not in (base, f"{base}/"):
        raise BadAddress("over HTTP Slack calls you: name your public address, --url https://your.host")
    return base
