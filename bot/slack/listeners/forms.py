"""Opening a form, from wherever it is asked for."""

from bot.prefilling import prefilled
from bot.slack.assistant import Assistant
from bot.slack.forms import FormRef, modal
from bot.slack.payloads import Body, is_ephemeral, team_of, thread_of, user_of
from helpdesk import Kind


def open_form(
    assistant: Assistant, body: Body, kind: Kind, right: str | None, given: dict[str, str] | None = None
) -> None:
    """Open the desk's form as a modal, filled in with what is `given` or was said in the thread.

    Nothing slow comes before it: the trigger is good for three seconds.
    """
    language = assistant.people.person(user_of(body), team_of(body)).language()
    form = assistant.house.desk.form(assistant.organisation, kind, right, language, "employees")
    thread = thread_of(body)
    here = thread.address if thread and thread.private and not is_ephemeral(body) else None
    ref = FormRef(kind, right, language, here)
    known = given or prefilled(form, assistant.said(here)[-3:])
    elsewhere = assistant.in_confidence(language) if kind == "complaint" else ""
    assistant.client.views_open(trigger_id=body["trigger_id"], view=modal(form, ref, known, elsewhere))
