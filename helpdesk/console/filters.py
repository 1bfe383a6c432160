"""What a reader of the queue asked to see, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from helpdesk.console.access import PREFIX
from helpdesk.searching import LONGEST_QUERY
from helpdesk.tickets import KINDS, STATUSES

SHOWN = ("active", *STATUSES, "all")
OWNERS = ("", "me", "nobody")
SORTS = ("due", "received")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means any. A search looks among tickets of every status."""

    status: str = "active"
    kind: str = ""
    organisation: str = ""
    owner: str = ""
    search: str = ""
    sort: str = "due"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters of an address; what is unknown falls back to the plain queue."""
        known = {"status": SHOWN, "kind": KINDS, "owner": OWNERS, "sort": SORTS}
        values: dict[str, Any] = {name: query[name] for name in known if query.get(name) in known[name]}
        search = query.get("search", "").strip()[:LONGEST_QUERY]
        if search:
            values["status"] = "all"
        page = query.get("page", "")
        return cls(
            **values,
            search=search,
            organisation=query.get("organisation", ""),
            page=max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def narrowed(self) -> bool:
        """Whether kind, organisation, owner or search leave tickets out."""
        return bool(self.kind or self.organisation or self.owner or self.search)

    def url(self, **changes: Any) -> str:
        """The queue's address with these filters, some changed; what is plain is left out."""
        wanted, plain = replace(self, **changes), Filters()
        query = {
            field.name: getattr(wanted, field.name)
            for field in fields(wanted)
            if getattr(wanted, field.name) != getattr(plain, field.name)
        }
        return f"{PREFIX}?{urlencode(query)}" if query else PREFIX
