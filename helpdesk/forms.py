"""The forms that an organisation's procedure asks to be filled in, and the check of what was filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpdesk.errors import Invalid
from helpdesk.fields import EMPLOYEES_ONLY, FIELDS, LONG, SHORT, FieldKind, asked, minimum
from helpdesk.profiles import Fee, Notice, Procedure, Profile
from helpdesk.tickets import Kind
from helpdesk.wording import CATALOGUES, sentence

CHECKED = ("yes", "on", "true")
_FREE_WORDS = ("details", "inquiry")
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing asked for; ``choices`` are (value, label). A checkbox is answered as in CHECKED, or ""."""

    name: str
    label: str
    kind: FieldKind
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


def procedure_for(
    lineage: Sequence[Profile], kind: Kind, right: str | None
) -> tuple[Profile, Procedure] | None:
    """The procedure in the first profile that has one: the group company's own, then the group's."""
    name = right or {"opt_out": "marketing_opt_out", "rights_request": "default"}.get(kind, kind)
    for profile in lineage:
        procedure = profile.procedure(name)
        if procedure is not None:
            return profile, procedure
    return None


def build_form(
    lineage: Sequence[Profile],
    version: int,
    kind: Kind,
    right: str | None,
    language: str,
    audience: str = "public",
) -> Form:
    """The form of ``lineage[0]``; ``lineage`` are the profiles of the organisation and its parents.

    ``audience`` "employees" may also ask on a customer's behalf.
    """
    found = procedure_for(lineage, kind, right)
    profile, procedure = found or _as_inquiry(lineage)
    notices = _notices(profile, procedure)
    names = procedure.fields or minimum(kind, right)
    return Form(
        organisation=lineage[0].id,
        kind=kind,
        right=right,
        title=sentence(language, f"right.{right}" if right else f"kind.{kind}"),
        notices=(
            *(notice.text.said_in(language) for notice in notices),
            *_told(procedure, language),
            *(() if found or _nothing_to_add(lineage, kind) else (sentence(language, "form.not_described"),)),
        ),
        steps=tuple(step.said_in(language) for step in procedure.steps),
        fee=_fee(procedure.fee, language) if procedure.fee else None,
        self_service=procedure.self_service.said_in(language) if procedure.self_service else None,
        fields=tuple(_field(name, procedure, language, audience) for name in asked(names)),
        clauses=_clauses(procedure, notices),
        procedure_version=version,
    )


def check_answers(form: Form, answers: Mapping[str, str], language: str) -> dict[str, str]:
    """The answers given, trimmed, without empty ones; Invalid for one that cannot be taken."""
    given = _given(answers)
    if problems := _problems(form, given, language):
        raise Invalid(problems)
    return given


def usable_answers(form: Form, answers: Mapping[str, str], language: str) -> dict[str, str]:
    """The answers given that can be taken, for when nobody is there to correct the others."""
    given = _given(answers)
    problems = _problems(form, given, language)
    return {name: value for name, value in given.items() if name not in problems}


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers, trimmed, without empty ones."""
    return {name: text for name, value in answers.items() if (text := value.strip())}


def _problems(form: Form, given: Mapping[str, str], language: str) -> dict[str, str]:
    """What cannot be taken as it is given, by field, in the reader's language."""
    fields = {one.name: one for one in form.fields}
    return {
        name: sentence(language, problem, limit=_limit(name))
        for name, value in given.items()
        if (problem := _problem(fields.get(name), name, value))
    }


def open_fields(form: Form, answers: Mapping[str, str], message: str) -> tuple[str, ...]:
    """The required fields without an answer; what happened or is asked may stand in the message itself."""
    said = _FREE_WORDS if message.strip() else ()
    return tuple(
        one.name for one in form.fields if one.required and one.name not in answers and one.name not in said
    )


def _as_inquiry(lineage: Sequence[Profile]) -> tuple[Profile, Procedure]:
    """Where no procedure is named: only what is said before details are taken for any inquiry."""
    profile, inquiry = procedure_for(lineage, "inquiry", None) or (lineage[0], Procedure())
    before = (one.id for one in _notices(profile, inquiry) if one.when == "before_details")
    return profile, Procedure(notices=tuple(before))


def _nothing_to_add(lineage: Sequence[Profile], kind: Kind) -> bool:
    """Silence is only worth telling about rights, and where procedures are described at all."""
    return kind != "rights_request" or not any(profile.procedures for profile in lineage)


def _notices(profile: Profile, procedure: Procedure) -> list[Notice]:
    return [one for one in profile.notices if one.id in procedure.notices and one.when != "after_filing"]


def _told(procedure: Procedure, language: str) -> list[str]:
    told = []
    if procedure.in_writing_only:
        told.append(sentence(language, "form.in_writing"))
    if procedure.documents:
        told.append(sentence(language, "form.documents", documents=", ".join(procedure.documents)))
        told.append(sentence(language, "form.documents_never_here"))
    return told


def _fee(fee: Fee, language: str) -> str:
    amount = sentence(language, "form.fee", amount=f"{fee.amount:,}", currency=fee.currency)
    return f"{amount}: {fee.note.said_in(language)}" if fee.note else amount


def _clauses(procedure: Procedure, notices: list[Notice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*procedure.clause, *(place for one in notices for place in one.clause)]))


def _field(name: str, procedure: Procedure, language: str, audience: str) -> FormField:
    shape = FIELDS[name]
    values = procedure.methods if name == "disclosure_method" and procedure.methods else shape.choices
    if audience != "employees":
        values = tuple(value for value in values if value not in EMPLOYEES_ONLY)
    help_key = f"help.{name}"
    return FormField(
        name=name,
        label=sentence(language, f"field.{name}"),
        kind=shape.kind,
        required=shape.required,
        choices=tuple((value, sentence(language, f"choice.{value}")) for value in values),
        help=sentence(language, help_key) if help_key in CATALOGUES["en"] else None,
    )


def _limit(name: str) -> int:
    return LONG if name in FIELDS and FIELDS[name].kind == "long_text" else SHORT


def _problem(field: FormField | None, name: str, value: str) -> str | None:
    """The key of the sentence that says what is wrong."""
    if field is None:
        return None if name in FIELDS and len(value) <= _limit(name) else "problem.unknown"
    if len(value) > _limit(name):
        return "problem.too_long"
    if field.kind == "choice" and value not in {choice for choice, _ in field.choices}:
        return "problem.choice"
    if field.kind == "checkbox" and value not in CHECKED:
        return "problem.choice"
    if name == "contact" and "@" in value and not _EMAIL.fullmatch(value):
        return "problem.email"
    return None
