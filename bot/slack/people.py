"""Who is asking: what they may read and in which language they are spoken to."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

REMEMBERED = 3600
"""Seconds for which what Slack says of a person is kept."""

_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_HAN = re.compile("[\u3400-\u9fff]")

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, or a guest; `locale` is None where Slack does not tell.

    `email` is that of a member's profile, confirmed by the workspace; None for guests.
    """

    id: str
    audience: Literal["public", "employees"]
    locale: Language | None
    email: str | None = None

    def language(self, text: str = "") -> Language:
        """Japanese when the words are; else the person's own language; else what the script suggests."""
        if _KANA.search(text):
            return "ja"
        return self.locale or ("ja" if _HAN.search(text) else "en")


class People:
    """Asks Slack about a person once an hour."""

    def __init__(
        self,
        client: "WebClient",
        chosen: Callable[[str], Language | None] = lambda _user: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._chosen = chosen
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    def person(self, user: str, team: str) -> Person:
        """The person behind a user id, seen from workspace `team`. Who cannot be looked up is a stranger.

        The language they chose goes before the one of their Slack.
        """
        person = self._looked_up(user, team)
        chosen = self._chosen(user)
        return replace(person, locale=chosen) if chosen else person

    def _looked_up(self, user: str, team: str) -> Person:
        known = self._known.get((user, team))
        if known and self._clock() - known[0] < REMEMBERED:
            return known[1]
        try:
            found = _person(user, team, self._client.users_info(user=user, include_locale=True)["user"])
        except SlackApiError as error:
            log.warning("slack person unknown", extra={"reason": str(error.response.get("error"))})
            return Person(user, "public", None)
        self._known[user, team] = (self._clock(), found)
        return found


def _person(user: str, team: str, info: dict[str, Any]) -> Person:
    """Guests and people of other workspaces read what the public reads."""
    outside = any(info.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    member = not outside and info.get("team_id") == team
    locale = str(info.get("locale") or "")[:2]
    email = (info.get("profile") or {}).get("email") if member and not info.get("is_bot") else None
    return Person(user, "employees" if member else "public", _LOCALES.get(locale), email)


_LOCALES: dict[str, Language] = {"en": "en", "ja": "ja"}
