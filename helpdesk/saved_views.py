"""Views of the queue kept under a name: filters as they stand in the address, never what is searched for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from helpdesk.casework import agent_at_work
from helpdesk.errors import NotFound, Refused
from helpdesk.tables import SavedViewRecord
from helpdesk.workplace import Workplace

LONGEST_NAME = 40
MOST = 20
"""Views of one agent, and of the desk."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view; a ``shared`` one is everybody's. ``query`` is the address's part after the question mark."""

    id: str
    name: str
    query: str
    shared: bool


class SavedViews:
    """Keeps views of agents, and those that they share."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def of(self, agent_id: str) -> tuple[SavedView, ...]:
        """The shared views by name, then the agent's own."""
        seen = or_(col(SavedViewRecord.owner).is_(None), SavedViewRecord.owner == agent_id)
        order = (col(SavedViewRecord.owner).is_not(None), SavedViewRecord.name)
        with self._work.sessions.read() as session:
            rows = session.exec(select(SavedViewRecord).where(seen).order_by(*order)).all()
            return tuple(SavedView(row.id, row.name, row.query, row.owner is None) for row in rows)

    def keep(self, name: str, query: str, *, agent_id: str, shared: bool) -> None:
        """Keep a view; one of the same name and owner is replaced. Refused without a name or room."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            raise Refused(f"a view has a name of at most {LONGEST_NAME} characters", "view_name")
        owner = None if shared else agent_id
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            for row in _same(session, owner, name):
                session.delete(row)
            session.flush()
            if _count(session, owner) >= MOST:
                raise Refused(f"there are at most {MOST} views; drop one first", "views_full")
            at = self._work.clock()
            session.add(SavedViewRecord(owner=owner, name=name, query=query, at=at))

    def drop(self, id: str, *, agent_id: str, shared: bool) -> None:
        """Drop one of the agent's own views or, where ``shared`` allows it, one of everybody's; NotFound."""
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            row = session.get(SavedViewRecord, id)
            if row is None or row.owner not in ((agent_id, None) if shared else (agent_id,)):
                raise NotFound("no such view")
            session.delete(row)


def _same(session: Session, owner: str | None, name: str) -> Sequence[SavedViewRecord]:
    same = select(SavedViewRecord).where(SavedViewRecord.owner == owner, SavedViewRecord.name == name)
    return session.exec(same).all()


def _count(session: Session, owner: str | None) -> int:
    counted = select(func.count()).select_from(SavedViewRecord).where(SavedViewRecord.owner == owner)
    return session.exec(counted).one()
