"""Administrators make tokens for programs; each is shown once."""

import re

from helpdesk.api_tokens import PREFIX
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values

PAGE = "/desk/api-tokens"


def test_a_token_is_made_shown_once_and_revoked(place: Place, sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    values = form_values(ravi.get(PAGE).text, PAGE)
    form = values | {
        "name": "Mailing list",
        "scope": "preferences:read",
        "organisation": "tokiwa",
        "days": "9",
    }
    page = ravi.post(PAGE, data=form).text
    shown = re.search(rf"{PREFIX}[\w-]+", page)
    assert shown
    assert place.desk.api_tokens.client(shown[0]) is not None
    listed = ravi.get(PAGE).text
    assert "Mailing list" in listed
    assert shown[0] not in listed
    action = f"{PAGE}/{place.desk.api_tokens.all()[0].id}/revoke"
    answer = ravi.post(action, data=form_values(listed, action))
    assert answer.headers["location"] == f"{PAGE}?said=token_revoked"
    assert place.desk.api_tokens.client(shown[0]) is None
    assert "Revoked" in ravi.get(PAGE).text
    assert f'action="{action}"' not in ravi.get(PAGE).text


def test_an_incomplete_token_is_refused_in_words(place: Place, sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    values = form_values(ravi.get(PAGE).text, PAGE)
    for form in ({"name": "x", "days": "30"}, {"name": "", "scope": "tickets:read", "days": "30"}):
        answer = ravi.post(PAGE, data=values | form)
        assert answer.status_code == 422
        assert "needs a name" in answer.text
    assert place.desk.api_tokens.all() == ()
