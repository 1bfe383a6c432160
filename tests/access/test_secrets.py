"""Secrets that are nearly right open nothing: of conversations, requests, sessions, forms and programs."""

from collections.abc import Callable, Iterator

import pytest

from tests.access.caller import ORIGIN, Caller
from tests.access.conftest import Estate

Attempt = Callable[[Estate, Caller, str], int]
"""Shows a secret, and gives the status of the answer."""


def altered(secret: str) -> Iterator[str]:
    """One letter another, cut off, repeated, and what a careless comparison would take for the same."""
    for place, letter in enumerate(secret):
        for other in "aA0-" if letter not in "aA0-" else "bB1_":
            yield f"{secret[:place]}{other}{secret[place + 1 :]}"
        yield secret[:place]
        yield secret[place + 1 :]
    yield from (
        secret * 2,
        secret[::-1],
        secret + "=",
        secret + "%00",
        f"{secret},{secret}",
        "*",
    )


def conversation(estate: Estate, caller: Caller, secret: str) -> int:
    id = estate.person("visitor").talk.id
    headers = {"Authorization": f"Bearer {secret}"}
    return caller.call("GET", f"/api/v1/conversations/{id}", headers).status


def code(estate: Estate, caller: Caller, secret: str) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
    return caller.call("POST", "/status", headers, f"code={secret}".encode()).status


def session(estate: Estate, caller: Caller, secret: str) -> int:
    return caller.call("GET", "/desk/me", {"Cookie": f"desk={secret}"}).status


def form(estate: Estate, caller: Caller, secret: str) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
    headers["Cookie"] = f"desk={estate.person('lead').session}"
    return caller.call(
        "POST", "/desk/me/sessions", headers, f"token={secret}&id=0123456789abcdef".encode()
    ).status


def program(estate: Estate, caller: Caller, secret: str) -> int:
    return caller.call("GET", "/api/desk/v1/tickets", {"Authorization": f"Bearer {secret}"}).status


SECRETS: dict[str, tuple[Attempt, Callable[[Estate], str], int]] = {
    "token of a conversation": (conversation, lambda estate: estate.person("visitor").talk.token, 401),
    "code of a request": (code, lambda estate: estate.person("visitor").code, 404),
    "session of the console": (session, lambda estate: estate.person("lead").session, 303),
    "token of a form": (form, lambda estate: estate.person("lead").form_token, 403),
    "token of a program": (program, lambda estate: estate.person("lead").bearer, 401),
}


@pytest.mark.parametrize("name", SECRETS)
def test_what_is_nearly_the_secret_opens_nothing(estate: Estate, name: str) -> None:
    attempt, secret_of, refused = SECRETS[name]
    secret = secret_of(estate)
    good, before = attempt(estate, estate.caller, secret), estate.stamp
    assert good in (200, 303)
    tried = sorted(set(altered(secret)) - {secret})
    answers = {one: attempt(estate, estate.caller, one) for one in tried}
    assert {one: status for one, status in answers.items() if status not in (refused, 422)} == {}
    assert len(tried) >= 150
    assert estate.stamp == before
