"""The forms that an organisation's procedure asks to be filled in, and the check of what was filled in."""

from dataclasses import dataclass
from typing import Literal

from helpdesk.tickets import Kind


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing asked for; ``choices`` are (value, label)."""

    name: str
    label: str
    kind: Literal["text", "long_text", "email", "choice", "checkbox", "date"]
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What to tell (notices, steps, fee, self-service) and what to ask, in the reader's language.

    ``clauses`` are the places that say so, without version: ``kai/privacy-policy#7``.
    """

    organisation: str
    kind: Kind
    right: str | None
    title: str
    notices: tuple[str, ...]
    steps: tuple[str, ...]
    fee: str | None
    self_service: str | None
    fields: tuple[FormField, ...]
    clauses: tuple[str, ...]
    procedure_version: int
