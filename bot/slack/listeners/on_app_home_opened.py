"""`app_home_opened`: somebody looks at the app's own pages, and what they can do there."""

from slack_bolt import Ack, App

from bot.slack.assistant import Assistant
from bot.slack.blocks import notice
from bot.slack.forgetting import forget
from bot.slack.home import FORGET, LANGUAGE, SHOWN, Page, chosen_language, home
from bot.slack.payloads import Body, click_of, team_of, user_of
from bot.slack.wording import PROMPTS, say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Draw the Home tab, suggest questions in the Messages tab."""
    worker.does("home", welcome)
    worker.does("language", choose_language)
    worker.does("forget", forget_me)

    @app.event("app_home_opened")
    def on_app_home_opened(body: Body) -> None:
        worker.later("home", body["event_id"], body)

    @app.action(LANGUAGE)
    def on_language(ack: Ack, body: Body) -> None:
        worker.later("language", click_of(body), body)
        ack()

    @app.action(FORGET)
    def on_forget(ack: Ack, body: Body) -> None:
        worker.later("forget", click_of(body), body)
        ack()


def welcome(assistant: Assistant, body: Body) -> None:
    """Greet on the tab that was opened."""
    event, user = body["event"], user_of(body)
    if event.get("tab") == "home":
        publish(assistant, user)
    elif event.get("tab") == "messages":
        language = assistant.people.person(user, team_of(body)).language()
        # With a thread_ts Slack would drop these without a word.
        assistant.client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"],
            title=say(language, "home.prompts"),
            prompts=[{"title": prompt, "message": prompt} for prompt in PROMPTS[language]],
        )


def choose_language(assistant: Assistant, body: Body) -> None:
    """Keep the language, and show the page in it."""
    option = body["actions"][0].get("selected_option") or {}
    assistant.choices.choose(assistant.team, user_of(body), chosen_language(str(option.get("value"))))
    publish(assistant, user_of(body))


def forget_me(assistant: Assistant, body: Body) -> None:
    """Delete what the person said to the assistant and what it said to them."""
    user = user_of(body)
    language = assistant.people.person(user, assistant.team).language()
    forgotten = forget(assistant, user)
    done = say(language, "forget.done", conversations=forgotten.conversations, messages=forgotten.messages)
    if body.get("response_url"):
        assistant.poster.respond(body["response_url"], notice(done))
    publish(assistant, user, done)


def publish(assistant: Assistant, user: str, done: str = "") -> None:
    """Draw the Home tab of a person."""
    language = assistant.people.person(user, assistant.team).language()
    place = f"{assistant.team}/{assistant.direct(user)}"
    page = Page(
        language=language,
        chosen=assistant.choices.language(assistant.team, user),
        requests=assistant.house.desk.queue.of_contact("slack", place, SHOWN),
        confidential=assistant.confidential(language),
        done=done,
    )
    assistant.client.views_publish(user_id=user, view=home(page))
