"""Reading an organisation's TOML file: strict, with one clear line for what is wrong and what to do."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from helpdesk.errors import ProfileError
from helpdesk.fields import FIELDS
from helpdesk.profiles import (
    WEEKDAYS,
    DeskChannel,
    DeskProfile,
    ExtraHours,
    Fee,
    Hours,
    Notice,
    PolicySource,
    Procedure,
    Profile,
    Regime,
    Statement,
    Task,
    Weekday,
)
from helpdesk.reading import Section
from helpdesk.spans import Span, read_span
from helpdesk.tickets import KINDS, RIGHTS

SCHEMA_VERSION = 1
PROCEDURES = frozenset({*RIGHTS, "inquiry", "complaint", "incident_report", "default"})
_LANGUAGES = ("en", "ja")
_AUDIENCES = ("public", "employees")
_CHANNELS = ("phone", "email", "postal", "web_form", "in_person", "help_desk")
_ASKERS = ("self", "proxy", "legal_representative", "appointed_agent", "employee_for_customer")


def load_profile(path: Path) -> Profile:
    """Read an organisation file; ProfileError with one clear line when it breaks the schema."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name}: is not TOML ({error}); correct that place") from None
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    return parse_profile(content, path.name)


def parse_profile(content: Mapping[str, Any], file: str) -> Profile:
    """The profile in a file's content; ProfileError names ``file``, the key and the remedy."""
    top = Section(file, "", content)
    if top.whole_number("schema_version") != SCHEMA_VERSION:
        raise top.fail("schema_version", f"must be {SCHEMA_VERSION}")
    country = _country(top)
    profile = Profile(
        id=top.slug("id"),
        name=top.text("name"),
        short_name=top.optional_text("short_name") or top.text("name"),
        parent=top.optional_text("parent"),
        language=top.text("language", _LANGUAGES),
        regime=cast(Regime | None, top.optional_text("regime", get_args(Regime))),
        time_zone=_time_zone(top),
        country=country,
        subdivision=_subdivision(top, country),
        unofficial=bool(top.optional_flag("unofficial")),
        policies=tuple(_policy(one) for one in top.sections("policy")),
        desks=tuple(_desk(one) for one in top.sections("desk")),
        procedures={name: _procedure(one) for name, one in top.named_sections("procedure", PROCEDURES)},
        notices=tuple(_notice(one) for one in top.sections("notice")),
        referrals=tuple(_statement(one) for one in top.sections("referral")),
        refusals=tuple(_statement(one) for one in top.sections("refusal")),
        document=json.dumps(content, sort_keys=True, ensure_ascii=False, default=str),
    )
    top.finished()
    _check_names(top, profile)
    return profile


def _check_names(top: Section, profile: Profile) -> None:
    """Desks and notices that procedures name must exist; an organisation is not its own parent."""
    desks, notices = {one.id for one in profile.desks}, {one.id for one in profile.notices}
    if profile.parent == profile.id:
        raise top.fail("parent", "an organisation cannot be its own parent; name the group or leave it out")
    for name, procedure in profile.procedures.items():
        if procedure.desk is not None and procedure.desk not in desks:
            raise top.fail(f"procedure.{name}.desk", f"no [[desk]] has the id {procedure.desk!r}; add it")
        for notice in procedure.notices:
            if notice not in notices:
                raise top.fail(f"procedure.{name}.notices", f"no [[notice]] has the id {notice!r}; add it")


def _time_zone(top: Section) -> str:
    name = top.text("time_zone")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise top.fail("time_zone", f'{name!r} is not a time zone such as "Asia/Tokyo"') from None
    return name


def _country(top: Section) -> str | None:
    from holidays import list_supported_countries

    country = top.optional_text("country")
    if country is not None and country not in list_supported_countries():
        raise top.fail("country", f'{country!r} is not a country code with known holidays, such as "JP"')
    return country


def _subdivision(top: Section, country: str | None) -> str | None:
    from holidays import list_supported_countries

    subdivision = top.optional_text("subdivision")
    known = list_supported_countries(include_aliases=True).get(country or "", [])
    if subdivision is not None and subdivision not in known:
        raise top.fail("subdivision", f"{subdivision!r} is no part of {country} with holidays of its own")
    return subdivision


def _policy(section: Section) -> PolicySource:
    policy = PolicySource(
        file=section.text("file"),
        slug=section.optional_text("slug"),
        effective=section.day("effective"),
        audience="employees" if section.optional_text("audience", _AUDIENCES) == "employees" else "public",
        language=section.optional_text("language", _LANGUAGES),
    )
    section.finished()
    return policy


def _desk(section: Section) -> DeskProfile:
    desk = DeskProfile(
        id=section.slug("id"),
        name=section.text("name"),
        handles=section.texts("handles", KINDS),
        hours=tuple(_hours(one) for one in section.sections("hours")),
        closed=_closed(section),
        extra_hours=tuple(_extra_hours(one) for one in section.sections("extra_hours")),
        channels=tuple(_channel(one) for one in section.sections("channel")),
        clause=section.clauses(),
    )
    section.finished()
    return desk


def _closed(section: Section) -> tuple[str, ...]:
    closed = section.texts("closed")
    for one in closed:
        _span(section, "closed", one)
    return closed


def _extra_hours(section: Section) -> ExtraHours:
    days = [_span(section, "on", one) for one in section.texts("on")]
    dated = tuple(span for span in days if span)
    hours = ExtraHours(dated, start=section.hour("from"), end=section.hour("to"))
    section.finished()
    if not dated or len(dated) < len(days):
        raise section.fail("on", 'must list days, as in ["2026-12-05", "12-29/01-03"]')
    if hours.start >= hours.end:
        raise section.fail("to", "must be later than from")
    return hours


def _span(section: Section, key: str, text: str) -> Span | None:
    try:
        return read_span(text)
    except ValueError:
        raise section.fail(key, f'{text!r} names no days; write "2026-08-13" or "12-29/01-03"') from None


def _hours(section: Section) -> Hours:
    days = cast(tuple[Weekday, ...], section.texts("days", WEEKDAYS))
    hours = Hours(days=days, start=section.hour("from"), end=section.hour("to"))
    section.finished()
    if not days or hours.start >= hours.end:
        raise section.fail("to", "must be later than from, on at least one day")
    return hours


def _channel(section: Section) -> DeskChannel:
    channel = DeskChannel(
        kind=cast(Any, section.text("kind", _CHANNELS)),
        value=section.optional_text("value"),
        note=section.phrase("note"),
        status=cast(Any, section.optional_text("status", ("refused", "named_without_contact"))),
        clause=section.clauses(),
    )
    section.finished()
    if channel.value is None and channel.status is None:
        raise section.fail("value", 'is missing; add it, or status = "named_without_contact" or "refused"')
    return channel


def _procedure(section: Section) -> Procedure:
    fee = section.section("fee")
    procedure = Procedure(
        policy_term=section.optional_text("policy_term"),
        desk=section.optional_text("desk"),
        rights=section.texts("rights", RIGHTS),
        who=section.texts("who", _ASKERS),
        fields=section.texts("fields", FIELDS),
        documents=section.texts("documents"),
        steps=section.phrases("steps"),
        in_writing_only=section.optional_flag("in_writing_only"),
        methods=section.texts("methods", ("written", "electromagnetic")),
        fee=_fee(fee) if fee else None,
        self_service=section.phrase("self_service"),
        notices=section.texts("notices"),
        tasks=tuple(_task(one) for one in section.sections("tasks")),
        clause=section.clauses(),
    )
    section.finished()
    return procedure


def _task(section: Section) -> Task:
    task = Task(section.slug("id"), section.required_phrase("text"))
    section.finished()
    return task


def _fee(section: Section) -> Fee:
    fee = Fee(section.whole_number("amount"), section.text("currency"), section.phrase("note"))
    section.finished()
    return fee


def _notice(section: Section) -> Notice:
    when = section.text("when", ("before_details", "before_filing", "after_filing"))
    notice = Notice(section.slug("id"), cast(Any, when), section.required_phrase("text"), section.clauses())
    section.finished()
    return notice


def _statement(section: Section) -> Statement:
    statement = Statement(section.required_phrase("text"), section.clauses())
    section.finished()
    return statement
