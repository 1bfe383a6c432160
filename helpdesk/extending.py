"""What agents do to a ticket's clocks: a law's period made longer with notice, another law added."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from helpdesk.casework import REQUESTER, agent_at_work, on_ticket, record
from helpdesk.clocks import regulations
from helpdesk.countdown import Docket, Step, TicketClock, clocks
from helpdesk.errors import NotFound, Refused
from helpdesk.handling import answer
from helpdesk.ledger import Ledger, ledgers
from helpdesk.reckoning import answer_due, clocks_of, docket_of
from helpdesk.tables import AlertRecord, MessageRecord, TicketRecord
from helpdesk.views import Changed
from helpdesk.wording import day, sentence
from helpdesk.workplace import Workplace


@dataclass(frozen=True, slots=True)
class ExtensionOffer:
    """That a ticket's legal period may be made longer now: until when, and for which reasons (codes)."""

    until: datetime
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Account:
    """A ticket's clocks explained: the laws that count, the one proposed, and those that may be."""

    ledgers: tuple[Ledger, ...]
    offer: ExtensionOffer | None
    regimes: tuple[str, ...]
    proposed: str | None
    addable: tuple[str, ...]


class Clocks:
    """Extensions and added laws; each a command that is carried out once."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def of(self, ticket_id: str) -> tuple[TicketClock, ...]:
        """Every clock of the ticket, the desk's own first; NotFound."""
        with self._work.sessions.read() as session:
            return clocks_of(session, self._work, _ticket(session, ticket_id))

    def account(self, ticket_id: str) -> Account:
        """How each date came about, and what may be done about the laws; NotFound."""
        with self._work.sessions.read() as session:
            ticket = _ticket(session, ticket_id)
            docket = docket_of(session, self._work, ticket)
            misses = _misses(session, ticket_id)
        offer = _offer(docket, self._work.clock())
        is_full = ticket.regime_added is not None or ticket.regime_proposed is not None
        return Account(
            ledgers=ledgers(docket, misses),
            offer=offer,
            regimes=docket.regimes,
            proposed=ticket.regime_proposed,
            addable=() if is_full else tuple(one for one in regulations() if one not in docket.regimes),
        )

    def notice(self, ticket_id: str, reason_code: str) -> str:
        """A draft of the notice of an extension, in the requester's language; empty without an offer."""
        with self._work.sessions.read() as session:
            ticket = _ticket(session, ticket_id)
            docket = docket_of(session, self._work, ticket)
        offer, language = _offer(docket, self._work.clock()), ticket.language
        if offer is None:
            return ""
        return sentence(
            language,
            "extension.notice",
            reference=ticket.reference,
            reason=sentence(language, f"extension.{reason_code}"),
            until=day(language, docket.calendar.day(offer.until)),
            law=offer.source,
        )

    def extend(
        self,
        ticket_id: str,
        agent_id: str,
        reason_code: str,
        notice_text: str,
        *,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Make the legal period longer, once, and tell the requester so in the same transaction.

        Every law that applies and allows it is extended by its own measure. Refused where none does, for a
        reason the law does not know, and when the original date has passed.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            agent_at_work(session, agent_id)
            docket = docket_of(session, self._work, ticket)
            offer = _offer(docket, self._work.clock())
            if offer is None:
                raise _refusal(docket)
            if reason_code not in offer.reasons:
                raise Refused(f"an extension needs a reason, one of {', '.join(offer.reasons)}", "no_reason")
            message = answer(session, self._work, ticket, agent_id, notice_text, hashed)
            until = offer.until.isoformat()
            record(session, self._work, ticket, "extended", agent_id, reason_code, until=until)
            return message

        return on_ticket(self._work, "extend", ticket_id, key, expected_version, step)

    def propose_regime(self, ticket_id: str, regime: str, *, by: str = REQUESTER, key: str) -> Changed:
        """Note that another law may apply, because of a residence that the person volunteered.

        It changes no date before an agent confirms it. Refused for a law that counts or is proposed already.
        """

        def step(session: Session, ticket: TicketRecord, _hashed: str) -> None:
            if by != REQUESTER:
                agent_at_work(session, by)
            counts = docket_of(session, self._work, ticket).regimes
            if regime not in regulations():
                raise Refused(f"there is no regime {regime!r}; see helpdesk/regimes.toml", "regime")
            if regime in (*counts, ticket.regime_proposed):
                raise Refused(f"{regime} counts or is proposed for this ticket already", "regime_known")
            if ticket.regime_added is not None:
                raise Refused("another law was added to this ticket; one can be", "regime_added")
            ticket.regime_proposed = regime
            record(session, self._work, ticket, "regime_proposed", by, regime=regime)

        return on_ticket(self._work, "propose_regime", ticket_id, key, None, step)

    def confirm_regime(
        self,
        ticket_id: str,
        agent_id: str,
        *,
        accept: bool,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Let the proposed law count, or drop the proposal; the earliest legal date counts from then on."""

        def step(session: Session, ticket: TicketRecord, _hashed: str) -> None:
            agent_at_work(session, agent_id)
            proposed = ticket.regime_proposed
            if proposed is None:
                raise Refused("no other law is proposed for this ticket", "regime_gone")
            ticket.regime_proposed = None
            if accept:
                ticket.regime_added = proposed
            type = "regime_confirmed" if accept else "regime_rejected"
            record(session, self._work, ticket, type, agent_id, regime=proposed)

        return on_ticket(self._work, "confirm_regime", ticket_id, key, expected_version, step)


def _offer(docket: Docket, now: datetime) -> ExtensionOffer | None:
    """What an extension made now would come to."""
    if _is_extended(docket):
        return None
    known = clocks(replace(docket, steps=(*docket.steps, Step(now, "extended", ""))))
    longer = [one.rule.extension for one in known if one.owed and one.extended and one.rule]
    extensions = [one for one in longer if one]
    until = answer_due(known)
    if not extensions or until is None:
        return None
    reasons = set.intersection(*(set(one.reasons) for one in extensions))
    sources = dict.fromkeys(one.source for one in extensions)
    return ExtensionOffer(until, tuple(sorted(reasons)), "; ".join(sources))


def _misses(session: Session, ticket_id: str) -> dict[str, list[datetime]]:
    """The dates that were missed, as they were alerted; no reckoning changes them."""
    alerts = select(AlertRecord).where(AlertRecord.ticket_id == ticket_id, AlertRecord.kind == "missed")
    misses: dict[str, list[datetime]] = {}
    for row in session.exec(alerts.order_by(col(AlertRecord.due_at))):
        misses.setdefault(row.clock, []).append(row.due_at)
    return misses


def _refusal(docket: Docket) -> Refused:
    if _is_extended(docket):
        return Refused("the period of this ticket was extended before; a law allows it once", "extended")
    if any(one.rule and one.rule.extension for one in clocks(docket)):
        return Refused("the original date has passed or stands still; answer now", "extension_late")
    return Refused("no law that counts for this ticket allows an extension", "extension_none")


def _is_extended(docket: Docket) -> bool:
    return any(one.type == "extended" for one in docket.steps)


def _ticket(session: Session, id: str) -> TicketRecord:
    ticket = session.get(TicketRecord, id)
    if ticket is None:
        raise NotFound(f"there is no ticket {id}")
    return ticket
