"""What a reader of the queue asked to see, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from helpdesk.console.access import PREFIX
from helpdesk.errors import Refused
from helpdesk.intake import WRITTEN_DOWN
from helpdesk.queue import Narrowing
from helpdesk.searching import LONGEST_QUERY
from helpdesk.tagging import read_tag
from helpdesk.tickets import KINDS, RIGHTS, STATUSES, Kind

SHOWN = ("active", *STATUSES, "all")
OWNERS = ("", "me", "nobody")
SORTS = ("due", "received")
CHANNELS = ("web", "slack", "cli", *WRITTEN_DOWN)
DUE = ("overdue", "day", "week")
DELIVERIES = ("failed",)
_AHEAD = {"overdue": timedelta(), "day": timedelta(days=1), "week": timedelta(days=7)}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "status": SHOWN,
    "kind": KINDS,
    "owner": OWNERS,
    "sort": SORTS,
    "due": DUE,
    "channel": CHANNELS,
    "right": RIGHTS,
    "delivery": DELIVERIES,
}
_MORE = ("due", "right", "channel", "tag", "delivery")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means any. A search looks among tickets of every status."""

    status: str = "active"
    kind: str = ""
    organisation: str = ""
    owner: str = ""
    due: str = ""
    right: str = ""
    channel: str = ""
    tag: str = ""
    delivery: str = ""
    search: str = ""
    sort: str = "due"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters of an address; what is unknown falls back to the plain queue."""
        values: dict[str, Any] = {
            name: query[name] for name, known in _KNOWN.items() if query.get(name) in known
        }
        search = query.get("search", "").strip()[:LONGEST_QUERY]
        if search:
            values["status"] = "all"
        page = query.get("page", "")
        return cls(
            **values,
            search=search,
            organisation=query.get("organisation", ""),
            tag=_tag(query.get("tag", "")),
            page=max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1,
        )

    @classmethod
    def written(cls, query: str) -> "Filters":
        """The filters of the part of an address after the question mark."""
        return cls.of(dict(parse_qsl(query)))

    @property
    def narrowed(self) -> bool:
        """Whether anything but the status leaves tickets out."""
        return bool(self.kind or self.organisation or self.owner or self.search) or self.narrowed_more

    @property
    def narrowed_more(self) -> bool:
        """Whether one of the filters that are folded away leaves tickets out."""
        return any(getattr(self, name) for name in _MORE)

    @property
    def query(self) -> str:
        """The part of the address after the question mark; what is plain is left out."""
        plain = Filters()
        wanted = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in wanted.items() if value != getattr(plain, name)})

    def without_search(self) -> "Filters":
        """The same filters for whatever is searched for, from the first page on."""
        return replace(self, search="", page=1, status="active" if self.search else self.status)

    def url(self, **changes: Any) -> str:
        """The queue's address with these filters, some changed."""
        query = replace(self, **changes).query
        return f"{PREFIX}?{query}" if query else PREFIX

    def narrowing(self, agent_id: str, now: datetime) -> Narrowing:
        """What they mean for that agent, now."""
        return Narrowing(
            kind=cast(Kind, self.kind) if self.kind else None,
            organisation=self.organisation or None,
            owner={"me": agent_id, "nobody": ""}.get(self.owner),
            search=self.search or None,
            channel=self.channel or None,
            right=self.right or None,
            tag=self.tag or None,
            due_before=now + _AHEAD[self.due] if self.due else None,
            undelivered=bool(self.delivery),
        )


def _tag(text: str) -> str:
    try:
        return read_tag(text)
    except Refused:
        return ""
