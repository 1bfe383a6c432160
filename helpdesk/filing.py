"""Filing: a ticket, what was said and told, its audit event and its acknowledgement, in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlmodel import Session, select

from helpdesk import audit, contacts, outbox, representation, timeline
from helpdesk.alerts import raise_incident
from helpdesk.casework import REQUESTER
from helpdesk.clocks import legal_due, rule_for
from helpdesk.commands import Result, once
from helpdesk.errors import Refused
from helpdesk.forms import Form, build_form, check_answers, open_fields, procedure_for, usable_answers
from helpdesk.intake import Intake, Receipt
from helpdesk.links import link_duplicates
from helpdesk.pace import promised_days
from helpdesk.parcels import Parcel, put_card
from helpdesk.profiles import Profile
from helpdesk.receipts import Particulars, receipt_text
from helpdesk.reckoning import calendar_for, recompute
from helpdesk.references import new_reference
from helpdesk.registration import lineage_of
from helpdesk.residence import note_residence
from helpdesk.sealing import place
from helpdesk.status_links import new_code, token_hash
from helpdesk.tables import AnswerRecord, CitationRecord, RightRecord, TicketRecord, new_id
from helpdesk.threads import origin_index
from helpdesk.tickets import KINDS, RIGHTS
from helpdesk.vault import DataKey
from helpdesk.wording import CATALOGUES
from helpdesk.workplace import Workplace

_EARLIEST = timedelta(days=366)
"""How far back a true time of receipt may lie."""


class Filing:
    """Opens tickets."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def open(self, intake: Intake, *, key: str) -> Receipt:
        """Open a ticket. Invalid when an answer given cannot be taken; a missing one stays open."""
        intake = _checked(intake, self._work.clock())
        result = once(self._work, "open", key, lambda session, hashed: self.file(session, intake, hashed))
        return receipt_of(result)

    def file(self, session: Session, intake: Intake, key_hash: str) -> tuple[TicketRecord, Result]:
        """Open a ticket in the caller's transaction; ``key_hash`` is of the command that does it."""
        lineage, version = lineage_of(session, intake.organisation)
        form = build_form(lineage, version, intake.kind, intake.right, intake.language, intake.audience)
        taken = usable_answers if intake.unfinished else check_answers
        answers = taken(form, intake.answers, intake.language)
        still_open = open_fields(form, answers, intake.message)
        facts = self._particulars(session, lineage, intake, still_open)
        data_key, token = self._work.vault.new_data_key(), new_code()
        ticket = self._ticket(intake, facts, version, data_key, token)
        session.add(ticket)
        session.flush()
        session.add_all([*_rights(ticket), *_answers(ticket, data_key, answers), *_citations(ticket, intake)])
        contacts.take(session, self._work, ticket, intake.origin, answers)
        representation.take(session, ticket, answers.get("relationship"))
        self._record(session, ticket, facts.target_days)
        recompute(session, self._work, ticket)
        raise_incident(session, self._work, ticket)
        note_residence(session, self._work, ticket, "\n".join([intake.message, *answers.values()]))
        link_duplicates(session, self._work, ticket)
        said = _first_words(intake, answers, form)
        timeline.add(session, self._work, ticket, "in", None, said, key_hash, answers.values())
        receipt = _receipt(ticket, facts, token)
        told = timeline.add(
            session, self._work, ticket, "out", None, receipt.text, f"{key_hash}/acknowledgement"
        )
        parcel = Parcel("acknowledgement", receipt.text, None, token)
        outbox.add(session, self._work, ticket, parcel, told)
        put_card(session, self._work, ticket)
        return ticket, _plain(receipt)

    def _particulars(
        self, session: Session, lineage: Sequence[Profile], intake: Intake, still_open: tuple[str, ...]
    ) -> Particulars:
        profile, received = lineage[0], intake.received_at or self._work.clock()
        owner, procedure = procedure_for(lineage, intake.kind, intake.right) or (profile, None)
        calendar = calendar_for(lineage, intake.kind, intake.right)
        rule = rule_for(profile.regime, intake.kind, intake.right)
        now = self._work.clock()
        days = promised_days(session, self._work, calendar, intake.organisation, intake.kind, now)
        notices = [one for one in owner.notices if one.when == "after_filing"]
        named = procedure.notices if procedure else ()
        return Particulars(
            profile=profile,
            calendar=calendar,
            kind=intake.kind,
            right=intake.right,
            language=intake.language,
            reference=_free_reference(session),
            received_at=received,
            now=now,
            target_days=days,
            expected=calendar.after(received, days) if profile.document else None,
            legal_due=legal_due(rule, received, calendar) if rule else None,
            rule=rule,
            open_fields=still_open,
            unfinished=intake.unfinished,
            after_filing=tuple(one.text.said_in(intake.language) for one in notices if one.id in named),
            asks_for_paper=procedure is not None and "identity_document" in procedure.fields,
        )

    def _ticket(
        self, intake: Intake, facts: Particulars, version: int, data_key: DataKey, token: str
    ) -> TicketRecord:
        id, now = new_id(), facts.now
        origin = json.dumps(asdict(intake.origin))
        lines = json.dumps([asdict(one) | {"at": one.at.isoformat()} for one in intake.transcript])
        vouched = json.dumps(asdict(intake.vouched)) if intake.vouched else None
        return TicketRecord(
            id=id,
            reference=facts.reference,
            kind=intake.kind,
            right=intake.right,
            status="new",
            organisation=intake.organisation,
            procedure_version=version,
            channel=intake.origin.channel,
            origin=data_key.seal(origin, place("ticket", "origin", id)),
            origin_index=origin_index(self._work.vault, intake.origin),
            language=intake.language,
            audience=intake.audience,
            received_at=facts.received_at,
            updated_at=now,
            expected_reply_at=facts.expected,
            legal_due_at=facts.legal_due,
            legal_rule=facts.rule.id if facts.rule else None,
            unfinished=intake.unfinished,
            engine=intake.engine,
            opened_by=intake.opened_by,
            open_fields=list(facts.open_fields),
            transcript=data_key.seal(lines, place("ticket", "transcript", id)),
            vouched=data_key.seal(vouched, place("ticket", "vouched", id)) if vouched else None,
            token_hash=token_hash(token),
            token_expires_at=now + self._work.settings.status_link_life,
            data_key=data_key.wrapped,
        )

    def _record(self, session: Session, ticket: TicketRecord, target_days: int) -> None:
        facts = {
            "kind": ticket.kind,
            "right": ticket.right,
            "organisation": ticket.organisation,
            "procedure_version": ticket.procedure_version,
            "channel": ticket.channel,
            "unfinished": ticket.unfinished,
            "received_at": ticket.received_at.isoformat(),
            "target_days": target_days,
        }
        vault, at = self._work.vault, ticket.updated_at
        audit.record(
            session,
            vault,
            at,
            "opened",
            ticket.opened_by or REQUESTER,
            ticket_id=ticket.id,
            new=ticket.status,
            facts=facts,
        )


def _checked(intake: Intake, now: datetime) -> Intake:
    if intake.kind not in KINDS or (intake.right is not None and intake.right not in RIGHTS):
        raise Refused(f"there is no ticket of kind {intake.kind!r} for right {intake.right!r}; see the names")
    received = intake.received_at
    if received is not None and not now - _EARLIEST <= received <= now:
        raise Refused("the time of receipt must lie in the past year; correct it")
    return replace(intake, language=intake.language if intake.language in CATALOGUES else "en")


def _free_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        taken = session.exec(select(TicketRecord.id).where(TicketRecord.reference == reference)).first()
        if taken is None:
            return reference


def _first_words(intake: Intake, answers: Mapping[str, str], form: Form) -> str:
    return intake.message.strip() or answers.get("inquiry") or answers.get("details") or form.title


def _rights(ticket: TicketRecord) -> list[RightRecord]:
    right = ticket.right or ("marketing_opt_out" if ticket.kind == "opt_out" else None)
    return [RightRecord(ticket_id=ticket.id, right=right)] if right else []


def _answers(ticket: TicketRecord, data_key: DataKey, answers: Mapping[str, str]) -> list[AnswerRecord]:
    rows = []
    for name, value in answers.items():
        id = new_id()
        sealed = data_key.seal(value, place("answer", "value", id))
        rows.append(AnswerRecord(id=id, ticket_id=ticket.id, name=name, value=sealed))
    return rows


def _citations(ticket: TicketRecord, intake: Intake) -> list[CitationRecord]:
    numbered = enumerate(intake.citations, start=1)
    return [CitationRecord(ticket_id=ticket.id, number=number, **asdict(one)) for number, one in numbered]


def _receipt(ticket: TicketRecord, facts: Particulars, token: str) -> Receipt:
    return Receipt(
        ticket_id=ticket.id,
        reference=ticket.reference,
        kind=facts.kind,
        right=facts.right,
        received_at=facts.received_at,
        status_token=token,
        open_fields=facts.open_fields,
        expected_reply=facts.expected,
        text=receipt_text(facts),
    )


def _plain(receipt: Receipt) -> Result:
    expected = receipt.expected_reply
    return asdict(receipt) | {
        "received_at": receipt.received_at.isoformat(),
        "expected_reply": expected.isoformat() if expected else None,
    }


def receipt_of(plain: Result) -> Receipt:
    """The receipt in a command's result."""
    expected = plain["expected_reply"]
    moments = {
        "received_at": datetime.fromisoformat(plain["received_at"]),
        "expected_reply": datetime.fromisoformat(expected) if expected else None,
        "open_fields": tuple(plain["open_fields"]),
    }
    return Receipt(**plain | moments)
