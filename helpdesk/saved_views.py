"""Views of the queue kept under a name: filters as they stand in the address, never what is searched for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from helpdesk.casework import agent_at_work
from helpdesk.errors import NotFound, Refused
from helpdesk.tables import SavedViewRecord
from helpdesk.workplace import Workplace

LONGEST_NAME = 40
MOST = 20
"""Views of one agent, and of the desk."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view; a ``shared`` one is everybody's, ``own`` one of who looks.

    ``query`` is the address's part after the question mark.
    """

    id: str
    name: str
    query: str
    shared: bool
    own: bool


class SavedViews:
    """Keeps views of agents, and those that they share; who leads all organisations may change the latter."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def of(self, agent_id: str) -> tuple[SavedView, ...]:
        """The shared views by name, then the agent's own."""
        seen = or_(col(SavedViewRecord.shared), SavedViewRecord.owner == agent_id)
        order = (col(SavedViewRecord.shared).desc(), SavedViewRecord.name)
        with self._work.sessions.read() as session:
            rows = session.exec(select(SavedViewRecord).where(seen).order_by(*order)).all()
            return tuple(
                SavedView(row.id, row.name, row.query, row.shared, row.owner == agent_id) for row in rows
            )

    def keep(self, name: str, query: str, *, agent_id: str, shared: bool, leads_all: bool = False) -> None:
        """Keep a view in place of one of the same name.

        Refused without a name or room, and in place of a shared view of somebody else.
        """
        name = " ".join(name.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            raise Refused(f"a view has a name of at most {LONGEST_NAME} characters", "view_name")
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            beside = _beside(session, agent_id, shared)
            for row in beside:
                if row.name == name:
                    if not _may_change(row, agent_id, leads_all):
                        raise Refused("somebody else shares a view of this name", "view_taken")
                    session.delete(row)
            if sum(row.name != name for row in beside) >= MOST:
                raise Refused(f"there are at most {MOST} views; drop one first", "views_full")
            at = self._work.clock()
            session.add(SavedViewRecord(owner=agent_id, shared=shared, name=name, query=query, at=at))

    def drop(self, id: str, *, agent_id: str, leads_all: bool = False) -> None:
        """Drop a view of the agent's own or, for one who leads all organisations, a shared one; NotFound."""
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            row = session.get(SavedViewRecord, id)
            if row is None or not _may_change(row, agent_id, leads_all):
                raise NotFound("no such view")
            session.delete(row)


def _beside(session: Session, agent_id: str, shared: bool) -> Sequence[SavedViewRecord]:
    """The views that are shared, or else those that the agent alone has."""
    whose = () if shared else (SavedViewRecord.owner == agent_id,)
    return session.exec(select(SavedViewRecord).where(col(SavedViewRecord.shared) == shared, *whose)).all()


def _may_change(row: SavedViewRecord, agent_id: str, leads_all: bool) -> bool:
    return row.owner == agent_id or (row.shared and leads_all)
