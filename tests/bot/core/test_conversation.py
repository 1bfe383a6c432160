"""Every message ends in an answer, an abstention with a next step, or the desk."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.exchanges import together
from bot.governing import governing
from bot.intents import IntentStore
from bot.messages import Done, Message, Progress, Reply, Said
from bot.stored import StoredEvent
from bot.wiring import House
from helpdesk import Origin
from ingest import read_policy
from tests.bot.core.conftest import Clock

Say = Callable[..., Message]


def start(house: House) -> str:
    return house.store.start("web", "aoba", "en", "public").id


def ask(house: House, message: Message) -> Reply:
    return Reply.of(house.conversation.handle(message))


def test_a_question_is_answered_with_exact_quotes(house: House, say: Say) -> None:
    reply = ask(house, say("Do you give my data to third parties?"))
    assert reply.outcome == "Answered"
    version = house.knowledge.shelf.version("aoba", "privacy-policy-of-aoba-books")
    assert version is not None
    assert reply.citations
    assert all(version.text[each.start : each.end] == each.quote for each in reply.citations)
    assert any("third parties without consent" in each.quote for each in reply.citations)


def test_what_the_policy_does_not_say_is_told_and_offered_to_the_desk(house: House, say: Say) -> None:
    reply = ask(house, say("What is the telephone number of your hotline?"))
    assert reply.outcome == "NotCovered"
    assert reply.kind == "inquiry"
    assert {citation.role for citation in reply.citations} <= {"near"}
    assert [action.id for action in reply.actions] == ["open_form", "talk_to_person"]


def test_a_request_offers_a_form_and_opens_nothing(house: House, say: Say) -> None:
    reply = ask(house, say("Please delete my data. Anna Kowalska, anna@example.com"))
    assert (reply.outcome, reply.kind, reply.right) == ("WantsAction", "rights_request", "deletion")
    assert "target_data" in reply.fields
    assert not {"name", "contact"} & set(reply.fields)
    assert house.desk.tickets().total == 0


def test_japanese_words_get_japanese_sentences(house: House, say: Say) -> None:
    assert "窓口" in ask(house, say("データを削除してください。")).text


def test_a_repeated_message_streams_the_same_events_and_stores_them_once(house: House, say: Say) -> None:
    id = start(house)
    first = [
        told for moment in house.conversation.stream(say("Who receives my data?", id)) for told in moment
    ]
    stored = house.store.events(id)
    (again,) = house.conversation.stream(say("Who receives my data?", id))
    assert again == tuple(told for told in first if isinstance(told, StoredEvent))
    assert house.store.events(id) == stored


def test_what_nobody_waits_between_is_told_at_a_time(house: House, say: Say) -> None:
    moments = list(house.conversation.stream(say("Who receives my data?", start(house))))
    assert moments[:2] == [(Progress("searching"),), (Progress("reading"),)]
    (rest,) = moments[2:]
    assert [told.kind for told in rest if isinstance(told, StoredEvent)][-2:] == ["actions", "done"]


def test_each_sentence_that_is_being_written_is_told_at_once() -> None:
    first, second, done = Said("One."), Said("Two."), Done("Answered")
    searching, writing = Progress("searching"), Progress("writing")
    told = list(together([searching, first, second, writing, first, second, done]))
    assert told == [[searching], [first, second], [writing], [first], [second], [done]]


def test_filing_takes_words_transcript_and_citations_along(house: House, say: Say) -> None:
    id = start(house)
    ask(house, say("Do you give my data to third parties?", id, "message-1"))
    ask(house, say("Please delete my data.", id, "message-2"))
    receipt = house.conversation.file(id, "rights_request", "deletion", {"name": "Anna"}, "filing-1")
    again = house.conversation.file(id, "rights_request", "deletion", {"name": "Anna"}, "filing-1")
    assert again.reference == receipt.reference
    view = house.desk.ticket(receipt.reference)
    assert view is not None
    assert view.message == "Please delete my data."
    assert view.citations
    assert view.transcript[0].author == "requester"
    assert house.desk.tickets().total == 1


def test_what_was_asked_and_left_lying_becomes_an_unfinished_ticket(
    house: House, say: Say, clock: Clock
) -> None:
    id = start(house)
    said_at = clock()
    ask(house, say("I want to complain: you sold my address!", id))
    clock.advance(timedelta(minutes=29))
    assert house.conversation.file_unfinished() == 0
    clock.advance(timedelta(minutes=2))
    assert house.conversation.file_unfinished() == 1
    assert house.conversation.file_unfinished() == 0
    (row,) = house.desk.tickets().rows
    assert (row.kind, row.unfinished, row.received_at) == ("complaint", True, said_at)


@pytest.mark.parametrize("settled_by", ["filing", "declining"])
def test_what_is_settled_is_not_filed_again(house: House, say: Say, clock: Clock, settled_by: str) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id))
    if settled_by == "filing":
        house.conversation.file(id, "rights_request", "deletion", {}, "filing-1")
    else:
        house.conversation.decline(id)
    clock.advance(timedelta(hours=1))
    assert house.conversation.file_unfinished() == 0


def test_the_assistant_is_silent_once_a_person_has_answered(house: House, say: Say) -> None:
    id = start(house)
    ask(house, say("Please let me talk to a human", id))
    receipt = house.conversation.talk_to_person(id, "It is about my order.", "hand-over-1")
    house.desk.agents.add_agent("mori@example.com", "Emi Mori", "a long enough password", "agent")
    agent = house.desk.sessions.sign_in("mori@example.com", "a long enough password")
    assert agent is not None
    house.desk.reply(receipt.ticket_id, agent.agent_id, "How can I help?", key="reply-1")
    reply = ask(house, say("Who receives my data?", id, "message-2"))
    assert not reply.citations
    view = house.desk.ticket(receipt.ticket_id)
    assert view is not None
    assert "Who receives my data?" in [message.text for message in view.messages]
    house.desk.give_back(Origin("web", id), key="give-back-1")
    assert ask(house, say("Who receives my data?", id, "message-3")).citations


def test_individual_numbers_are_neither_stored_nor_repeated(house: House, say: Say) -> None:
    id = start(house)
    reply = ask(house, say("My My Number is 1234 5678 9018, is it on file?", id))
    assert "9018" not in reply.text
    assert all("9018" not in str(event.body) for event in house.store.events(id))


def test_without_an_organisation_it_is_asked_for(house: House, say: Say) -> None:
    message = say("Who receives my data?")
    nowhere = Message(
        **{
            **{name: getattr(message, name) for name in Message.__slots__},  # type: ignore[arg-type]
            "organisation": "",
        }
    )
    reply = ask(house, nowhere)
    assert reply.outcome == "NeedsOrganisation"
    assert [action.value for action in reply.actions] == ["aoba"]


def test_a_reply_that_nobody_waited_for_still_leaves_the_request(
    house: House, say: Say, clock: Clock
) -> None:
    id = start(house)
    next(house.conversation.handle(say("Please delete my data.", id)))
    clock.advance(timedelta(hours=1))
    assert house.conversation.file_unfinished() == 1


def test_a_person_asked_for_after_a_request_gets_the_request(house: House, say: Say, clock: Clock) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id))
    receipt = house.conversation.talk_to_person(id, "Please call me.", "hand-over-1")
    assert (receipt.kind, receipt.right) == ("rights_request", "deletion")
    clock.advance(timedelta(hours=1))
    assert house.conversation.file_unfinished() == 0


def test_a_complaint_with_an_individual_number_is_taken_without_the_number(house: House, say: Say) -> None:
    id = start(house)
    reply = ask(house, say("I want to complain: you e-mailed my My Number 1234 5678 9018 to others!", id))
    assert reply.outcome == "Complaint"
    receipt = house.conversation.file(id, "complaint", None, {}, "filing-1")
    view = house.desk.ticket(receipt.reference)
    assert view is not None
    assert "9018" not in view.message


def test_filing_and_the_timer_open_one_ticket_between_them(house: House, say: Say, clock: Clock) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id))
    clock.advance(timedelta(hours=1))
    house.conversation.file(id, "rights_request", "deletion", {}, "filing-1")
    house.conversation.file_unfinished()
    ask(house, say("Please delete my data.", id, "message-2"))
    clock.advance(timedelta(hours=2))
    house.conversation.file_unfinished()
    assert house.desk.tickets().total == 1


def test_a_filing_that_died_halfway_is_finished_with_the_same_ticket(
    house: House, say: Say, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id))
    with monkeypatch.context() as broken:
        broken.setattr(IntentStore, "filed", died)
        with pytest.raises(OSError, match="power cut"):
            house.conversation.file(id, "rights_request", "deletion", {}, "filing-1")
    house.conversation.file(id, "rights_request", "deletion", {}, "filing-1")
    clock.advance(timedelta(hours=2))
    house.conversation.file_unfinished()
    assert house.desk.tickets().total == 1


def died(*_: object) -> None:
    raise OSError("power cut")


def test_a_repeated_hand_over_leaves_the_other_request_alone(house: House, say: Say, clock: Clock) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id, "message-1"))
    ask(house, say("I want to complain about your service!", id, "message-2"))
    first = house.conversation.talk_to_person(id, "", "hand-over-1")
    again = house.conversation.talk_to_person(id, "", "hand-over-1")
    assert first.reference == again.reference
    clock.advance(timedelta(hours=1))
    assert house.conversation.file_unfinished() == 1
    assert {row.kind for row in house.desk.tickets().rows} == {"complaint", "rights_request"}


def test_declining_one_thing_leaves_the_other(house: House, say: Say, clock: Clock) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id, "message-1"))
    ask(house, say("I want to complain about your service!", id, "message-2"))
    house.conversation.decline(id, "complaint", None)
    clock.advance(timedelta(hours=1))
    house.conversation.file_unfinished()
    assert [row.kind for row in house.desk.tickets().rows] == ["rights_request"]


def test_deleting_the_chat_files_what_was_asked_in_it(house: House, say: Say) -> None:
    id = start(house)
    ask(house, say("Please delete my data.", id))
    house.conversation.delete(id)
    assert house.store.find(id) is None
    assert [row.unfinished for row in house.desk.tickets().rows] == [True]


def test_words_after_filing_reach_the_desk(house: House, say: Say) -> None:
    id = start(house)
    receipt = house.conversation.talk_to_person(id, "", "hand-over-1")
    ask(house, say("My order number is in the letter of May.", id))
    view = house.desk.ticket(receipt.reference)
    assert view is not None
    assert "My order number is in the letter of May." in [message.text for message in view.messages]


def test_a_late_answer_is_cut_off_when_a_person_takes_the_word(house: House, say: Say) -> None:
    id = start(house)
    receipt = house.conversation.talk_to_person(id, "", "hand-over-1")
    agent = house.desk.agents.add_agent("mori@example.com", "Emi Mori", "a long enough password", "agent")
    parts = house.conversation.handle(say("Do you give my data to third parties?", id))
    next(parts)
    house.desk.reply(receipt.ticket_id, agent.id, "I will look.", key="reply-1")
    rest = Reply.of(parts)
    assert not rest.citations
    assert rest.outcome == "WantsPerson"


def test_a_governing_list_is_quoted_whole(house: House, tmp_path: Path) -> None:
    document = tmp_path / "opt-out.md"
    document.write_text(
        "# Opt-out\n\n## 1. How\n\nThe letter contains the following:\n\n- Name\n- Address\n- Number\n",
        "utf-8",
    )
    version = read_policy(document, organisation="aoba", policy="opt-out").version
    house.knowledge.indexer.replace(version)
    leading = next(clause for clause in version.clauses if clause.text.endswith("following:"))
    (quoted,) = governing(house.knowledge, [f"aoba/opt-out#{leading.place}"], date(2026, 3, 2))
    assert quoted.quote.startswith("The letter")
    assert quoted.quote.endswith("Number")
