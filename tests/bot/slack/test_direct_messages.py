"""Asking the app in private."""

from typing import Any

from helpdesk import Origin
from tests.bot.slack.conftest import QUOTE, Workspace
from tests.fakes.slack import buttons
from tests.fakes.slack.server import TEAM

DM = "D0ANN"


def texts(message: dict[str, Any]) -> str:
    """Everything that a message shows."""
    return str(message["blocks"])


def test_a_question_is_answered_below_it_with_its_clause(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "How long do you keep my e-mail?")
    workspace.handle(event)
    [answer] = workspace.slack.thread(DM, event["event"]["ts"])
    shown = texts(answer)
    assert QUOTE.replace("&", "&amp;") in shown
    assert "3. Storage › Contact &lt;details&gt; › (1)" in shown
    assert "version in force since 2024-04-01" in shown
    assert "https://desk.example/policies/minato/privacy-policy/2024-04-01" in shown
    assert "I am an AI assistant" in shown
    assert workspace.conversation.heard[0].audience == "employees"


def test_the_same_event_four_times_is_answered_once(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "keep?")
    for _ in range(4):
        workspace.handle(event)
    assert len(workspace.slack.messages()) == 1
    assert len(workspace.conversation.heard) == 1


def test_a_thread_is_one_conversation_and_the_machine_presents_itself_once(workspace: Workspace) -> None:
    first = workspace.send.dm("U0ANN", "keep?")
    root = first["event"]["ts"]
    workspace.handle(first)
    workspace.handle(workspace.send.dm("U0ANN", "and backups, keep?", thread_ts=root))
    answers = workspace.slack.thread(DM, root)
    assert ["AI assistant" in texts(answer) for answer in answers] == [True, False]
    assert len({message.conversation for message in workspace.conversation.heard}) == 1


def test_japanese_by_locale_and_by_script(workspace: Workspace) -> None:
    workspace.handle(workspace.send.dm("U0KEN", "keep?"))
    workspace.handle(workspace.send.dm("U0ANN", "いつまで保存しますか"))
    assert all("私は AI アシスタントです" in texts(one) for one in workspace.slack.messages())
    assert [message.language for message in workspace.conversation.heard] == ["ja", "ja"]


def test_guests_and_strangers_read_what_the_public_reads(workspace: Workspace) -> None:
    workspace.slack.member("U0FAR", team_id="T0OTHER")
    for user in ("U0GUEST", "U0FAR", "U0UNKNOWN"):
        workspace.handle(workspace.send.dm(user, "keep?"))
    assert {message.audience for message in workspace.conversation.heard} == {"public"}


def test_edits_and_what_apps_say_are_not_answered(workspace: Workspace) -> None:
    workspace.handle(workspace.send.dm("U0ANN", "keep?", subtype="message_changed"))
    workspace.handle(workspace.send.dm("U0ANN", "keep?", bot_id="B0OTHER"))
    assert workspace.slack.calls == []


def test_what_the_policy_does_not_say_can_be_asked_of_the_desk(workspace: Workspace) -> None:
    workspace.handle(workspace.send.dm("U0ANN", "Do you like cats?"))
    [answer] = workspace.slack.messages()
    assert "Near it stands:" in texts(answer)
    labels = [button["text"]["text"] for button in buttons(answer)]
    assert labels == ["Ask the help desk", "Talk to a person"]


def test_talk_to_a_person_opens_one_ticket_however_often_it_is_pressed(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "Do you like cats?")
    workspace.handle(event)
    root = event["event"]["ts"]
    [answer] = workspace.slack.thread(DM, root)
    button = buttons(answer)[-1]
    for _ in range(3):
        workspace.handle(workspace.send.click("U0ANN", button, DM, "1800000000.7", root))
    workspace.deliver()
    page = workspace.desk.tickets()
    assert page.total == 1
    acknowledgement = workspace.slack.thread(DM, root)[-1]
    assert page.rows[0].reference in texts(acknowledgement)
    assert "https://desk.example/status#" in texts(acknowledgement)


def test_a_human_has_the_word_until_it_is_given_back(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "Do you like cats?")
    workspace.handle(event)
    root = event["event"]["ts"]
    button = {"action_id": "talk_to_person", "type": "button"}
    workspace.handle(workspace.send.click("U0ANN", button, DM, "1800000000.7", root))
    ticket = workspace.desk.tickets().rows[0].id
    agent = workspace.desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")
    workspace.desk.reply(ticket, agent.id, "We do <!channel> & *purr*.", key="r1")
    workspace.deliver()
    reply = workspace.slack.thread(DM, root)[-1]
    assert "Mai, help desk" in texts(reply)
    assert {"type": "plain_text", "text": "We do <!channel> & *purr*.", "emoji": False} in [
        block.get("text") for block in reply["blocks"]
    ]
    assert reply["text"] == "We do &lt;!channel&gt; &amp; *purr*."
    assert reply["metadata"]["event_payload"]["key"]

    before = len(workspace.slack.messages())
    workspace.handle(workspace.send.dm("U0ANN", "Thanks, keep purring", thread_ts=root))
    assert len(workspace.slack.messages()) == before
    view = workspace.desk.ticket(ticket)
    assert view is not None
    assert view.messages[-1].text == "Thanks, keep purring"

    give_back = buttons(reply)[0]
    workspace.handle(workspace.send.click("U0ANN", give_back, DM, "1800000000.8", root))
    workspace.handle(workspace.send.dm("U0ANN", "keep?", thread_ts=root))
    said = workspace.slack.thread(DM, root)
    assert "The assistant answers here again." in said[-2]["text"]
    assert QUOTE.replace("&", "&amp;") in texts(said[-1])


def test_an_answer_that_comes_after_the_human_one_is_discarded(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "Do you like cats?")
    workspace.handle(event)
    root = event["event"]["ts"]
    workspace.handle(workspace.send.click("U0ANN", {"action_id": "talk_to_person"}, DM, "1800000000.7", root))
    ticket = workspace.desk.tickets().rows[0].id
    agent = workspace.desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")

    def reply() -> None:
        workspace.desk.reply(ticket, agent.id, "Yes.", key="r1")

    workspace.conversation.meanwhile = reply
    before = len(workspace.slack.thread(DM, root))
    workspace.handle(workspace.send.dm("U0ANN", "keep?", thread_ts=root))
    assert workspace.desk.thread_state(Origin("slack", f"{TEAM}/{DM}/{root}")) == "human"
    assert len(workspace.slack.thread(DM, root)) == before


def test_an_offer_can_be_declined(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "stop the newsletter")
    workspace.handle(event)
    root = event["event"]["ts"]
    [offer] = workspace.slack.thread(DM, root)
    decline = buttons(offer)[1]
    assert decline["text"]["text"] == "No, do not send anything"
    workspace.handle(workspace.send.click("U0ANN", decline, DM, "1800000000.7", root))
    assert workspace.conversation.declined == [workspace.conversation.heard[0].conversation]
    assert "nothing was sent" in workspace.slack.thread(DM, root)[-1]["text"]


def test_individual_numbers_are_not_even_stored(workspace: Workspace) -> None:
    workspace.handle(workspace.send.dm("U0ANN", "keep my card 4111 1111 1111 1111?"))
    assert "4111" not in workspace.conversation.heard[0].text


def test_a_picture_without_words_is_not_met_with_silence(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "", subtype="file_share", files=[{"id": "F1"}])
    workspace.handle(event)
    [told] = workspace.slack.thread(DM, event["event"]["ts"])
    assert "I read words only" in told["text"]
