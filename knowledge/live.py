"""Reading side of the builds: which one answers on a date, opened once and swapped when a newer is live."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import TypeVar

from knowledge.adapters import sql_clauses as store
from knowledge.adapters.sql_tables import BuildRow, VersionRow
from knowledge.builds import Build, Builds
from knowledge.clauses import Audience, PolicyVersion
from knowledge.errors import BrokenIndex
from knowledge.indexing import Indexer
from knowledge.ports import Sessions

_KEPT_VERSIONS = 512
_KEPT_DATES = 4

log = logging.getLogger(__name__)

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A build as it is open here; another stamp on the disk means that it was written again since."""

    name: str
    stamp: int | None
    build: Build


class Live:
    """Hands out opened builds and whole versions; each process has one."""

    def __init__(self, sessions: Sessions, builds: Builds, indexer: Indexer) -> None:
        self._sessions = sessions
        self._builds = builds
        self._indexer = indexer
        self._open: dict[tuple[str, str], _Opened] = {}
        self._retired: dict[tuple[str, str], Build] = {}
        self._exact: OrderedDict[tuple[int, ...], Build] = OrderedDict()
        self._versions: OrderedDict[int, PolicyVersion] = OrderedDict()
        self._lock = RLock()
        self._reading = RLock()  # apart: who holds the write lock may read versions, and mending takes it

    def builds(self, organisation: str, audience: Audience, day: date) -> list[Build]:
        """The builds a reader may see of one organisation on a day: its own audience's and the public one."""
        visible: tuple[Audience, ...] = ("public", "employees") if audience == "employees" else ("public",)
        with self._sessions.read() as session:
            versions = store.in_force(store.standings(session, organisation), day)
            live = store.live_builds(session, organisation)
        found: list[Build] = []
        for name in visible:
            rows = [row for row in versions if row.audience == name]
            if rows:
                found.append(self._build(organisation, name, rows, live.get(name)))
        return found

    def version(self, version_id: int) -> PolicyVersion:
        """A whole version by its id, kept for the next question."""
        with self._reading:
            return _kept(self._versions, version_id, lambda: self._load(version_id), _KEPT_VERSIONS)

    def close(self) -> None:
        """Give all file handles back."""
        with self._lock:
            for build in (*(opened.build for opened in self._open.values()), *self._retired.values()):
                build.close()
            self._open.clear()
            self._retired.clear()

    def _build(
        self, organisation: str, audience: Audience, rows: Sequence[store.Standing], live: BuildRow | None
    ) -> Build:
        with self._lock:
            if live and live.model == self._indexer.maker and live.versions == [row.id for row in rows]:
                try:
                    return self._opened(live)
                except BrokenIndex:  # another build has taken its place at this moment
                    log.warning("a build cannot be opened", extra={"build": live.name})
            key = tuple(row.id for row in rows)
            return _kept(self._exact, key, lambda: self._indexer.exact(key), _KEPT_DATES)

    def _opened(self, live: BuildRow) -> Build:
        key = (live.organisation, live.audience)
        known = self._open.get(key)
        if known and (known.name, known.stamp) == (live.name, self._builds.stamp(live.name)):
            return known.build
        self._open[key] = self._opened_or_mended(live)
        if known:
            # A question under way may still read the build before this one: it is closed a swap later.
            if key in self._retired:
                self._retired.pop(key).close()
            self._retired[key] = known.build
        return self._open[key].build

    def _opened_or_mended(self, live: BuildRow) -> _Opened:
        stamp = self._builds.stamp(live.name)
        try:
            return _Opened(live.name, stamp, self._builds.open(live.name))
        except BrokenIndex:
            self._indexer.mend(live)
        stamp = self._builds.stamp(live.name)
        return _Opened(live.name, stamp, self._builds.open(live.name))

    def _load(self, version_id: int) -> PolicyVersion:
        with self._sessions.read() as session:
            row = session.get_one(VersionRow, version_id)
            return store.load(session, row)


def _kept(kept: OrderedDict[Key, Value], key: Key, make: Callable[[], Value], limit: int) -> Value:
    if key not in kept:
        kept[key] = make()
        while len(kept) > limit:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
