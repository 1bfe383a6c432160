"""Organisations in the database: each accepted profile is a new procedure version; none is ever changed."""

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from helpdesk import audit
from helpdesk.audit import Fact
from helpdesk.errors import Conflict, NotFound, ProfileError, Refused
from helpdesk.narrowing import is_seen
from helpdesk.organisations import parse_profile
from helpdesk.profiles import Profile, bare_profile
from helpdesk.reading import SLUG
from helpdesk.tables import OrganisationRecord, ProcedureRecord
from helpdesk.views import OrganisationRow
from helpdesk.workplace import Workplace


class Registration:
    """The organisations the desk serves."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def register(self, profile: Profile, *, by: str = "system", expected_version: int | None = None) -> int:
        """Take in a profile; its procedure version. The same content as the one in force makes no new one.

        Conflict where another version than the expected one is in force.
        """
        hashed = sha256(profile.document.encode()).hexdigest()
        with self._work.sessions.write() as session:
            row = self._known(session, profile.id)
            if expected_version not in (None, row.procedure_version):
                raise Conflict(row.procedure_version, "procedure")
            _check_lineage(session, profile)
            current = session.get(ProcedureRecord, (profile.id, row.procedure_version))
            if current is None or current.hash != hashed:
                row.procedure_version += 1
                self._add_version(session, profile, row.procedure_version, hashed, by)
            return row.procedure_version

    def register_name(self, organisation: str) -> None:
        """Make an organisation known by name alone, unless it is known already; Refused for an odd name."""
        if not SLUG.fullmatch(organisation):
            raise Refused(
                f"{organisation!r} is no organisation id; use lower-case letters, digits and hyphens"
            )
        with suppress(IntegrityError), self._work.sessions.write() as session:  # another was as fast
            self._known(session, organisation)

    def rows(self) -> tuple[OrganisationRow, ...]:
        """Every known organisation that may be seen, by name."""
        with self._work.sessions.read() as session:
            known = [one for one in session.exec(select(OrganisationRecord)) if is_seen(one.id)]
            rows = [_row(profile_of(session, one.id), one.procedure_version) for one in known]
        return tuple(sorted(rows, key=lambda row: row.name.casefold()))

    def profile(self, organisation: str) -> Profile | None:
        """The profile in force; None for an unknown organisation."""
        with self._work.sessions.read() as session:
            known = session.get(OrganisationRecord, organisation)
            return profile_of(session, organisation) if known else None

    def lineage(self, organisation: str) -> tuple[tuple[Profile, ...], int]:
        """The organisation's profile and its parents', and its procedure version; NotFound when unknown."""
        with self._work.sessions.read() as session:
            return lineage_of(session, organisation)

    def _known(self, session: Session, organisation: str) -> OrganisationRecord:
        row = session.get(OrganisationRecord, organisation, with_for_update=True)
        if row is None:
            row = OrganisationRecord(id=organisation, registered_at=self._work.clock())
            session.add(row)
            session.flush()
            self._record(session, "organisation_named", "system", {"organisation": organisation})
        return row

    def _add_version(self, session: Session, profile: Profile, version: int, hashed: str, by: str) -> None:
        at = self._work.clock()
        session.add(
            ProcedureRecord(
                organisation=profile.id, version=version, document=profile.document, hash=hashed, at=at
            )
        )
        facts: dict[str, Fact] = {"organisation": profile.id, "version": version, "hash": hashed}
        self._record(session, "procedure_registered", by, facts)

    def _record(self, session: Session, type: str, actor: str, facts: Mapping[str, Fact]) -> None:
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts=facts)


def profile_of(session: Session, organisation: str, version: int | None = None) -> Profile:
    """A profile by version (default: the newest); a bare one for an organisation known by name alone."""
    versions = select(ProcedureRecord).where(ProcedureRecord.organisation == organisation)
    if version is not None:
        versions = versions.where(ProcedureRecord.version == version)
    row = session.exec(versions.order_by(col(ProcedureRecord.version).desc())).first()
    if row is None:
        return bare_profile(organisation)
    return _parsed(row.document, f"{organisation} version {row.version}")


Lineage = tuple[tuple[Profile, ...], int]
"""An organisation's profile and its parents', and its procedure version."""


def lineage_of(session: Session, organisation: str, version: int | None = None) -> Lineage:
    """The organisation's lineage, as of its first reading in the session; NotFound when unknown.

    ``version`` is the one that a ticket was taken with; without it, the one in force.
    """
    known: dict[tuple[str, int | None], Lineage] = session.info.setdefault("lineages", {})
    found = known.get((organisation, version))
    if found is None:
        found = _lineage(session, organisation, version)
        known[organisation, version] = known[organisation, found[1]] = found
    return found


def _lineage(session: Session, organisation: str, version: int | None) -> Lineage:
    row = session.get(OrganisationRecord, organisation)
    if row is None:
        raise NotFound(f"the organisation {organisation!r} is not known; register it first")
    profiles = [profile_of(session, organisation, version)]
    while (parent := profiles[-1].parent) and parent not in {one.id for one in profiles}:
        profiles.append(profile_of(session, parent))
    return tuple(profiles), row.procedure_version if version is None else version


@lru_cache(maxsize=256)
def _parsed(document: str, name: str) -> Profile:
    return parse_profile(json.loads(document), name)


def _check_lineage(session: Session, profile: Profile) -> None:
    """ProfileError when following the parents comes back to where it started."""
    parent, seen = profile.parent, [profile.id]
    while parent is not None:
        if parent in seen:
            raise ProfileError(f"{profile.id}: parent: {' → '.join([*seen, parent])} is a circle; break it")
        seen.append(parent)
        parent = profile_of(session, parent).parent


def _row(profile: Profile, version: int) -> OrganisationRow:
    return OrganisationRow(
        id=profile.id,
        name=profile.name,
        short_name=profile.short_name,
        parent=profile.parent,
        language=profile.language,
        unofficial=profile.unofficial,
        procedure_version=version,
    )
