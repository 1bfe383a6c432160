"""The JSON that the widget sends and gets; docs/widget.md describes it."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from pydantic import AfterValidator, BaseModel, Field, StrictBool, StringConstraints, model_validator

from bot.bodies import Body
from bot.prefilling import prefilled
from bot.stored import StoredEvent
from helpdesk import Form, PublicStatus, Reason, Receipt, Vouched

Language = Literal["en", "ja"]
KEY = Field(min_length=8, max_length=100)


def _encodable(text: str) -> str:
    text.encode()  # a lone surrogate is no text and could not be stored; its error is a ValueError
    return text


Text = Annotated[str, AfterValidator(_encodable)]
Spoken = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_encodable),
]


class Start(BaseModel):
    """Begin a conversation: on a site's pages with its desk or another of its group, on ours with any."""

    site: Text | None = Field(None, max_length=100)
    organisation: Text | None = Field(None, max_length=100)
    language: Language = "en"

    @model_validator(mode="after")
    def _named(self) -> "Start":
        if not (self.site or self.organisation):
            raise ValueError("name a site or an organisation")
        return self


class Addressed(BaseModel):
    """Whose desk it is."""

    id: str
    name: str


class Started(BaseModel):
    """A conversation that has begun; `token` is shown only here, and goes along as its bearer token."""

    id: str
    token: str
    organisation: Addressed
    language: Language


class Words(BaseModel):
    """A person's message; `key` is made once per message and stays the same when it is sent again."""

    text: Spoken
    key: str = KEY
    language: Language | None = None


class Sharing(BaseModel):
    """What the desk gets to read, once the person has gone through it.

    `changes`: by the number of an event of theirs, other words; empty words take it out.
    """

    changes: dict[int, Text] = Field(default_factory=dict, max_length=200)


class Filing(Sharing):
    """A filled-in form."""

    kind: Literal["inquiry", "complaint", "rights_request", "opt_out", "incident_report"]
    right: str | None = Field(None, max_length=60)
    answers: dict[Text, Text] = Field(default_factory=dict, max_length=40)
    key: str = KEY


class HandOver(Sharing):
    """A wish to talk to a person, with what they should know."""

    message: Text = Field("", max_length=4000)
    key: str = KEY


class Declined(BaseModel):
    """What is not to be filed."""

    kind: str | None = Field(None, max_length=60)
    right: str | None = Field(None, max_length=60)


class Useful(BaseModel):
    """Whether the answer to a message, named by its key, was useful."""

    message: str = KEY
    useful: StrictBool
    reason: Reason | None = None


class Renewal(BaseModel):
    """Whether the chat is kept on the person's device; without it, as before."""

    remember: StrictBool | None = None


class Identity(BaseModel):
    """A token by which a site says who is signed in."""

    token: str = Field(min_length=20, max_length=4000)


class Key(BaseModel):
    """A command without content."""

    key: str = KEY


def event_json(event: StoredEvent) -> Body:
    """A stored event as the widget reads it."""
    return {"seq": event.seq, "kind": event.kind, "body": shown(event), "at": event.at.isoformat()}


def shown(event: StoredEvent) -> Body:
    """The body with a link to the policy page beside each citation; the end of a reply names its message."""
    body = {name: value for name, value in event.body.items() if name != "message" or event.kind == "done"}
    if "citations" in body:
        body["citations"] = [{**each, "url": quote_url(each)} for each in body["citations"]]
    return body


def quote_url(citation: Body) -> str:
    """The policy page that highlights the quote."""
    path = "/".join(quote(citation[part], safe="") for part in ("organisation", "policy", "version"))
    marked = urlencode({"start": citation["start"], "end": citation["end"]})
    return f"/policies/{path}?{marked}#{quote(citation['clause'])}"


def form_json(form: Form, said: Sequence[str], person: Vouched | None = None) -> Body:
    """A form, prefilled with what the person's messages already give, the newest last, and their site."""
    known = {"name": person.name, "email": person.email} if person else {}
    given = {name: value for name, value in known.items() if value} | prefilled(form, said)
    return {
        "organisation": form.organisation,
        "kind": form.kind,
        "right": form.right,
        "title": form.title,
        "notices": list(form.notices),
        "steps": list(form.steps),
        "fee": form.fee,
        "self_service": form.self_service,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind,
                "required": field.required,
                "choices": [list(choice) for choice in field.choices],
                "help": field.help,
                "value": given.get(field.name, ""),
            }
            for field in form.fields
        ],
    }


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """A receipt with its secret status link."""
    return {
        "reference": receipt.reference,
        "text": receipt.text,
        "received_at": receipt.received_at.isoformat(),
        "expected_reply": receipt.expected_reply.isoformat() if receipt.expected_reply else None,
        "open_fields": list(receipt.open_fields),
        "status_url": f"/status#{receipt.status_token}",
    }


def standing_json(status: PublicStatus, takes_files: bool) -> Body:
    """Where a request stands, in short; whether files may be added to it."""
    return {
        "reference": status.reference,
        "status": status.status,
        "next": status.next,
        "takes_files": takes_files and status.can_write,
        "expected_reply": status.expected_reply.isoformat() if status.expected_reply else None,
        "legal_due": status.legal_due.isoformat() if status.legal_due else None,
    }
