"""What a procedure still asks for on an open ticket: fields filled in later or waived, tasks ticked off."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlmodel import Session, select

from helpdesk import contacts, representation, words
from helpdesk.casework import agent_at_work, on_ticket, record
from helpdesk.errors import Refused
from helpdesk.forms import Form, build_form, check_answers, procedure_for
from helpdesk.profiles import Procedure
from helpdesk.registration import lineage_of
from helpdesk.sealing import key_of, place
from helpdesk.tables import AnswerRecord, TicketRecord, new_id
from helpdesk.tickets import Kind
from helpdesk.views import Changed
from helpdesk.workplace import Workplace


class Completing:
    """Agents complete what the requester left open, waive what is not needed, and do the desk's tasks."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def fill(
        self,
        ticket_id: str,
        answers: Mapping[str, str],
        *,
        agent_id: str,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Write answers that the requester gave by another way; Invalid for one that cannot be taken."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            write(session, self._work, ticket, answers, agent_id)

        return on_ticket(self._work, "fill", ticket_id, key, expected_version, step)

    def waive(
        self, ticket_id: str, field: str, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Let an open field stay empty, because it is not needed here; the trail says who decided that."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            if field not in ticket.open_fields:
                raise Refused(f"the field {field} is not open on this ticket", "not_open")
            ticket.open_fields = [name for name in ticket.open_fields if name != field]
            record(session, self._work, ticket, "field_waived", agent_id, field=field)

        return on_ticket(self._work, "waive", ticket_id, key, expected_version, step)

    def tick(self, ticket_id: str, task: str, *, agent_id: str, key: str) -> Changed:
        """Tick off a task that the procedure gives the desk; Refused for one that it does not give."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            procedure = procedure_of(session, ticket)
            if task not in {one.id for one in (procedure.tasks if procedure else ())}:
                raise Refused(f"the procedure of this ticket has no task {task}", "no_task")
            record(session, self._work, ticket, "task_done", agent_id, task.replace("-", "_"))

        return on_ticket(self._work, "tick", ticket_id, key, None, step)

    def form(self, ticket_id: str, language: str) -> Form | None:
        """The form that the ticket was taken with, in ``language``; None where there is no such ticket."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, ticket_id)
            return form_of(session, ticket, language) if ticket else None

    def procedure(self, ticket_id: str) -> Procedure | None:
        """The procedure that the ticket was taken with; None where the profile names none."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, ticket_id)
            return procedure_of(session, ticket) if ticket else None


def write(
    session: Session, work: Workplace, ticket: TicketRecord, answers: Mapping[str, str], actor: str
) -> Sequence[str]:
    """Write answers into the ticket's form, in the caller's transaction; the names of those that changed.

    An answer given before is replaced; an empty one changes nothing. Invalid when one cannot be taken.
    """
    given = check_answers(form_of(session, ticket, ticket.language), answers, ticket.language)
    rows = {
        row.name: row
        for row in session.exec(select(AnswerRecord).where(AnswerRecord.ticket_id == ticket.id)).all()
    }
    data_key, changed = key_of(work.vault, ticket), []
    for name, value in given.items():
        row = rows.get(name)
        if row and data_key.unseal(row.value, place("answer", "value", row.id)) == value:
            continue
        id = row.id if row else new_id()
        sealed = data_key.seal(value, place("answer", "value", id))
        if row:
            row.value = sealed
        else:
            session.add(AnswerRecord(id=id, ticket_id=ticket.id, name=name, value=sealed))
        changed.append(name)
    ticket.open_fields = [name for name in ticket.open_fields if name not in given]
    contacts.take_answers(session, work, ticket, {name: given[name] for name in changed})
    words.add(session, work, ticket, *(given[name] for name in changed))
    representation.take(session, ticket, given.get("relationship"))
    if changed:
        record(session, work, ticket, "completed", actor, fields=",".join(changed))
    return changed


def form_of(session: Session, ticket: TicketRecord, language: str) -> Form:
    """The form of the procedure version that the ticket was taken with."""
    lineage, version = lineage_of(session, ticket.organisation, ticket.procedure_version)
    return build_form(lineage, version, cast(Kind, ticket.kind), ticket.right, language, ticket.audience)


def procedure_of(session: Session, ticket: TicketRecord) -> Procedure | None:
    """The procedure of the version that the ticket was taken with; None where the profile names none."""
    lineage, _ = lineage_of(session, ticket.organisation, ticket.procedure_version)
    found = procedure_for(lineage, cast(Kind, ticket.kind), ticket.right)
    return found[1] if found else None
