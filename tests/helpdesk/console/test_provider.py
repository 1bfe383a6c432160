"""Signing in through a provider of identities, which runs on loopback; what is not right is refused."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError

from helpdesk import ProviderRefused, ProviderSettings, open_provider
from helpdesk.console import build_console
from helpdesk.oidc import Flow
from tests.fakes.oidc.provider import CLIENT, SECRET, Claims, FakeProvider, new_key
from tests.helpdesk.console.conftest import ORIGIN
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values

MEI: Claims = {"sub": "m1", "email": "Mei@desk.example", "email_verified": True, "name": "Mei Tanaka"}


@pytest.fixture
def provider(socket_enabled: None, place: Place) -> Iterator[FakeProvider]:
    """A provider that takes everybody for Mei."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    fake = FakeProvider(f"http://127.0.0.1:{port}", dict(MEI), lambda: int(place.clock().timestamp()))
    server = uvicorn.Server(uvicorn.Config(fake.app(), port=port, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield fake
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def browser(place: Place, provider: FakeProvider) -> Callable[[], TestClient]:
    return lambda: open_browser(place, provider)


def open_browser(place: Place, provider: FakeProvider, **changes: object) -> TestClient:
    """A browser at a desk that has this provider."""
    plain = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
    settings = ProviderSettings(**(plain | changes))  # type: ignore[arg-type]
    app = FastAPI()
    app.include_router(
        build_console(
            place.desk,
            secure_cookies=False,
            clock=place.clock,
            provider=open_provider(settings, place.clock),
            public_url=ORIGIN + "/",
        )
    )
    return TestClient(app, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)


def go(browser: TestClient, next: str = "/desk/overview") -> str:
    """To the provider and back: the address to which the provider sends the browser."""
    left = browser.get("/desk/sign-in/provider", params={"next": next})
    assert left.status_code == 303
    sent = httpx.get(left.headers["location"]).headers["location"]
    assert sent.startswith(f"{ORIGIN}/desk/sign-in/provider/return?")
    return str(sent).removeprefix(ORIGIN)


def refused(browser: TestClient, path: str) -> int:
    answer = browser.get(path)
    assert 'role="alert"' in answer.text
    assert browser.get("/desk").status_code == 303
    return answer.status_code


def test_who_was_registered_before_signs_in(place: Place, browser: Callable[[], TestClient]) -> None:
    client = browser()
    assert "Single sign-on" in client.get("/desk/sign-in").text
    answer = client.get(go(client))
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/overview")
    page = client.get("/desk/me").text
    assert "Mei Tanaka" in page
    assert "Single sign-on" in page
    assert "desk-provider" not in client.cookies
    assert place.desk.audit.verify().whole


def test_later_the_subject_counts_and_no_longer_the_address(
    place: Place, provider: FakeProvider, browser: Callable[[], TestClient]
) -> None:
    first = browser()
    assert first.get(go(first)).status_code == 303
    provider.person = MEI | {"email": "renamed@elsewhere.example"}
    again = browser()
    assert again.get(go(again)).status_code == 303
    provider.person = MEI | {"sub": "somebody else with a recycled address"}
    other = browser()
    assert refused(other, go(other)) == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda claims: claims | {"nonce": "another"},
        lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
        lambda claims: claims | {"exp": claims["iat"] - 61},
        lambda claims: {name: value for name, value in claims.items() if name != "exp"},
        lambda claims: claims | {"aud": "another desk"},
        lambda claims: claims | {"aud": [CLIENT, "another"], "azp": "another"},
        lambda claims: claims | {"iss": "https://elsewhere.example"},
        lambda claims: {name: value for name, value in claims.items() if name != "sub"},
        lambda claims: claims | {"nbf": claims["iat"] + 3600},
    ],
    ids=["nonce", "no nonce", "expired", "no exp", "audience", "azp", "issuer", "no subject", "not yet"],
)
def test_an_identity_with_a_wrong_claim_is_refused(
    provider: FakeProvider, browser: Callable[[], TestClient], change: Callable[[Claims], Claims]
) -> None:
    provider.change = change
    client = browser()
    assert refused(client, go(client)) == 502


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_the_provider_has_not_signed_with_its_key_is_refused(
    provider: FakeProvider, browser: Callable[[], TestClient], algorithm: str
) -> None:
    provider.algorithm = algorithm
    client = browser()
    assert refused(client, go(client)) == 502


def test_a_token_signed_with_another_key_is_refused(
    provider: FakeProvider, browser: Callable[[], TestClient]
) -> None:
    provider.signing_key = new_key("another")
    client = browser()
    assert refused(client, go(client)) == 502


def test_a_foreign_state_is_refused_before_the_provider_is_asked(
    provider: FakeProvider, browser: Callable[[], TestClient]
) -> None:
    mine, theirs = browser(), browser()
    foreign = go(theirs)
    go(mine)
    assert refused(mine, foreign) == 400
    stranger = browser()
    assert refused(stranger, go(browser())) == 400
    client = browser()
    path = go(client)
    code = parse_qs(urlsplit(path).query)["code"][0]
    assert refused(client, f"/desk/sign-in/provider/return?code={code}") == 400
    client = browser()
    assert refused(client, go(client) + "&iss=https://elsewhere.example") == 400
    assert refused(browser(), "/desk/sign-in/provider/return?error=access_denied") == 400
    assert provider.token_requests == 0


def test_a_code_counts_once_and_with_its_verifier_only(
    provider: FakeProvider, browser: Callable[[], TestClient]
) -> None:
    client = browser()
    path = go(client)
    cookie = client.cookies["desk-provider"]
    assert client.get(path).status_code == 303
    again = browser()
    again.cookies.set("desk-provider", cookie)
    assert refused(again, path) == 502
    mine = browser()
    state = parse_qs(urlsplit(go(mine)).query)["state"][0]
    stolen = parse_qs(urlsplit(go(browser())).query)["code"][0]
    assert refused(mine, f"/desk/sign-in/provider/return?code={stolen}&state={state}") == 502


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_is_not_verified_opens_no_account(
    provider: FakeProvider, browser: Callable[[], TestClient], verified: object
) -> None:
    provider.person = MEI | {"email_verified": verified}
    client = browser()
    assert refused(client, go(client)) == 403


def test_strangers_get_no_account_unless_their_domain_is_named_and_then_it_waits(
    place: Place, provider: FakeProvider
) -> None:
    provider.person = {
        "sub": "n1",
        "email": "noor@minato.example",
        "email_verified": True,
        "name": "Noor Haddad",
    }
    client = open_browser(place, provider)
    before = place.desk.agents.all(closed=True)
    assert refused(client, go(client)) == 403
    assert place.desk.agents.all(closed=True) == before
    client = open_browser(place, provider, domains=("Minato.example",))
    assert refused(client, go(client)) == 403
    noor = next(one for one in place.desk.agents.all(closed=True) if one.name == "Noor Haddad")
    assert (noor.active, noor.role, noor.email) == (False, "agent", "noor@minato.example")
    place.desk.agents.change_membership(noor.id, "tokiwa", "agent", by="x")
    place.desk.agents.reopen(noor.id, by="x")
    assert client.get(go(client)).status_code == 303
    client.post("/desk/sign-in", data={"email": noor.email, "password": PASSWORD})
    assert len(place.desk.agents.all(closed=True)) == len(before) + 1


def test_a_closed_account_stays_closed(place: Place, browser: Callable[[], TestClient]) -> None:
    client = browser()
    assert client.get(go(client)).status_code == 303
    place.desk.agents.close(place.people["agent"], by="x")
    assert refused(client, go(client)) == 403


def test_after_signing_in_one_stays_inside(browser: Callable[[], TestClient]) -> None:
    client = browser()
    assert client.get(go(client, "https://elsewhere.example")).headers["location"] == "/desk"


def test_a_provider_with_another_name_or_without_answer_is_refused(
    place: Place, provider: FakeProvider
) -> None:
    other = open_browser(place, provider, issuer=provider.issuer.replace("127.0.0.1", "localhost"))
    silent = open_browser(place, provider, issuer="http://127.0.0.1:9")
    for client in (other, silent):
        answer = client.get("/desk/sign-in/provider")
        assert answer.status_code == 502
        assert "127.0.0.1" not in answer.text
        values = {"email": "mei@desk.example", "password": PASSWORD, "next": "/desk"}
        assert client.post("/desk/sign-in", data=values).status_code == 303
        assert form_values(client.get("/desk").text, "/desk/sign-out")


def test_what_is_derived_for_a_sign_in_differs_and_fits_rfc_7636() -> None:
    flow, other = Flow.begin(), Flow.begin()
    values = [one for each in (flow, other) for one in (each.state, each.nonce, each.verifier)]
    assert len(set(values)) == 6
    assert 43 <= len(flow.verifier) <= 128
    assert flow.secret not in "".join(values)


def test_settings_that_cannot_work_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_provider(ProviderSettings(), place.clock) is None
    with pytest.raises(ValidationError, match="CLIENT_ID"):
        ProviderSettings(issuer="https://id.example")
    with pytest.raises(ValidationError, match="https://"):
        ProviderSettings(issuer="http://id.example", client_id="desk")
    monkeypatch.setattr("helpdesk.oidc.find_spec", lambda _name: None)
    with pytest.raises(ProviderRefused, match="oidc"):
        open_provider(ProviderSettings(issuer="https://id.example", client_id="desk"), place.clock)
