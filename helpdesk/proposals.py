"""What a policy proposes for a profile: facts said several times put together, each beside its desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from helpdesk.shelf import ProposedFact

CLASSES: tuple[str, ...] = (
    "desk",
    "channel.phone",
    "channel.email",
    "channel.postal",
    "channel.form",
    "channel.in_person",
    "reception",
    "requester.self",
    "requester.proxy",
    "right",
    "right.marketing_opt_out",
    "inquiry",
    "complaint",
    "field",
    "document",
    "fee",
    "identity_verification",
    "in_writing_only",
    "forms_on_request",
    "response_time",
    "notice",
    "refusal",
    "self_service",
    "referral",
    "date",
)
"""What a policy may state; of the rest of these it is silent."""

_SINGLE = (
    "right.",
    "inquiry",
    "complaint",
    "requester.",
    "in_writing_only",
    "forms_on_request",
    "channel.in_person",
)
"""Named once, whatever words the policy uses at other places."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact with every place that says so; ``desk`` is the name of the desk that it stands nearest to."""

    name: str
    value: str
    said: tuple[ProposedFact, ...]
    desk: str | None = None

    @property
    def key(self) -> str:
        """The same for the same fact, as long as the policy words it so."""
        return sha256(f"{self.name}\n{self.value}".encode()).hexdigest()[:16]

    @property
    def clauses(self) -> list[str]:
        """The places that say so, each once."""
        return list(dict.fromkeys(fact.clause for fact in self.said))

    @property
    def phrase(self) -> dict[str, str]:
        """The value as a sentence in the policy's language."""
        return {"ja" if self.said[0].language == "ja" else "en": self.value}

    def edited(self, value: str) -> "Proposal":
        """The same fact with another value."""
        return replace(self, value=value)


def proposals(facts: Sequence[ProposedFact]) -> tuple[Proposal, ...]:
    """Each fact once, in the order in which the classes and their places come."""
    grouped: dict[tuple[str, str], list[ProposedFact]] = {}
    for fact in facts:
        grouped.setdefault((fact.name, "" if fact.name.startswith(_SINGLE) else fact.value), []).append(fact)
    desks = [fact for fact in facts if fact.name == "desk"]
    return tuple(
        Proposal(said[0].name, said[0].value, tuple(said), _nearest(said[0], desks))
        for said in grouped.values()
    )


def silent(found: Iterable[Proposal]) -> tuple[str, ...]:
    """The classes of which the policy says nothing."""
    names = {proposal.name for proposal in found}
    return tuple(
        one
        for one in CLASSES
        if not any(name == one or (name.startswith(f"{one}.") and name not in CLASSES) for name in names)
    )


def _nearest(fact: ProposedFact, desks: Sequence[ProposedFact]) -> str | None:
    near = min(desks, key=lambda desk: abs(desk.position - fact.position), default=None)
    return near.value if near else None
