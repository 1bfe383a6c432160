"""Reading side of the builds: which one answers on a date, opened once and swapped when a newer is live."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
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

Key = TypeVar("Key")
Value = TypeVar("Value")


class Live:
    """Hands out opened builds and whole versions; each process has one."""

    def __init__(self, sessions: Sessions, builds: Builds, indexer: Indexer) -> None:
        self._sessions = sessions
        self._builds = builds
        self._indexer = indexer
        self._open: dict[tuple[str, str], tuple[str, Build]] = {}
        self._retired: dict[tuple[str, str], Build] = {}
        self._exact: OrderedDict[tuple[int, ...], Build] = OrderedDict()
        self._versions: OrderedDict[int, PolicyVersion] = OrderedDict()
        self._lock = RLock()

    def builds(self, organisation: str, audience: Audience, day: date) -> list[Build]:
        """The builds a reader may see of one organisation on a day: its own audience's and the public one."""
        visible: tuple[Audience, ...] = ("public", "employees") if audience == "employees" else ("public",)
        with self._sessions.read() as session:
            versions = store.in_force(store.standings(session, organisation), day)
            live = {name: store.live_build(session, organisation, name) for name in visible}
        found: list[Build] = []
        for name in visible:
            rows = [row for row in versions if row.audience == name]
            if rows:
                found.append(self._build(organisation, name, rows, live[name]))
        return found

    def version(self, version_id: int) -> PolicyVersion:
        """A whole version by its id, kept for the next question."""
        with self._lock:
            return _kept(self._versions, version_id, lambda: self._load(version_id), _KEPT_VERSIONS)

    def close(self) -> None:
        """Give all file handles back."""
        with self._lock:
            for build in (*(build for _, build in self._open.values()), *self._retired.values()):
                build.close()
            self._open.clear()
            self._retired.clear()

    def _build(
        self, organisation: str, audience: Audience, rows: Sequence[store.Standing], live: BuildRow | None
    ) -> Build:
        with self._lock:
            if live and live.model == self._indexer.maker and live.versions == [row.id for row in rows]:
                try:
                    return self._opened(organisation, audience, live.name)
                except BrokenIndex:
                    self._indexer.rebuild(organisation)
            key = tuple(row.id for row in rows)
            return _kept(self._exact, key, lambda: self._indexer.exact(key), _KEPT_DATES)

    def _opened(self, organisation: str, audience: Audience, name: str) -> Build:
        key = (organisation, audience)
        if key in self._open and self._open[key][0] == name:
            return self._open[key][1]
        build = self._builds.open(name)
        if key in self._open:
            # A question under way may still read the build before this one: it is closed a swap later.
            if key in self._retired:
                self._retired.pop(key).close()
            self._retired[key] = self._open[key][1]
        self._open[key] = (name, build)
        return build

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
