"""An organisation as its TOML file describes it: desks, procedures, what must be said, each with its clause.

What the policy does not say is absent (None or empty), never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Literal

from helpdesk.spans import Span
from helpdesk.tickets import RIGHTS

Regime = Literal["appi", "gdpr", "uk_gdpr", "ccpa"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PUBLIC_HOLIDAYS = "public_holidays"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in the desk's languages."""

    en: str | None
    ja: str | None

    def said_in(self, language: str) -> str:
        """The sentence in ``language``, or in the one it exists in."""
        first, second = (self.ja, self.en) if language == "ja" else (self.en, self.ja)
        return first or second or ""


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours on some weekdays, in the organisation's time zone; a lunch break makes two of them."""

    days: tuple[Weekday, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Hours on particular days, which hold there instead of the usual ones, closures and holidays."""

    days: tuple[Span, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class DeskChannel:
    """A way to reach a desk; ``status`` tells a way that is refused or named without a contact."""

    kind: Literal["phone", "email", "postal", "web_form", "in_person", "help_desk"]
    value: str | None
    note: Phrase | None
    status: Literal["refused", "named_without_contact"] | None
    clause: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskProfile:
    """A desk: what it handles and when it is open.

    ``closed`` lists closures as the policy words them; those written as days (`spans`) are reckoned with.
    """

    id: str
    name: str
    handles: tuple[str, ...]
    hours: tuple[Hours, ...]
    closed: tuple[str, ...]
    channels: tuple[DeskChannel, ...]
    clause: tuple[str, ...]
    extra_hours: tuple[ExtraHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in whole currency units."""

    amount: int
    currency: str
    note: Phrase | None


@dataclass(frozen=True, slots=True)
class Task:
    """What the desk has to do for each such ticket, such as sending the forms; agents tick it off."""

    id: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class Procedure:
    """What is required for a right or a kind of ticket; ``notices`` are ids of the profile's notices."""

    policy_term: str | None = None
    desk: str | None = None
    rights: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    steps: tuple[Phrase, ...] = ()
    in_writing_only: bool | None = None
    methods: tuple[str, ...] = ()
    fee: Fee | None = None
    self_service: Phrase | None = None
    notices: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    clause: tuple[str, ...] = ()

    def over(self, default: "Procedure") -> "Procedure":
        """This procedure, with what it leaves empty taken from ``default``."""
        empty = {name: getattr(default, name) for name in self.__slots__ if getattr(self, name) in (None, ())}
        return replace(self, **(empty | {"rights": self.rights, "policy_term": self.policy_term}))


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be said, and when."""

    id: str
    when: Literal["before_details", "before_filing", "after_filing"]
    text: Phrase
    clause: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A referral or a refusal that the policy makes."""

    text: Phrase
    clause: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicySource:
    """A policy file that comes with a sample organisation."""

    file: str
    slug: str | None
    effective: date | None
    audience: Literal["public", "employees"]
    language: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation. ``document`` is the file's content as JSON, by which versions are told apart.

    ``subdivision`` is the part of the country whose public holidays hold, such as ``CA`` of ``US``.
    """

    id: str
    name: str
    short_name: str
    parent: str | None
    language: str
    regime: Regime | None
    time_zone: str
    country: str | None
    unofficial: bool
    policies: tuple[PolicySource, ...] = ()
    desks: tuple[DeskProfile, ...] = ()
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    referrals: tuple[Statement, ...] = ()
    refusals: tuple[Statement, ...] = ()
    subdivision: str | None = None
    document: str = field(default="", repr=False, compare=False)

    def procedure(self, name: str) -> Procedure | None:
        """What is required for a right or kind, the defaults filled in; None where the policy names none."""
        own, default = self.procedures.get(name), self.procedures.get("default")
        if default is None or (default.rights and name not in default.rights) or name not in RIGHTS:
            return own
        return (own or Procedure()).over(default)

    def desk_for(self, kind: str, desk: str | None = None) -> DeskProfile | None:
        """The desk of that id, else the first that handles the kind of ticket."""
        named = [one for one in self.desks if one.id == desk]
        return next(iter(named or [one for one in self.desks if kind in one.handles]), None)


def bare_profile(organisation: str) -> Profile:
    """An organisation known by name alone: nothing about it is assumed."""
    return Profile(
        id=organisation,
        name=organisation,
        short_name=organisation,
        parent=None,
        language="en",
        regime=None,
        time_zone="UTC",
        country=None,
        unofficial=False,
    )
