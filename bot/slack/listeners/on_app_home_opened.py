"""`app_home_opened`: somebody looks at the app's own pages."""

from slack_bolt import App
from slack_sdk.models.blocks import Block, HeaderBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.slack.assistant import Assistant
from bot.slack.blocks import context, form_button, row, section
from bot.slack.payloads import Body, team_of, user_of
from bot.slack.people import Language
from bot.slack.wording import PROMPTS, say
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces


def register(app: App, worker: Worker, workspaces: Workspaces) -> None:
    """Draw the Home tab, and suggest questions in the Messages tab."""
    worker.does("home", welcome)

    @app.event("app_home_opened")
    def on_app_home_opened(body: Body) -> None:
        worker.later("home", body["event_id"], body)


def welcome(assistant: Assistant, body: Body) -> None:
    """Greet on the tab that was opened."""
    event, user = body["event"], user_of(body)
    language = assistant.people.person(user, team_of(body)).language()
    if event.get("tab") == "home":
        assistant.client.views_publish(user_id=user, view=home(language))
    elif event.get("tab") == "messages":
        # With a thread_ts Slack would drop these without a word.
        assistant.client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"],
            title=say(language, "home.prompts"),
            prompts=[{"title": prompt, "message": prompt} for prompt in PROMPTS[language]],
        )


def home(language: Language) -> View:
    """What the app does, what to ask, and the two forms."""
    questions = "\n".join(f"• {prompt}" for prompt in PROMPTS[language])
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=say(language, "home.title"))),
        section(say(language, "home.what")),
        section(f"{say(language, 'home.try')}\n{questions}"),
        *row(
            [
                form_button(say(language, "request"), "rights_request"),
                form_button(say(language, "complaint"), "complaint"),
            ]
        ),
        section(say(language, "help")),
        context(say(language, "ai")),
    ]
    return View(type="home", blocks=blocks)
