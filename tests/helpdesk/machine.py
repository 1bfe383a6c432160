"""Random commands in random order, some at once, by three agents, a requester, the delivery and the clock."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from bot.database import Database
from helpdesk import KINDS, REASONS, RIGHTS, STATUSES, Conflict, Desk, HelpdeskError, Origin
from helpdesk.attachments import PURPOSES
from helpdesk.decisions import Decision
from helpdesk.representation import AGREEMENTS, AUTHORITIES
from tests.helpdesk.conftest import Clock, intake
from tests.helpdesk.invariants import Watch
from tests.helpdesk.told import ANSWERS, EVERY_FIELD

CHANNELS = ("web", "slack", "cli")
PLACE = "conversation-{}"
KEYS = st.integers(0, 3).map(str)
"""Few, so that commands repeat."""
UNIQUE = st.uuids().map(str)
WHO = st.integers(0, 2)

Command = Callable[[Desk, str, str, str], object]
"""Gets the desk, a ticket, an agent and a key."""

AT_ONCE: dict[str, Command] = {
    "reply": lambda desk, ticket, agent, key: desk.reply(ticket, agent, "at once", key=key),
    "take": lambda desk, ticket, agent, key: desk.assign(ticket, agent, by=agent, key=key),
    "write": lambda desk, ticket, agent, key: desk.add_requester_message(ticket, "more", key=key),
    "open": lambda desk, ticket, agent, key: desk.change_status(ticket, "open", agent_id=agent, key=key),
    "grant": lambda desk, ticket, agent, key: desk.decisions.decide(
        ticket, Decision("disclosure", "granted"), agent_id=agent, key=key
    ),
    "submit": lambda desk, ticket, agent, key: desk.decisions.submit(ticket, agent_id=agent, key=key),
    "approve": lambda desk, ticket, agent, key: desk.decisions.approve(ticket, agent_id=agent, key=key),
    "close": lambda desk, ticket, agent, key: desk.decisions.close(ticket, "Done.", agent_id=agent, key=key),
    "back": lambda desk, ticket, agent, key: desk.change_status(ticket, "open", agent_id=agent, key=key),
    "withdraw": lambda desk, ticket, agent, key: desk.requester.withdraw(ticket, key=key),
}


class DeskMachine(RuleBasedStateMachine):
    """One desk, many steps. ``houses`` yields fresh databases and their desks; ``steps`` counts them all."""

    houses: ClassVar[Iterator[tuple[Database, Desk, list[str], Clock]]]
    steps: ClassVar[int] = 0
    reached: ClassVar[set[str]] = set()
    tickets: Bundle[str] = Bundle("tickets")

    @initialize(
        target=tickets,
        kinds=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(ANSWERS)), min_size=2, max_size=4),
    )
    def open_house(self, kinds: list[tuple[str, dict[str, str]]]) -> object:
        self.database, self.desk, self.agents, self.clock = next(type(self).houses)
        self.watch = Watch(self.database, self.desk)
        self.sent: set[str] = set()
        numbered = enumerate(kinds)
        made = [self._file(kind, "disclosure", "web", told, f"first {n}") for n, (kind, told) in numbered]
        return multiple(*made)

    @rule(
        target=tickets,
        kind=st.sampled_from(KINDS),
        right=st.sampled_from((None, *RIGHTS)),
        channel=st.sampled_from(CHANNELS),
        answers=st.sampled_from(ANSWERS),
        key=KEYS,
    )
    def file(self, kind: str, right: str | None, channel: str, answers: dict[str, str], key: str) -> object:
        if kind != "rights_request":
            right = None
        return multiple(self._file(kind, right, channel, answers, key))

    def _file(self, kind: str, right: str | None, channel: str, answers: dict[str, str], key: str) -> str:
        right = right if kind == "rights_request" else None
        origin = Origin(channel, PLACE.format(key))  # type: ignore[arg-type]
        answers = {name: value for name, value in answers.items()}
        request: Any = intake(kind=kind, right=right, origin=origin, answers=answers)
        try:
            return self.desk.open(request, key=f"{kind} {right} {channel} {key}").ticket_id
        except HelpdeskError:
            plain: Any = intake(kind=kind, right=right, origin=origin, answers={})
            return self.desk.open(plain, key=f"{kind} {right} {channel} {key} plain").ticket_id

    @rule(ticket=tickets, who=WHO, key=KEYS)
    def reply(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.reply(ticket, self.agents[who], "reply", key=key))

    @rule(ticket=tickets, who=WHO, key=KEYS)
    def note(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.note(ticket, self.agents[who], "a secret note", key=key))

    @rule(ticket=tickets, key=KEYS)
    def write_more(self, ticket: str, key: str) -> None:
        self._try(lambda: self.desk.add_requester_message(ticket, "more", key=key))

    @rule(ticket=tickets, status=st.sampled_from(STATUSES), who=WHO, key=UNIQUE)
    def move(self, ticket: str, status: Any, who: int, key: str) -> None:
        reason = REASONS.get(status, (None,))[0]
        self._try(
            lambda: self.desk.change_status(ticket, status, agent_id=self.agents[who], reason=reason, key=key)
        )

    @rule(ticket=tickets, way=st.integers(0, 5), who=WHO, key=UNIQUE)
    def go_on(self, ticket: str, way: int, who: int, key: str) -> None:
        view = self.desk.ticket(ticket)
        if view is not None and view.onward:
            self.move(ticket, view.onward[way % len(view.onward)], who, key)

    @rule(ticket=tickets, who=st.integers(0, 3), key=KEYS)
    def assign(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.assign(ticket, [*self.agents, None][who], by=self.agents[0], key=key))

    @rule(ticket=tickets, right=st.sampled_from(RIGHTS), who=WHO, key=KEYS)
    def add_right(self, ticket: str, right: Any, who: int, key: str) -> None:
        self._try(lambda: self.desk.decisions.add_right(ticket, right, agent_id=self.agents[who], key=key))

    @rule(ticket=tickets, outcome=st.sampled_from(("granted", "partly", "denied")), who=WHO, key=UNIQUE)
    def decide(self, ticket: str, outcome: Any, who: int, key: str) -> None:
        view = self.desk.ticket(ticket)
        for n, right in enumerate(view.rights if view else ()):
            ground = () if outcome == "granted" else ("no_such_data", "APPI art. 33(3)", None, "None.")
            decision = Decision(right.right, outcome, *ground)  # type: ignore[arg-type]
            self._try(
                lambda decision=decision, n=n: self.desk.decisions.decide(  # type: ignore[misc]
                    ticket, decision, agent_id=self.agents[who], key=f"{key} {n}"
                )
            )

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def submit(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.decisions.submit(ticket, agent_id=self.agents[who], key=key))

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def approve(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.decisions.approve(ticket, agent_id=self.agents[who], key=key))

    @rule(ticket=tickets, far=st.integers(2, 7), outcome=st.sampled_from(("granted", "denied")), key=UNIQUE)
    def carry_through(self, ticket: str, far: int, outcome: Any, key: str) -> None:
        """The usual way of a request, given up somewhere on it."""
        way = (
            lambda: self.complete(ticket, 0, f"{key} 1"),
            lambda: self.check_paper(ticket, 0, True, f"{key} 2"),
            lambda: self.decide(ticket, outcome, 0, f"{key} 3"),
            lambda: self.submit(ticket, 0, f"{key} 4"),
            lambda: self.approve(ticket, 1, f"{key} 5"),
            lambda: self.close(ticket, 1, f"{key} 6"),
            lambda: self.move(ticket, "closed", 1, f"{key} 7"),
        )
        for stage in way[:far]:
            stage()

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def close(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.decisions.close(ticket, "Done.", agent_id=self.agents[who], key=key))

    @rule(ticket=tickets, other=tickets, who=WHO, key=UNIQUE)
    def merge(self, ticket: str, other: str, who: int, key: str) -> None:
        view, agent = self.desk.ticket(other), self.agents[who]
        if view is not None and other != ticket:
            into = view.row.reference
            self._try(lambda: self.desk.links.merge(ticket, into, agent_id=agent, key=key))

    @rule(ticket=tickets, held=st.booleans(), key=UNIQUE)
    def hold(self, ticket: str, held: bool, key: str) -> None:
        by = self.agents[0]
        self._try(lambda: self.desk.retention.hold(ticket, held, "a suit", agent_id=by, key=key))
        self.desk.retention.run()

    @rule(ticket=tickets, purpose=st.sampled_from(PURPOSES), who=WHO, key=UNIQUE)
    def attach(self, ticket: str, purpose: Any, who: int, key: str) -> None:
        by = self.agents[who]
        self._try(
            lambda: self.desk.attachments.add(ticket, "seen.txt", b"A copy.", purpose, agent_id=by, key=key)
        )

    @rule(ticket=tickets, who=WHO, good=st.booleans(), key=UNIQUE)
    def check_paper(self, ticket: str, who: int, good: bool, key: str) -> None:
        self._try(
            lambda: self.desk.verification.checked_document(
                ticket, self.agents[who], "passport", good=good, key=key
            )
        )

    @rule(ticket=tickets, guess=st.sampled_from(("right", "000000")), key=UNIQUE)
    def prove_by_code(self, ticket: str, guess: str, key: str) -> None:
        self._try(lambda: self.desk.verification.send_code(ticket, "rin@example.org", key=key))
        self._try(
            lambda: self.desk.verification.confirm(ticket, "rin@example.org", "123456", key=f"{key} {guess}")
        )

    @rule(ticket=tickets, who=WHO, key=KEYS)
    def confirm_proxy(self, ticket: str, who: int, key: str) -> None:
        agent = self.agents[who]
        self._try(lambda: self.desk.representation.check_authority(ticket, agent, AUTHORITIES[0], key=key))
        self._try(lambda: self.desk.representation.confirm_principal(ticket, agent, AGREEMENTS[0], key=key))

    @rule(ticket=tickets, who=WHO, basis=st.sampled_from(("appointed_agent", None)), key=UNIQUE)
    def say_for_whom(self, ticket: str, who: int, basis: Any, key: str) -> None:
        self._try(lambda: self.desk.representation.declare(ticket, self.agents[who], basis, key=key))

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def ask_for_proof(self, ticket: str, who: int, key: str) -> None:
        self._try(lambda: self.desk.proving.ask(ticket, self.agents[who], key=key))

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def complete(self, ticket: str, who: int, key: str) -> None:
        view = self.desk.ticket(ticket)
        open_ = {name: EVERY_FIELD.get(name, "x") for name in (view.open_fields if view else ())}
        self._try(lambda: self.desk.completing.fill(ticket, open_, agent_id=self.agents[who], key=key))

    @rule(ticket=tickets, key=UNIQUE)
    def withdraw(self, ticket: str, key: str) -> None:
        self._try(lambda: self.desk.requester.withdraw(ticket, key=key))

    @rule(target=tickets, ticket=tickets, key=UNIQUE)
    def reopen(self, ticket: str, key: str) -> object:
        with suppress(HelpdeskError):
            return multiple(self.desk.requester.reopen(ticket, "Again, please.", key=key).ticket_id)
        return multiple()

    @rule(
        ticket=tickets,
        commands=st.lists(st.tuples(st.sampled_from(sorted(AT_ONCE)), WHO), min_size=2, max_size=4),
        key=UNIQUE,
    )
    def at_once(self, ticket: str, commands: list[tuple[str, int]], key: str) -> None:
        def run(numbered: tuple[int, tuple[str, int]]) -> None:
            number, (name, who) = numbered
            self._try(lambda: AT_ONCE[name](self.desk, ticket, self.agents[who], f"{key} {number}"))

        with ThreadPoolExecutor(len(commands)) as threads:
            list(threads.map(run, enumerate(commands)))

    @rule(ticket=tickets, who=WHO, key=UNIQUE)
    def save_at_once(self, ticket: str, who: int, key: str) -> None:
        view = self.desk.ticket(ticket)
        if view is None or "closed" in view.onward or not view.onward:
            return

        def save(number: int) -> bool:
            agent, version = self.agents[number], view.row.version
            try:
                self.desk.note(ticket, agent, "mine", key=f"{key} {number}", expected_version=version)
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(3) as threads:
            assert sum(threads.map(save, range(3))) == 1, "of three who save at once, one is taken"

    @rule(fails=st.booleans(), permanent=st.booleans())
    def deliver(self, fails: bool, permanent: bool) -> None:
        for outgoing in self.desk.outbox.lease(3, 60):
            assert outgoing.key not in self.sent, "nothing is sent twice"
            assert "secret note" not in outgoing.text
            if fails:
                self.desk.outbox.failed(outgoing.id, "timeout", permanent)
            else:
                self.desk.outbox.sent({outgoing.id: "provider"})
                self.sent.add(outgoing.key)

    @rule(place=KEYS, channel=st.sampled_from(CHANNELS), key=UNIQUE)
    def give_back(self, place: str, channel: Any, key: str) -> None:
        origin = Origin(channel, PLACE.format(place))
        self.desk.give_back(origin, key=key)
        assert self.desk.thread_state(origin) != "human"

    @rule(days=st.sampled_from((0.1, 0.5, 1, 1, 2, 3, 8, 40, 200, 800)))
    def time_passes(self, days: float) -> None:
        self.clock.forward(days=days)
        self.desk.retention.run()
        self.desk.proving.run()
        self.desk.alerts.run()

    @invariant()
    def everything_that_must_hold_holds(self) -> None:
        if not hasattr(self, "watch"):
            return
        type(self).steps += 1
        self.watch.check_fulfilments()
        if type(self).steps % 10 == 0:
            self.watch.check()

    def teardown(self) -> None:
        if hasattr(self, "watch"):
            self.watch.check()
            type(self).reached |= self.watch.reached
            self.database.close()

    def _try(self, command: Callable[[], object]) -> None:
        """A refusal is an answer; anything else is a defect."""
        with suppress(HelpdeskError):
            command()
