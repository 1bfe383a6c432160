"""An answer is approved by a person, bound to its clauses, and suspended by itself when one changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database import Database
from helpdesk import (
    Agent,
    AnswerDraft,
    ApprovedAnswer,
    Conflict,
    Desk,
    DraftSentence,
    Refused,
    Unfit,
    Vault,
    metadata,
    open_desk,
)
from tests.helpdesk.conftest import Clock, profile_with
from tests.helpdesk.shelves import FIRST, Shelf

RECORDINGS = ("minato/privacy-policy@2024-04-01#1", FIRST["1"])
FEE = ("minato/privacy-policy@2024-04-01#2", "A fee of 900 yen")
DRAFT = AnswerDraft(
    "How long do you keep call recordings?",
    ("minato",),
    "public",
    "en",
    (DraftSentence("Call recordings are kept for 90 days.", (RECORDINGS,)),),
    date(2027, 11, 16),
)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock, shelf: Shelf) -> Desk:
    metadata.create_all(database.engine)

    def identifiers(text: str) -> set[str]:
        return {"e-mail"} if "@" in text else set()

    desk = open_desk(database, vault, shelf=shelf, identifiers=identifiers, clock=clock)
    desk.register(profile_with())
    return desk


@pytest.fixture
def approve(desk: Desk, agent: Agent) -> Callable[..., ApprovedAnswer]:
    """Approves the sample answer, changed as asked."""

    def approve(key: str = "form-1", **changes: object) -> ApprovedAnswer:
        return desk.approvals.approve(replace(DRAFT, **changes), by=agent.id, key=key)  # type: ignore[arg-type]

    return approve


def live(desk: Desk, organisation: str = "minato", audience: str = "public", language: str = "en") -> int:
    return len(desk.approvals.live(organisation, audience, language))


def events(desk: Desk, database: Database) -> list[tuple[str, str | None]]:
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, reason FROM helpdesk_event ORDER BY seq").all()
    return [(type, reason) for type, reason in rows if type.startswith("answer_")]


def test_an_approved_answer_says_what_it_rests_on(
    desk: Desk, agent: Agent, approve: Callable[..., ApprovedAnswer], clock: Clock, database: Database
) -> None:
    answer = approve()
    quote = answer.sentences[0].quotes[0]
    assert (quote.clause, quote.version) == ("minato/privacy-policy#1", "2024-04-01")
    assert (quote.text_hash, quote.quote) == (f"hash of {FIRST['1']}", FIRST["1"])
    assert (answer.status, answer.approved_by, answer.approved_at) == ("live", agent.id, clock.now)
    assert desk.approvals.live("minato", "public", "en") == (answer,)
    assert events(desk, database) == [("answer_approved", None)]
    assert desk.audit.verify().whole


@pytest.mark.parametrize(
    ("organisation", "audience", "language"),
    [("other", "public", "en"), ("minato", "employees", "en"), ("minato", "public", "ja")],
)
def test_it_is_live_for_its_readers_only(
    desk: Desk, approve: Callable[..., ApprovedAnswer], organisation: str, audience: str, language: str
) -> None:
    approve()
    assert live(desk, organisation, audience, language) == 0


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        ({"question": ""}, [("question_missing", None, "")]),
        ({"question": "x" * 1001}, [("question_long", None, "")]),
        ({"question": "Why did rin@example.org get mail?"}, [("question_personal", None, "e-mail")]),
        ({"organisations": ()}, [("organisation_missing", None, "")]),
        ({"organisations": ("nobody",)}, [("organisation_unknown", None, "nobody")]),
        ({"sentences": ()}, [("sentence_missing", None, "")]),
        ({"review_by": date(2026, 11, 16)}, [("review_past", None, "")]),
        ({"sentences": (DraftSentence("So it is.", ()),)}, [("uncited", 1, "")]),
        (
            {"sentences": (*DRAFT.sentences, DraftSentence("Write to rin@example.org.", (FEE,)))},
            [("personal", 2, "e-mail")],
        ),
        (
            {"sentences": (DraftSentence("It is.", ((FEE[0], "A fee of 950 yen"),)),)},
            [("claim", 1, "quote")],
        ),
        (
            {"sentences": (DraftSentence("It is.", (("minato/privacy-policy@2023-01-01#1", "We"),)),)},
            [("clause", 1, "minato/privacy-policy@2023-01-01#1")],
        ),
        (
            {"sentences": (DraftSentence("It is.", (("other/privacy-policy@2024-04-01#1", "Ours"),)),)},
            [("layer", 1, "other/privacy-policy@2024-04-01#1")],
        ),
    ],
)
def test_what_is_unfit_is_not_approved_and_every_flaw_is_told(
    desk: Desk,
    shelf: Shelf,
    approve: Callable[..., ApprovedAnswer],
    changes: dict[str, object],
    flaws: list[tuple[str, int | None, str]],
) -> None:
    shelf.bring_in("2024-04-01", {"1": "Ours."}, "other/privacy-policy")
    with pytest.raises(Unfit) as refused:
        approve(**changes)
    assert [(flaw.code, flaw.sentence, flaw.detail) for flaw in refused.value.flaws] == flaws
    assert desk.approvals.all() == ()


def test_a_sentence_that_its_quote_does_not_carry_is_refused(
    shelf: Shelf, approve: Callable[..., ApprovedAnswer]
) -> None:
    shelf.unsaid["Call recordings are kept for 30 days."] = "number"
    with pytest.raises(Unfit, match="number"):
        approve(sentences=(DraftSentence("Call recordings are kept for 30 days.", (RECORDINGS,)),))


def test_a_public_answer_cannot_quote_what_only_employees_may_read(
    shelf: Shelf, approve: Callable[..., ApprovedAnswer]
) -> None:
    shelf.employees_only.add("minato/privacy-policy")
    with pytest.raises(Unfit, match="clause"):
        approve()
    assert approve(audience="employees").status == "live"


def test_a_form_sent_twice_approves_once(desk: Desk, approve: Callable[..., ApprovedAnswer]) -> None:
    assert approve() == approve()
    assert len(desk.approvals.all()) == 1


CHANGED = FIRST | {"1": "We keep call recordings for 60 days."}
GONE = {place: text for place, text in FIRST.items() if place != "1"}
MOVED = {"9": FIRST["1"], "2": FIRST["2"], "1": "Ships leave at noon."}
SHIFTED = {"1": FIRST["2"], "2": FIRST["3"]}


@pytest.mark.parametrize(
    ("text", "status", "reason", "kind", "now"),
    [
        (FIRST, "live", None, "same", "1"),
        (MOVED, "live", None, "moved", "9"),
        (CHANGED, "suspended", "clause_changed", "changed", "1"),
        (GONE, "suspended", "clause_gone", "gone", None),
        (SHIFTED, "suspended", "clause_gone", "gone", None),
    ],
    ids=["same", "moved", "changed", "gone", "another at its place"],
)
def test_a_new_version_decides_whether_it_stays_live(
    desk: Desk,
    database: Database,
    shelf: Shelf,
    approve: Callable[..., ApprovedAnswer],
    text: dict[str, str],
    status: str,
    reason: str | None,
    kind: str,
    now: str | None,
) -> None:
    answer = approve()
    shelf.bring_in("2026-12-01", text)
    assert desk.approvals.check() == (status == "suspended")
    found = desk.approvals.answer(answer.id)
    assert found is not None
    assert (found.status, found.reason) == (status, reason)
    (standing,) = desk.approvals.standings(found)
    assert (standing.kind, standing.now and standing.now.address.partition("#")[2]) == (kind, now)
    assert standing.bound.text == FIRST["1"]
    assert live(desk) == (status == "live")
    suspended = [("answer_suspended", reason)] if reason else []
    assert events(desk, database)[1:] == suspended
    assert desk.approvals.check() == 0, "it is suspended once"


def test_a_version_corrected_under_its_own_name_is_compared_by_place(
    desk: Desk, shelf: Shelf, approve: Callable[..., ApprovedAnswer]
) -> None:
    answer = approve()
    shelf.bring_in("2024-04-01", CHANGED)
    assert desk.approvals.check() == 1
    (standing,) = desk.approvals.standings(answer)
    assert standing.now is not None
    assert (standing.bound.text, standing.now.text) == (FIRST["1"], CHANGED["1"])


def test_a_text_withdrawn_from_its_readers_is_gone(
    desk: Desk, shelf: Shelf, approve: Callable[..., ApprovedAnswer]
) -> None:
    approve()
    shelf.employees_only.add("minato/privacy-policy")
    desk.approvals.check()
    assert [answer.reason for answer in desk.approvals.all("suspended")] == ["clause_gone"]


def test_a_review_that_is_due_suspends_and_is_never_shown_before_that(
    desk: Desk, clock: Clock, approve: Callable[..., ApprovedAnswer]
) -> None:
    approve(review_by=date(2026, 12, 1))
    approve("form-2", review_by=None)
    clock.forward(days=15)
    assert live(desk) == 1, "hidden from the day on, even before the check"
    assert desk.approvals.check() == 1
    assert [answer.reason for answer in desk.approvals.all("suspended")] == ["review_due"]


def test_a_suspended_answer_is_approved_again_against_the_new_text(
    desk: Desk, agent: Agent, shelf: Shelf, approve: Callable[..., ApprovedAnswer]
) -> None:
    answer = approve()
    shelf.bring_in("2026-12-01", CHANGED)
    desk.approvals.check()
    quote = ("minato/privacy-policy@2026-12-01#1", CHANGED["1"])
    draft = replace(DRAFT, sentences=(DraftSentence("Call recordings are kept for 60 days.", (quote,)),))
    with pytest.raises(Conflict, match="answer has changed"):
        desk.approvals.renew(answer.id, draft, by=agent.id, key="again", expected_version=1)
    renewed = desk.approvals.renew(answer.id, draft, by=agent.id, key="again", expected_version=2)
    assert (renewed.status, renewed.reason, renewed.version) == ("live", None, 3)
    history = desk.approvals.history(answer.id)
    assert [(step.number, step.type, step.reason) for step in history] == [
        (1, "approved", None),
        (2, "suspended", "clause_changed"),
        (3, "approved", None),
    ]
    assert [step.sentences for step in history if step.sentences] == [
        ("Call recordings are kept for 90 days.",),
        ("Call recordings are kept for 60 days.",),
    ]


def test_a_retired_answer_is_given_no_more_and_not_revived(
    desk: Desk, agent: Agent, approve: Callable[..., ApprovedAnswer]
) -> None:
    answer = approve()
    retired = desk.approvals.retire(answer.id, by=agent.id, key="end", expected_version=1)
    assert retired == desk.approvals.retire(answer.id, by=agent.id, key="end", expected_version=1)
    assert (retired.status, live(desk)) == ("retired", 0)
    with pytest.raises(Refused):
        desk.approvals.renew(answer.id, DRAFT, by=agent.id, key="again", expected_version=2)


def test_without_policies_nothing_can_be_approved(database: Database, vault: Vault, clock: Clock) -> None:
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock)
    with pytest.raises(Refused, match="bring one in"):
        desk.approvals.approve(DRAFT, by="anybody", key="k")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.permutations(["1", "2", "3"]), kept=st.sets(st.sampled_from(["1", "2", "3"])))
def test_it_is_live_exactly_while_all_its_clauses_stand_somewhere(
    desk: Desk, agent: Agent, shelf: Shelf, places: list[str], kept: set[str]
) -> None:
    shelf.versions["minato/privacy-policy"] = {"2024-04-01": FIRST}
    sentences = (*DRAFT.sentences, DraftSentence("A fee of 900 yen is charged.", (FEE,)))
    key = f"form {len(desk.approvals.all())}"
    answer = desk.approvals.approve(replace(DRAFT, sentences=sentences), by=agent.id, key=key)
    text = {
        new: FIRST[old] if old in kept else f"New words at {new}."
        for new, old in zip("123", places, strict=True)
    }
    shelf.bring_in("2026-12-01", text)
    desk.approvals.check()
    found = desk.approvals.answer(answer.id)
    assert found is not None
    assert (found.status == "live") == ({"1", "2"} <= kept)
