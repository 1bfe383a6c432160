"""Sites: whose pages may ask, whose desk they reach, and what their secret vouches for."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.sites import SiteError, exact_origin
from bot.wiring import House
from tests.bot.web.conftest import SHOP, Chat

OTHER = "https://other.example"


def start(client: TestClient, origin: str | None, **asked: str) -> tuple[int, dict[str, str]]:
    headers = {"Origin": origin} if origin else {}
    answer = client.post("/api/v1/conversations", json=asked, headers=headers)
    return answer.status_code, answer.json()


def test_a_site_reaches_its_own_desk(client: TestClient, shop: str) -> None:
    code, started = start(client, SHOP, site=shop)
    assert code == 201
    assert started["organisation"] == {"id": "aoba", "name": "aoba"}


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        (SHOP, {"organisation": "aoba"}),  # without its key
        (OTHER, {"organisation": "aoba"}),
        (OTHER, {"site": "the shop"}),  # another site's key
        (SHOP, {"site": "site_unknown"}),
        ("null", {"site": "the shop"}),
        (SHOP.upper(), {"site": "the shop"}),
        (f"{SHOP}:444", {"site": "the shop"}),
    ],
)
def test_a_page_that_is_not_the_sites_never_reaches_the_handler(
    client: TestClient, house: House, shop: str, origin: str, named: dict[str, str]
) -> None:
    house.sites.add("aoba", "Other", (OTHER,))
    named = {name: shop if value == "the shop" else value for name, value in named.items()}
    code, told = start(client, origin, **named)
    assert (code, told["detail"]) == (403, "This site may not use the assistant.")


def test_a_conversation_is_spoken_on_its_site_alone(client: TestClient, house: House, shop: str) -> None:
    house.sites.add("aoba", "Other", (OTHER,))
    _, started = start(client, SHOP, site=shop)
    url, bearer = f"/api/v1/conversations/{started['id']}", f"Bearer {started['token']}"
    read = {
        origin: client.get(url, headers={"Origin": origin, "Authorization": bearer})
        for origin in (SHOP, OTHER)
    }
    assert [answer.status_code for answer in read.values()] == [200, 403]
    house.sites.remove(shop)
    assert client.get(url, headers={"Origin": SHOP, "Authorization": bearer}).status_code == 403


def test_a_conversation_of_our_own_pages_is_not_read_from_a_site(client: TestClient, chat: Chat) -> None:
    answer = client.get(f"/api/v1/conversations/{chat.id}", headers={**chat.headers, "Origin": SHOP})
    assert answer.status_code == 403


def test_a_site_reaches_no_desk_of_strangers(client: TestClient, house: House, shop: str) -> None:
    house.desk.register_name("kita")
    code, _ = start(client, SHOP, site=shop, organisation="kita")
    assert code == 404


def test_neither_site_nor_organisation_is_one_clear_line(client: TestClient) -> None:
    assert start(client, None, language="en")[0] == 422


def test_a_renewed_token_ends_the_one_before_it_when_it_is_used(client: TestClient, chat: Chat) -> None:
    fresh = chat.post("token", {}).json()["token"]
    assert chat.history()["state"] == "assistant"  # its answer may have got lost: the old one still counts
    assert Chat(client, chat.id, fresh).history()["state"] == "assistant"
    assert client.get(f"/api/v1/conversations/{chat.id}", headers=chat.headers).status_code == 401


@pytest.mark.parametrize(("remember", "code"), [(False, 401), (True, 200)])
def test_a_token_lapses_after_a_day_unless_the_chat_is_kept(
    client: TestClient, house: House, chat: Chat, remember: bool, code: int
) -> None:
    chat = Chat(client, chat.id, chat.post("token", {"remember": remember}).json()["token"])
    assert chat.history()["state"] == "assistant"
    later = datetime.now(UTC) + timedelta(hours=25)
    house.tokens._clock = lambda: later
    assert client.get(f"/api/v1/conversations/{chat.id}", headers=chat.headers).status_code == code


class Signer:
    """A customer's site that says who is signed in."""

    def __init__(self, house: House, site: str) -> None:
        self.site, self.secret = site, house.sites.new_secret(site)

    def sign(self, secret: str | None = None, algorithm: str = "HS256", **claims: object) -> str:
        now = int(datetime.now(UTC).timestamp())
        said = {"sub": "4711", "email": "kana@example.com", "aud": self.site, "exp": now + 300, **claims}
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode({"alg": algorithm}, kept, OctKey.import_key(secret or self.secret), [algorithm])


@pytest.fixture
def signer(house: House, shop: str) -> Signer:
    return Signer(house, shop)


@pytest.fixture
def shopping(client: TestClient, shop: str) -> Chat:
    """A conversation on the site."""
    _, started = start(client, SHOP, site=shop)
    return Chat(client, started["id"], started["token"])


def test_what_a_site_vouches_for_reaches_the_desk(house: House, shopping: Chat, signer: Signer) -> None:
    answer = shopping.post("identity", {"token": signer.sign(name="Kana")})
    shopping.token = answer.json()["token"]
    receipt = shopping.post("handoff", {"message": "Please call.", "key": "handoff-1"}).json()
    view = house.desk.ticket(receipt["reference"])
    assert view
    assert view.vouched
    told = (view.vouched.by, view.vouched.subject, view.vouched.name, view.vouched.email)
    assert told == ("Shop", "4711", "Kana", "kana@example.com")


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "site_other"},
        {"exp": 1_000_000_000},
        {"exp": 9_999_999_999},
        {"exp": None},
        {"sub": None},
        {"secret": "another secret of at least as many bits as the good one"},
        {"algorithm": "HS512"},
    ],
)
def test_a_token_not_signed_for_this_site_and_just_now_is_not_taken(
    house: House, shopping: Chat, signer: Signer, claims: dict[str, object]
) -> None:
    answer = shopping.post("identity", {"token": signer.sign(**claims)})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert house.vouching.of(shopping.id) is None


def test_an_unsigned_token_is_not_taken(shopping: Chat, signer: Signer) -> None:
    body = signer.sign().split(".")[1]
    unsigned = f"eyJhbGciOiJub25lIn0.{body}."
    assert shopping.post("identity", {"token": unsigned}).status_code == 422


def test_nobody_is_vouched_for_on_our_own_pages(chat: Chat, signer: Signer) -> None:
    assert chat.post("identity", {"token": signer.sign()}).status_code == 422


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("HTTPS://Shop.Example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(given: str, kept: str) -> None:
    assert exact_origin(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "shop.example",
        "https://*.shop.example",
        "https://shop.example/page",
        "ftp://shop.example",
        "null",
        "https://a@b",
    ],
)
def test_what_is_no_origin_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(SiteError, match="is no origin"):
        exact_origin(given)


def test_sites_are_kept_from_the_command_line(house: House) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(build_cli(), ["--data", str(house.data), "site", *words])
        assert done.exit_code == 0, done.output
        return done.output

    added = run("add", "aoba", "--origin", OTHER, "--files")
    key = re.findall(r"site_\w+", added)[0]
    assert f'data-site="{key}"' in added
    run("change", key, "--no-files", "--origin", "https://third.example")
    assert "https://third.example" in run("list")
    secret = run("secret", key).strip()
    assert house.sites.secret(key) == secret
    assert secret.encode() not in (house.data / "madoguchi.db").read_bytes()
    run("remove", key)
    assert house.sites.find(key) is None
