"""What a reply can come to besides an answer from the policies; each type has its next step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WantsAction:
    """A right is invoked or an opt-out asked for."""

    kind: str
    right: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """Taken as given."""


@dataclass(frozen=True, slots=True)
class Incident:
    """A leak or loss is reported."""


@dataclass(frozen=True, slots=True)
class NeedsOrganisation:
    """The answer depends on which company is meant."""


@dataclass(frozen=True, slots=True)
class LegalAdvice:
    """An opinion on the law is wanted."""


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Not about the policies, or an attempt to get at something else."""


@dataclass(frozen=True, slots=True)
class WantsPerson:
    """A human is asked for, or already has the word."""


@dataclass(frozen=True, slots=True)
class TicketStatus:
    """Asks how a request stands."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting or thanks."""


Outcome = (
    WantsAction
    | Complaint
    | Incident
    | NeedsOrganisation
    | LegalAdvice
    | OutOfScope
    | WantsPerson
    | TicketStatus
    | SmallTalk
)


def outcome_of(want: str, kind: str | None, right: str | None) -> Outcome | None:
    """The outcome that triage alone decides; None when the policies must be asked."""
    if want == "action" and kind and right:
        return WantsAction(kind, right)
    plain: dict[str, Outcome] = {
        "complaint": Complaint(),
        "incident": Incident(),
        "person": WantsPerson(),
        "status": TicketStatus(),
        "legal_advice": LegalAdvice(),
        "out_of_scope": OutOfScope(),
        "small_talk": SmallTalk(),
    }
    return plain.get(want)
