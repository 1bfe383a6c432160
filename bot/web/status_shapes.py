"""The JSON that the status page sends and gets."""

from typing import Any

from pydantic import BaseModel, Field, StrictBool

from bot.web.shapes import KEY, Language, Spoken, Text, form_json
from helpdesk import PublicStatus


class Link(BaseModel):
    """The secret of a status link, and the reader's language."""

    token: str = Field(min_length=20, max_length=200)
    language: Language | None = None


class Command(Link):
    """`key` stays the same when it is sent again."""

    key: str = KEY


class Addition(Command):
    """What the requester adds."""

    text: Spoken


class Answers(Command):
    """Answers to open fields, by name."""

    answers: dict[Text, Text] = Field(max_length=40)


class Rating(Command):
    """Whether the request was dealt with well."""

    satisfied: StrictBool


class Follow(Command):
    """What is asked for after the end."""

    text: Spoken


class Address(Command):
    """Where a code is to go."""

    address: Text = Field(min_length=3, max_length=200)


class PrincipalCode(Command):
    """The code that the person asked for has passed on."""

    code: Text = Field(min_length=1, max_length=20)


class Code(Address):
    """The code that came to an address."""

    code: Text = Field(min_length=1, max_length=20)


class Pass(Link):
    """What the right code has given, for fetching files."""

    token_of_pass: Text = Field(alias="pass", max_length=200)


def status_json(status: PublicStatus) -> dict[str, Any]:
    """A request as its requester sees it; its fields are prefilled from what they wrote."""
    said = [message.text for message in status.messages if message.author == "requester"]
    return {
        "reference": status.reference,
        "organisation": status.organisation,
        "time_zone": status.time_zone,
        "language": status.language,
        "status": status.status,
        "next": status.next,
        "kind": status.kind,
        "received_at": status.received_at.isoformat(),
        "expected_reply": status.expected_reply.isoformat() if status.expected_reply else None,
        "legal_due": status.legal_due.isoformat() if status.legal_due else None,
        "messages": [
            {"at": message.at.isoformat(), "author": message.author, "text": message.text}
            for message in status.messages
        ],
        "open_fields": list(status.open_fields),
        "fields": form_json(status.form, said[-3:])["fields"],
        "proof": list(status.proof),
        "proof_by": status.proof_by,
        "takes_codes": status.takes_codes,
        "principal_code": status.principal_code,
        "files": [
            {"id": file.id, "media_type": file.media_type, "size": file.size, "at": file.at.isoformat()}
            for file in status.files
        ],
        "can_write": status.can_write,
        "can_withdraw": status.can_withdraw,
        "can_reopen": status.can_reopen,
        "can_rate": status.can_rate,
        "satisfied": status.satisfied,
        "followed_by": status.followed_by,
    }
