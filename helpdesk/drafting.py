"""Profiles composed from what a policy proposes, in the form in which organisations are exchanged.

A document is the content of an organisation file. What is not proposed is absent, or stays as it was.
"""

import copy
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from helpdesk.desk import Desk
from helpdesk.drafting_desks import put_desks
from helpdesk.drafting_procedures import put_procedures
from helpdesk.drafting_removal import leave_out
from helpdesk.organisations import SCHEMA_VERSION
from helpdesk.profiles import Profile, bare_profile
from helpdesk.proposals import Proposal, proposals, silent
from helpdesk.shelf import ProposedFact
from helpdesk.toml_writing import written

Document = dict[str, Any]
_ABOUT_THE_COMPANY = (
    "name",
    "short_name",
    "parent",
    "language",
    "regime",
    "time_zone",
    "country",
    "subdivision",
    "unofficial",
)
_UNKNOWN_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a policy proposes, and the profile that it makes."""

    policy: str
    proposals: tuple[Proposal, ...]
    document: Document

    def as_toml(self) -> str:
        """An organisation file; its first lines say which days the policy gives, and what it leaves out."""
        dates = ", ".join(f"{one.name.removeprefix('date.')} {one.value}" for one in self._dates())
        head = [f"# Drafted from {self.policy}. Read each line beside its clause before it is used."]
        head += [f"# The policy gives these days: {dates}."] if dates else []
        if missing := silent(self.proposals):
            head.append(f"# The policy says nothing on: {', '.join(missing)}.")
        return "\n".join((*head, written(self.document)))

    def as_json(self) -> str:
        """`{"policy", "facts", "absent", "profile"}` on one line."""
        facts = [
            {"name": one.name, "value": one.value, "said": [_said(fact) for fact in one.said]}
            for one in self.proposals
        ]
        content = {"policy": self.policy, "facts": facts, "absent": silent(self.proposals)}
        return json.dumps(content | {"profile": self.document}, ensure_ascii=False) + "\n"

    def _dates(self) -> list[Proposal]:
        return [one for one in self.proposals if one.name.startswith("date.")]


def _said(fact: ProposedFact) -> dict[str, object]:
    return {"clause": fact.clause, "quote": fact.quote, "start": fact.start, "end": fact.end}


def drafted(desk: Desk, organisation: str, policy: str) -> Draft | None:
    """The draft of a policy in force; None where there is no such policy."""
    facts = desk.shelf.proposed_facts(organisation, policy) if desk.shelf else ()
    if not facts and not (desk.shelf and desk.shelf.in_force(organisation, policy, "employees")):
        return None
    found = proposals(facts)
    profile = desk.organisation(organisation) or bare_profile(organisation)
    return Draft(f"{organisation}/{policy}", found, draft(profile, found))


def draft(profile: Profile, found: Sequence[Proposal]) -> Document:
    """A new profile of what the policy says; what no policy says of a company is taken from ``profile``.

    Of an organisation known by name alone the time zone is UTC until somebody sets it.
    """
    known = document_of(profile)
    document: Document = {"schema_version": SCHEMA_VERSION, "id": profile.id}
    document |= {key: known[key] for key in _ABOUT_THE_COMPANY if key in known}
    if not profile.document:
        document["language"] = found[0].said[0].language if found else profile.language
    return taken_over(document, found)


def document_of(profile: Profile) -> Document:
    """The content of the organisation file that makes this profile."""
    if profile.document:
        return dict(json.loads(profile.document))
    return {
        "schema_version": SCHEMA_VERSION,
        "id": profile.id,
        "name": profile.name,
        "language": profile.language,
        "time_zone": profile.time_zone or _UNKNOWN_ZONE,
    }


def taken_over(
    document: Document, accepted: Sequence[Proposal], rejected: Iterable[Proposal] = ()
) -> Document:
    """The document with what was accepted put in and what was rejected left out; the rest stays as it is."""
    changed = copy.deepcopy(document)
    leave_out(changed, rejected)
    put_desks(changed, accepted)
    put_procedures(changed, accepted)
    return changed
