"""The widget on another site: browsers of allowed origins may load it and read its answers, no others."""

import pytest
from fastapi.testclient import TestClient

from tests.bot.web.conftest import SHOP

ALLOWED = SHOP
FOREIGN = f"{SHOP}.attacker.example"


def asked(origin: str) -> dict[str, str]:
    """The headers by which a browser asks whether a page may send a message."""
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }


def test_an_allowed_site_may_send_with_its_token(client: TestClient) -> None:
    answer = client.options("/api/v1/conversations", headers=asked(ALLOWED))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ALLOWED
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", [FOREIGN, "null", "http://shop.example", f"{ALLOWED}:8443"])
def test_no_other_origin_is_told_that_it_may(client: TestClient, origin: str) -> None:
    answer = client.options("/api/v1/conversations", headers=asked(origin))
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(("origin", "readable"), [(ALLOWED, True), (FOREIGN, False)])
def test_the_script_of_the_widget_loads_on_allowed_sites(
    client: TestClient, origin: str, readable: bool
) -> None:
    answer = client.get("/static/web/release/loader.js", headers={"Origin": origin})
    assert answer.status_code == 200
    assert ("access-control-allow-origin" in answer.headers) is readable


def test_an_allowed_site_learns_how_long_to_wait(client: TestClient, shop: str) -> None:
    start = {"site": shop, "language": "en"}
    answers = [
        client.post("/api/v1/conversations", json=start, headers={"Origin": ALLOWED}) for _ in range(121)
    ]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].headers["access-control-expose-headers"] == "Retry-After"
