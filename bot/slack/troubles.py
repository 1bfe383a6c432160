"""What becomes of work that Slack refused: each of its errors has one defined end."""

from typing import Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import OperationalError

from bot.slack.budget import Busy

End = Literal["later", "disconnected", "unreachable", "defect"]
"""`later`: tried again. `disconnected`: nothing can be sent to the workspace until somebody reconnects it.
`unreachable`: this person or channel cannot be written to. `defect`: ours; the person is told."""

WAIT = 30.0
"""Seconds until another attempt where Slack does not say."""

_PASSING = {
    "fatal_error",
    "internal_error",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
}
_DISCONNECTED = {
    "account_inactive",
    "app_uninstalled",
    "invalid_auth",
    "missing_scope",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
_UNREACHABLE = {
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "message_not_found",
    "not_in_channel",
    "restricted_action",
    "thread_not_found",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
}


def end_of(error: Exception) -> End:
    """What an error leads to."""
    if isinstance(error, Busy | OSError | OperationalError):
        return "later"
    if not isinstance(error, SlackApiError):
        return "defect"
    if is_down(error):
        return "later"
    code = code_of(error).partition(":")[0]
    if code in _PASSING or error.response.status_code == 429:
        return "later"
    if code in _DISCONNECTED:
        return "disconnected"
    return "unreachable" if code in _UNREACHABLE else "defect"


def is_down(error: SlackApiError) -> bool:
    """Whether Slack itself fails, whatever was asked of it: a 5xx, or a page that is not its answer."""
    return not isinstance(error.response, SlackResponse) or error.response.status_code >= 500


def code_of(error: Exception) -> str:
    """Slack's error code; for a missing scope, with the scope's name."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    code = str(error.response.get("error") or "unknown")
    needed = error.response.get("needed") if code == "missing_scope" else None
    return f"{code}:{needed}" if needed else code


def wait_of(error: Exception) -> float:
    """Seconds after which to try again."""
    if isinstance(error, Busy):
        return error.seconds
    if isinstance(error, SlackApiError) and isinstance(error.response, SlackResponse):
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        asked = str(headers.get("retry-after") or "")
        return float(asked) if asked.isdigit() else WAIT
    return WAIT
