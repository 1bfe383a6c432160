"""The desk's forms as Slack modals, and what was filled in."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DividerBlock,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.blocks import context, plain_sections, section
from bot.slack.mrkdwn import clipped, safe
from bot.slack.people import Language
from bot.slack.wording import say

if TYPE_CHECKING:
    from helpdesk import Form, FormField, Kind

SUBMITTED = "file"
"""The callback id of a form's submission."""

TITLE, LABEL, OPTION = 24, 2000, 75
"""Slack's limits in characters: the title of a modal, the label of an input, the text of an option."""

LONGEST = {"long_text": 3000}
SHORT = 200


@dataclass(frozen=True, slots=True)
class FormRef:
    """Which form a modal shows, and the thread it was opened in: the modal carries these ids only.

    Whose form it is says the workspace, never the modal.
    """

    kind: "Kind"
    right: str | None
    language: Language
    thread: str | None = None

    def packed(self) -> str:
        """As text for Slack to carry."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def unpacked(cls, text: str) -> "FormRef":
        """Back from text."""
        return cls(**json.loads(text))


def modal(form: "Form", ref: FormRef, known: dict[str, str], elsewhere: str = "") -> dict[str, Any]:
    """The form as a view: what must be told first, then what is asked, filled in with what is `known`.

    Nothing has to be filled in. `elsewhere` is a line (of our own markup) about another way to say it.
    """
    language = ref.language
    fee = say(language, "form.fee", fee=form.fee) if form.fee else ""
    texts = (form.self_service or "", *form.notices, *form.steps, fee)
    told: list[Block] = [block for text in texts for block in plain_sections(text)]
    asked = [_input(field, known.get(field.name), language) for field in form.fields]
    view = View(
        type="modal",
        callback_id=SUBMITTED,
        title=PlainTextObject(text=clipped(form.title, TITLE)),
        submit=PlainTextObject(text=say(language, "form.submit")),
        close=PlainTextObject(text=say(language, "form.close")),
        private_metadata=ref.packed(),
        blocks=[
            *([section(f"*{safe(form.title)}*")] if len(form.title) > TITLE else []),
            *told,
            *([DividerBlock()] if told else []),
            context(say(language, "form.intro")),
            *([context(elsewhere)] if elsewhere else []),
            *asked,
        ],
    )
    return cast(dict[str, Any], view.to_dict())


def sent(form: "Form", language: Language) -> dict[str, Any]:
    """The view that takes the form's place once it is on its way."""
    view = View(
        type="modal",
        title=PlainTextObject(text=clipped(form.title, TITLE)),
        close=PlainTextObject(text="OK"),
        blocks=[section(say(language, "form.sent"))],
    )
    return cast(dict[str, Any], view.to_dict())


def answers(view: dict[str, Any]) -> dict[str, str]:
    """What was filled in, by field name; fields left empty are left out."""
    values: dict[str, dict[str, dict[str, Any]]] = view["state"]["values"]
    given = {name: _value(next(iter(inputs.values()))).strip() for name, inputs in values.items() if inputs}
    return {name: value for name, value in given.items() if value}


def problems(form: "Form", given: dict[str, str], language: Language) -> dict[str, str]:
    """Field name → one line, for what cannot be taken; empty when all can."""
    from helpdesk import Invalid, check_answers

    if not given and form.fields:
        return {form.fields[0].name: say(language, "form.empty")}
    try:
        check_answers(form, given, language)
    except Invalid as invalid:
        return invalid.problems
    return {}


def _input(field: "FormField", value: str | None, language: Language) -> InputBlock:
    label = f"{field.label} *" if field.required else field.label
    return InputBlock(
        block_id=field.name,
        label=PlainTextObject(text=clipped(label, LABEL)),
        hint=PlainTextObject(text=clipped(field.help, LABEL)) if field.help else None,
        element=_element(field, value, language),
        optional=True,
    )


def _element(field: "FormField", value: str | None, language: Language) -> InputInteractiveElement:
    if field.kind == "choice":
        options = {name: _option(name, label) for name, label in field.choices}
        return StaticSelectElement(
            action_id="value", options=list(options.values()), initial_option=options.get(value or "")
        )
    if field.kind == "checkbox":
        return CheckboxesElement(action_id="value", options=[_option("yes", say(language, "form.yes"))])
    limit = LONGEST.get(field.kind, SHORT)
    return PlainTextInputElement(
        action_id="value",
        multiline=field.kind == "long_text",
        max_length=limit,
        initial_value=clipped(value, limit) if value else None,
    )


def _option(value: str, label: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=clipped(label, OPTION)))


def _value(state: dict[str, Any]) -> str:
    if state["type"] == "static_select":
        return str((state.get("selected_option") or {}).get("value") or "")
    if state["type"] == "checkboxes":
        return ",".join(option["value"] for option in state.get("selected_options") or ())
    return str(state.get("value") or "")
