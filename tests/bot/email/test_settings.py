"""What an operator may set for e-mail, and what is refused with a word on what to do."""

import pytest
from pydantic import ValidationError

from bot.email.config import EmailSettings
from tests.bot.email.conftest import settings


def test_nothing_set_means_no_email() -> None:
    assert EmailSettings().host is None


def test_a_server_and_a_sender_are_enough() -> None:
    made = EmailSettings.model_validate({"host": "mail.example.org", "sender": "desk@example.org"})
    assert (made.port, made.security) == (587, "starttls")
    assert made.sender_address.domain == "example.org"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sender": None}, "sender must be an address"),
        ({"sender": "nobody"}, "sender"),
        ({"sender": "Desk <desk@kita.example>\r\nBcc: eve@example.org"}, "one line"),
        ({"user": "desk"}, "together"),
        ({"host": "mail.example.org", "user": "desk", "password": "secret"}, "encrypted connection"),
    ],
)
def test_what_cannot_work_is_told_at_once(changes: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told) as error:
        settings(587, **changes)
    assert "secret" not in str(error.value)
