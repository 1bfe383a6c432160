from helpdesk import Agent, Desk
from tests.helpdesk.conftest import Clock, intake, profile_with


def test_the_requester_sees_what_was_said_and_never_a_note(desk: Desk, agent: Agent) -> None:
    receipt = desk.open(intake(), key="k")
    desk.note(receipt.ticket_id, agent.id, "SECRET NOTE", key="n")
    desk.reply(receipt.ticket_id, agent.id, "We look into it.", key="r")
    desk.add_requester_message(receipt.ticket_id, "Thanks.", key="m")
    public = desk.status(receipt.status_token)
    assert public is not None
    assert [(one.author, one.text) for one in public.messages] == [
        ("requester", "You gave my number to somebody."),
        ("desk", receipt.text),
        ("desk", "We look into it."),
        ("requester", "Thanks."),
    ]
    assert "SECRET NOTE" not in repr(public)
    assert "rin@example.org" not in repr(public)
    assert (public.status, public.kind, public.organisation) == ("In progress", "Complaint", "Minato Ferries")
    assert public.can_write


def test_unknown_expired_and_odd_tokens_get_the_same_nothing(desk: Desk, clock: Clock) -> None:
    receipt = desk.open(intake(), key="k")
    assert desk.status("") is None
    assert desk.status("unknown") is None
    assert desk.status(receipt.status_token + "x") is None
    clock.forward(days=90)
    assert desk.status(receipt.status_token) is None


def test_a_change_keeps_the_link_alive(desk: Desk, clock: Clock) -> None:
    receipt = desk.open(intake(), key="k")
    clock.forward(days=80)
    desk.add_requester_message(receipt.ticket_id, "Anything new?", key="m")
    clock.forward(days=80)
    assert desk.status(receipt.status_token) is not None


def test_a_cancelled_ticket_says_why_and_takes_no_more(desk: Desk, agent: Agent) -> None:
    receipt = desk.open(intake(language="ja", answers={}), key="k")
    desk.change_status(receipt.ticket_id, "cancelled", agent_id=agent.id, reason="withdrawn", key="c")
    public = desk.status(receipt.status_token)
    assert public is not None
    assert (public.status, public.kind) == ("終了 – お取り下げ", "苦情")
    assert public.open_fields == ("メールアドレスまたは電話番号",)
    assert not public.can_write


def test_dates_owed_are_shown_until_they_are_kept(desk: Desk, agent: Agent) -> None:
    desk.register(profile_with(regime="gdpr"))
    receipt = desk.open(intake(kind="rights_request", right="disclosure"), key="k")
    public = desk.status(receipt.status_token)
    assert public is not None
    assert public.expected_reply == receipt.expected_reply
    assert public.legal_due is not None
    assert public.kind == "Disclosure of your personal data"
    desk.reply(receipt.ticket_id, agent.id, "Here it is.", key="r")
    public = desk.status(receipt.status_token)
    assert public is not None
    assert public.expected_reply is None
