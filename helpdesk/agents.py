"""The accounts of the people who work at the desk, and their roles."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast, get_args

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from helpdesk import audit, passwords
from helpdesk.errors import NotFound, Refused
from helpdesk.near_words import near_words
from helpdesk.oidc import Identity
from helpdesk.open_sessions import end_all
from helpdesk.permissions import Membership, Reach, Role
from helpdesk.tables import AgentRecord, MembershipRecord, OrganisationRecord
from helpdesk.workplace import Workplace

FIRST_ADMIN = "admin@localhost"
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Agent:
    """A person at the desk; ``role`` holds everywhere, unless there are ``memberships``."""

    id: str
    email: str
    name: str
    role: Role
    memberships: tuple[Membership, ...] = ()
    active: bool = True
    second_factor: bool = False

    @property
    def reach(self) -> Reach:
        """What this person may do, and where."""
        return Reach(self.role, self.memberships)


class Agents:
    """Accounts: made, given roles, closed."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def add_agent(self, email: str, name: str, password: str, role: Role = "agent") -> Agent:
        """Add an account; Refused when the address is taken or the password cannot be."""
        with self._work.sessions.read() as session:
            near = near_words(session, email, name)
        stored = passwords.hashed(password, near)
        with self._work.sessions.write() as session:
            return agent_from(session, new_account(session, self._work, email, name, stored, role))

    def invite(self, email: str, name: str, role: Role = "agent") -> str:
        """Add an account; its one-time password, which is kept nowhere. Refused when the address is taken."""
        once = passwords.one_time()
        with self._work.sessions.write() as session:
            row = new_account(session, self._work, email, name, passwords.hashed(once), role)
            row.password_until = self._work.clock() + passwords.ONE_TIME_LIFE
        return once

    def give_password(self, id: str, *, by: str) -> str:
        """Give a one-time password for a forgotten one and end the sessions; a second factor stays."""
        once = passwords.one_time()
        stored = passwords.hashed(once)

        def step(session: Session, row: AgentRecord) -> None:
            row.password_hash, row.password_until = stored, self._work.clock() + passwords.ONE_TIME_LIFE
            end_all(session, self._work, id)
            self._record(session, "password_given", by, row)

        self._change(id, step)
        return once

    def all(self, *, closed: bool = False) -> tuple[Agent, ...]:
        """Every active agent, by name; with ``closed`` the closed accounts too."""
        wanted = select(AgentRecord).order_by(AgentRecord.name)
        with self._work.sessions.read() as session:
            rows = session.exec(wanted if closed else wanted.where(col(AgentRecord.active))).all()
            return tuple(agent_from(session, row) for row in rows)

    def by_address(self, email: str) -> Agent | None:
        """The active account of an e-mail address."""
        with self._work.sessions.read() as session:
            row = by_email(session, folded(email))
            return agent_from(session, row) if row and row.active else None

    def agent(self, id: str) -> Agent | None:
        """The account of that id, closed ones included."""
        with self._work.sessions.read() as session:
            row = session.get(AgentRecord, id)
            return agent_from(session, row) if row else None

    def change_role(self, id: str, role: Role, *, by: str) -> None:
        """Give the role that holds everywhere; Refused when it would leave no administrator."""

        def step(session: Session, row: AgentRecord) -> None:
            old, row.role = row.role, _known(role)
            self._record(session, "role_changed", by, row, old=old, new=role)

        self._change(id, step)

    def change_membership(self, id: str, organisation: str, role: Role | None, *, by: str) -> None:
        """Give a role in one organisation, or take it away (None); NotFound for an unknown organisation."""

        def step(session: Session, row: AgentRecord) -> None:
            if session.get(OrganisationRecord, organisation) is None:
                raise NotFound(f"there is no organisation {organisation!r}")
            held = session.get(MembershipRecord, (id, organisation))
            old = held.role if held else None
            if held and role is None:
                session.delete(held)
            elif held and role:
                held.role = _known(role)
            elif role:
                session.add(MembershipRecord(agent_id=id, organisation=organisation, role=_known(role)))
            self._record(session, "membership_changed", by, row, organisation=organisation, old=old, new=role)

        self._change(id, step)

    def close(self, id: str, *, by: str) -> None:
        """Close an account, which ends its sessions; Refused for the last administrator."""

        def step(session: Session, row: AgentRecord) -> None:
            row.active = False
            end_all(session, self._work, id)
            self._record(session, "agent_closed", by, row)

        self._change(id, step)

    def reopen(self, id: str, *, by: str) -> None:
        """Let a closed account sign in again."""

        def step(session: Session, row: AgentRecord) -> None:
            row.active = True
            self._record(session, "agent_reopened", by, row)

        self._change(id, step)

    def first_run_admin(self) -> str | None:
        """Make ``admin@localhost`` when there is no agent; its one-time password, else None."""
        with self._work.sessions.read() as session:
            if session.exec(select(AgentRecord.id)).first() is not None:
                return None
        try:
            return self.invite(FIRST_ADMIN, "Administrator", "administrator")
        except (Refused, IntegrityError):  # another process has just made it, and tells its password
            return None

    def _change(self, id: str, step: Callable[[Session, AgentRecord], None]) -> None:
        with self._work.sessions.write() as session:
            row = session.get(AgentRecord, id, with_for_update=True)
            if row is None:
                raise NotFound(f"there is no agent {id}")
            managed = _somebody_manages(session)
            step(session, row)
            session.flush()
            if managed and not _somebody_manages(session):
                raise Refused(
                    "the desk needs an administrator; make somebody else one first", "last_administrator"
                )

    def _record(self, session: Session, type: str, actor: str, row: AgentRecord, **facts: str | None) -> None:
        facts = {"agent": row.id, **facts}
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts=facts)


def new_account(
    session: Session, work: Workplace, email: str, name: str, stored: str, role: Role
) -> AgentRecord:
    """Add an account in the caller's transaction; Refused when it is incomplete or its address is taken."""
    email, name = folded(email), name.strip()
    if not email or not name:
        raise Refused("an account needs an e-mail address and a name")
    if by_email(session, email) is not None:
        raise Refused(f"there is an account for {email} already; choose another address")
    row = AgentRecord(
        email=email, name=name, role=_known(role), password_hash=stored, created_at=work.clock()
    )
    session.add(row)
    session.flush()
    facts = {"agent": row.id, "role": row.role}
    audit.record(session, work.vault, work.clock(), "agent_added", "system", facts=facts)
    return row


def account_of(
    session: Session, work: Workplace, identity: Identity, domains: Collection[str]
) -> AgentRecord | None:
    """The account of somebody whom the provider knows; None for a stranger and for a closed account.

    An account that was made beforehand is theirs by its verified address, the first time. Somebody of one of
    the ``domains`` gets a new one, which an administrator has to open.
    """
    row = session.exec(select(AgentRecord).where(AgentRecord.subject == identity.subject)).first()
    email = folded(identity.email or "")
    if row is None and email:
        row = by_email(session, email)
        if row is None and email.partition("@")[2] in {one.strip().casefold() for one in domains}:
            row = new_account(session, work, email, identity.name, passwords.fits_nobody(), "agent")
            row.subject, row.active = identity.subject, False
        elif row is not None and row.active and row.subject is None:
            row.subject = identity.subject
    if row is None or not row.active or row.subject != identity.subject:
        return None
    return row


def by_email(session: Session, email: str) -> AgentRecord | None:
    """The account of a folded address."""
    return session.exec(select(AgentRecord).where(AgentRecord.email == email)).first()


def agent_from(session: Session, row: AgentRecord) -> Agent:
    """The account as a value."""
    held = session.exec(
        select(MembershipRecord)
        .where(MembershipRecord.agent_id == row.id)
        .order_by(MembershipRecord.organisation)
    )
    memberships = tuple(Membership(one.organisation, cast(Role, one.role)) for one in held)
    confirmed = row.totp_since is not None
    return Agent(row.id, row.email, row.name, cast(Role, row.role), memberships, row.active, confirmed)


def folded(email: str) -> str:
    """An address as it is stored and looked up."""
    return email.strip().casefold()


def _known(role: str) -> Role:
    if role not in ROLES:
        raise Refused(f"there is no role {role!r}; use one of {', '.join(ROLES)}")
    return role


def _somebody_manages(session: Session) -> bool:
    """Whether anybody can manage accounts; if not, nobody ever will again."""
    rows = session.exec(select(AgentRecord).where(col(AgentRecord.active)))
    return any(agent_from(session, row).reach.may("manage_accounts") for row in rows)
