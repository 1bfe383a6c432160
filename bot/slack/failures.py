"""Telling a person that something went wrong, wherever they are."""

from bot.slack.assistant import Assistant
from bot.slack.blocks import notice
from bot.slack.payloads import Body, team_of, thread_of, user_of
from bot.slack.wording import say


def apologise(assistant: Assistant, body: Body, reference: str) -> None:
    """Say it with a reference and no more: below the message, as the answer to the click, or directly."""
    if (body.get("event") or {}).get("type") == "app_home_opened":
        return  # nobody asked anything
    person = assistant.people.person(user_of(body), team_of(body))
    message = notice(say(person.language(), "error", reference=reference))
    thread = thread_of(body)
    if body.get("response_url"):
        assistant.poster.respond(body["response_url"], message)
    elif thread and body.get("event"):
        assistant.poster.post(thread, message)
    else:
        assistant.poster.begin(assistant.direct(person.id), message)
