"""A desk with real tables, a clock that stands still, and tickets in many states."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.database import Database
from helpdesk import CitedClause, Desk, Intake, Line, Origin, Receipt, Vault, load_profile, open_desk
from helpdesk.tables import metadata

EXAMPLES = Path(__file__).parents[3] / "examples" / "organisations"
PASSWORD = "correct horse battery"
NOON = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@dataclass
class StillClock:
    """A clock that moves only when told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)


@dataclass
class Place:
    """A desk and the people at it."""

    desk: Desk
    clock: StillClock
    people: dict[str, str] = field(default_factory=dict)


def open_place(folder: Path, database: Database) -> Place:
    """An empty desk with its organisations and one agent of each kind."""
    metadata.create_all(database.engine)
    clock = StillClock()
    return settle(open_desk(database, Vault.open(folder / "key"), clock=clock), clock)


def settle(desk: Desk, clock: StillClock) -> Place:
    """Bring organisations and people to an empty desk that goes by this clock."""
    for name in ("tokiwa", "tokiwa-moving", "pennywhistle"):
        desk.register(load_profile(EXAMPLES / f"{name}.toml"))
    desk.register_name("kurosaki")
    people = {
        role: desk.agents.add_agent(f"{name.split()[0].lower()}@desk.example", name, PASSWORD, role).id
        for name, role in (("Mei Tanaka", "agent"), ("Ravi Patel", "administrator"), ("Ana Gray", "auditor"))
    }
    return Place(desk, clock, people)


def file(place: Place, key: str, **changes: object) -> Receipt:
    """File a ticket; ``key`` tells one filing, and its conversation, from another."""
    values: dict[str, object] = {
        "organisation": "pennywhistle",
        "kind": "inquiry",
        "right": None,
        "origin": Origin("web", f"conversation-{key}"),
        "language": "en",
        "audience": "public",
        "message": "Do you share my address with the delivery company?",
        "answers": {"contact": "kim.lee@mail.example"},
    }
    return place.desk.open(Intake(**(values | changes)), key=key)  # type: ignore[arg-type]


def fill(place: Place) -> dict[str, Receipt]:
    """Tickets as a desk has them on a working day."""
    clock, desk, mei = place.clock, place.desk, place.people["agent"]
    filed: dict[str, Receipt] = {}
    clock.forward(days=-9)
    filed["complaint"] = file(
        place,
        "complaint",
        organisation="tokiwa-moving",
        kind="complaint",
        language="ja",
        message="見積りの電話のあと、知らない会社から勧誘の電話がかかってきました。説明してください。",
        answers={"details": "11月7日の夕方に2回、引越し保険の勧誘でした。", "contact": "090-0000-0000"},
        origin=Origin("slack", "T1/D2/1700000000.1"),
        audience="employees",
    )
    clock.forward(days=4)
    filed["erasure"] = file(
        place,
        "erasure",
        kind="rights_request",
        right="erasure",
        message="Please delete everything you have about me.",
        answers={"name": "Kim Lee", "contact": "kim.lee@mail.example", "relationship": "self"},
        transcript=(
            Line("requester", "How long do you keep my order history?", clock.now),
            Line(
                "assistant",
                "“Order records are kept for six years after the last order.”",
                clock.now + timedelta(seconds=4),
            ),
            Line("requester", "Then please delete everything you have about me.", clock.now),
        ),
        citations=(
            CitedClause(
                "pennywhistle/privacy-notice@2025-02-01#7.2",
                "Order records are kept for six years after the last order.",
                "0" * 64,
            ),
        ),
        engine="quoting",
    )
    desk.assign(filed["erasure"].ticket_id, mei, by=mei, key="take")
    clock.forward(hours=3)
    desk.note(filed["erasure"].ticket_id, mei, "Two accounts under this address.\nAsk which one.", key="note")
    clock.forward(minutes=20)
    desk.reply(
        filed["erasure"].ticket_id, mei, "Thank you. Which of your two accounts do you mean?", key="reply"
    )
    for parcel in desk.outbox.lease(50, 60):
        if parcel.kind == "reply":
            desk.outbox.failed(parcel.id, "channel_gone", permanent=False)
        else:
            desk.outbox.sent({parcel.id: f"provider-{parcel.id}"})
    clock.forward(days=3)
    filed["opt_out"] = file(
        place,
        "opt-out",
        organisation="tokiwa",
        kind="opt_out",
        right="marketing_opt_out",
        language="ja",
        message="メールマガジンを止めてください。",
        answers={},
        unfinished=True,
    )
    clock.forward(days=2)
    filed["inquiry"] = file(place, "inquiry")
    clock.forward(minutes=35)
    return filed
