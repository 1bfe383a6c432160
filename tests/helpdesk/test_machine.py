"""Random commands in random order, by two agents and a requester: the invariants hold after each."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlmodel import select

from bot.database import Database
from helpdesk import KINDS, REASONS, STATUSES, Desk, Origin, Refused, Vault, metadata, open_desk
from helpdesk.tables import MessageRecord, OutboxRecord, TicketRecord
from helpdesk.tickets import FINAL, FIRST, TRANSITIONS
from tests.helpdesk.conftest import Clock, intake, profile_with

CHANNELS = ("web", "slack", "cli")


class DeskMachine(RuleBasedStateMachine):
    tickets: Bundle[str] = Bundle("tickets")
    keys = st.integers(0, 3).map(str)  # few, so that commands repeat

    @initialize()
    def open_house(self) -> None:
        self.folder = TemporaryDirectory()
        self.database = Database.at(Path(self.folder.name))
        metadata.create_all(self.database.engine)
        self.clock = Clock()
        vault = Vault.open(Path(self.folder.name) / "vault.key")
        self.desk: Desk = open_desk(self.database, vault, clock=self.clock)
        self.desk.register(profile_with())
        self.agents = [
            self.desk.agents.add_agent(f"{name}@minato.example", name, "a long enough password").id
            for name in ("Aiko", "Ken")
        ]
        self.sent: set[str] = set()

    @rule(target=tickets, kind=st.sampled_from(KINDS), channel=st.sampled_from(CHANNELS), key=keys)
    def file(self, kind: str, channel: str, key: str) -> object:
        request = intake(kind=kind, origin=Origin(channel, "there"))  # type: ignore[arg-type]
        return multiple(self.desk.open(request, key=key).ticket_id)

    @rule(ticket=tickets, agent=st.integers(0, 1), key=keys)
    def reply(self, ticket: str, agent: int, key: str) -> None:
        with suppress(Refused):
            self.desk.reply(ticket, self.agents[agent], "reply", key=key)

    @rule(ticket=tickets, agent=st.integers(0, 1), key=keys)
    def note(self, ticket: str, agent: int, key: str) -> None:
        with suppress(Refused):
            self.desk.note(ticket, self.agents[agent], "note", key=key)

    @rule(ticket=tickets, key=keys)
    def write_more(self, ticket: str, key: str) -> None:
        with suppress(Refused):
            self.desk.add_requester_message(ticket, "more", key=key)

    @rule(ticket=tickets, status=st.sampled_from(STATUSES), key=st.uuids().map(str))
    def move(self, ticket: str, status: str, key: str) -> None:
        reason = REASONS.get(status, (None,))[0]  # type: ignore[call-overload]
        with suppress(Refused):
            self.desk.change_status(ticket, status, agent_id=self.agents[0], reason=reason, key=key)  # type: ignore[arg-type]

    @rule(ticket=tickets, agent=st.integers(0, 2), key=keys)
    def assign(self, ticket: str, agent: int, key: str) -> None:
        with suppress(Refused):
            self.desk.assign(ticket, [*self.agents, None][agent], by=self.agents[0], key=key)

    @rule(fails=st.booleans(), permanent=st.booleans())
    def deliver(self, fails: bool, permanent: bool) -> None:
        for outgoing in self.desk.outbox.lease(2, 60):
            assert outgoing.key not in self.sent, "nothing is sent twice"
            if fails:
                self.desk.outbox.failed(outgoing.id, "timeout", permanent)
            else:
                self.desk.outbox.sent(outgoing.id, "provider")
                self.sent.add(outgoing.key)

    @rule(channel=st.sampled_from(CHANNELS), key=st.uuids().map(str))
    def give_back(self, channel: str, key: str) -> None:
        origin = Origin(channel, "there")  # type: ignore[arg-type]
        self.desk.give_back(origin, key=key)
        assert self.desk.thread_state(origin) != "human"

    @rule(days=st.integers(1, 800))
    def time_passes(self, days: int) -> None:
        self.clock.forward(days=days)
        self.desk.retention.run()

    @invariant()
    def notes_and_repeats_never_reach_the_outbox(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.read() as session:
            rows = session.exec(select(OutboxRecord)).all()
            replies = {one.id for one in session.exec(select(MessageRecord)).all() if one.direction == "out"}
            sendable = {
                one.id for one in session.exec(select(TicketRecord)).all() if one.channel in ("web", "slack")
            }
        assert {row.message_id for row in rows if row.kind == "reply"} <= replies
        acknowledged = [row.ticket_id for row in rows if row.kind == "acknowledgement"]
        assert sorted(acknowledged) == sorted(sendable), "exactly one acknowledgement each"

    @invariant()
    def status_follows_the_table_and_the_chain_is_whole(self) -> None:
        if not hasattr(self, "desk"):
            return
        assert self.desk.audit.verify().whole
        for row in self.desk.tickets(limit=200).rows:
            view = self.desk.ticket(row.id)
            assert view is not None
            path = [(one.old, one.new) for one in view.events if one.type in ("opened", "status_changed")]
            assert path[0][1] in FIRST
            for (_, before), (old, new) in pairwise(path):
                assert old == before
                assert new in TRANSITIONS[old]  # type: ignore[index]
            assert path[-1][1] == row.status
            assert view.erased <= (row.status in FINAL)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
