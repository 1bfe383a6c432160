"""A thousand tokens that a site did not sign, or not for this: none says who is signed in."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from bot.config import BotSettings
from bot.vouching import NotVouched
from bot.wiring import House

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SITE = "the site"
Claims = dict[str, object]


class Shop:
    """A site, another one, and a conversation on each."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.desk.register_name("aoba")
        self.site, self.other = (house.sites.add("aoba", name, ("https://a.example",)).key for name in "ab")
        self.secret, self.others = (house.sites.new_secret(site) for site in (self.site, self.other))
        self.talk, self.elsewhere = (house.store.start("web", "aoba", "en", "public").id for _ in "ab")

    def claims(self, **changes: object) -> Claims:
        """What is said, whole and right but for the changes; None leaves a claim out."""
        said: Claims = {"sub": "4711", "aud": self.site, "exp": int(NOW.timestamp()) + 300} | changes
        return {name: value for name, value in said.items() if value is not None}

    def signed(self, secret: str | None = None, header: Claims | None = None, **changes: object) -> str:
        key = OctKey.import_key(secret or self.secret)
        algorithm = str((header or {}).get("alg", "HS256"))
        return jwt.encode({"alg": "HS256"} | (header or {}), self.claims(**changes), key, [algorithm])

    def forged(self, header: Claims, secret: bytes) -> str:
        """Signed by hand: the library refuses to sign with what is no secret."""
        signing = f"{coded(header)}.{coded(self.claims())}"
        return f"{signing}.{coded(hmac.digest(secret, signing.encode(), 'sha256'))}"

    def taken(self, token: str, talk: str | None = None, site: str | None = None) -> bool:
        try:
            self.house.vouching.take(talk or self.talk, site or self.site, token)
        except NotVouched:
            return False
        return True


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder: Path = tmp_path_factory.mktemp("shop")
    with House(folder / "data", BotSettings(), lambda: NOW) as house:
        yield Shop(house)


def coded(value: object) -> str:
    """A part of a token."""
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def unsigned(shop: Shop) -> Iterator[str]:
    """`alg` none in every spelling, with a signature and without."""
    whole = shop.signed()
    for name in ("none", "None", "NONE", "nOnE", "", "HS0", "null"):
        for header in ({"alg": name}, {"alg": name, "typ": "JWT"}, {"typ": "JWT", "kid": "0", "alg": name}):
            for end in ("", whole.rpartition(".")[2], coded(b"\0" * 32)):
                yield f"{coded(header)}.{coded(shop.claims())}.{end}"
    yield f"{coded({'typ': 'JWT'})}.{coded(shop.claims())}.{whole.rpartition('.')[2]}"


def of_other_algorithms(shop: Shop) -> Iterator[str]:
    """Signed, but by another algorithm: with our secret, or with a key of the sender's own."""
    for name in ("HS384", "HS512"):
        yield shop.signed(header={"alg": name})
    own = RSAKey.generate_key(2048)
    for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        for header in ({}, {"jwk": own.as_dict(private=False)}, {"jku": "https://attacker.example/keys"}):
            yield jwt.encode({"alg": name} | header, shop.claims(), own, [name])
    for public in (own.as_pem(private=False), own.as_der(private=False)):
        yield shop.forged({"alg": "HS256"}, public)  # the public key of RS256 as the secret of HS256


def of_keys_brought_along(shop: Shop) -> Iterator[str]:
    """Signed with a key that the header itself names."""
    for secret in ("a secret of the attacker's own, long enough", "", "0", "secret", shop.others, shop.site):
        jwk = {"kty": "oct", "k": coded(secret.encode())}
        for header in (
            {"jwk": jwk},
            {"jku": "https://attacker.example/keys.json"},
            {"x5u": "https://attacker.example/chain.pem"},
            {"x5c": [coded(b"a certificate")]},
            {"kid": "../../../../dev/null"},
            {"kid": "' OR 1=1 --"},
            {"kid": shop.other},
            {},
        ):
            yield shop.forged({"alg": "HS256"} | header, secret.encode())


def of_other_claims(shop: Shop) -> Iterator[str]:
    """Signed by the site, and not good: for others, too early, too late, for too long, for nobody."""
    now = int(NOW.timestamp())
    for audience in (None, "", shop.other, shop.site.upper(), f"{shop.site} ", [shop.other], [], {}, 1, True):
        yield shop.signed(aud=audience)
    for end in (None, 0, -1, now - 31, now - 86400, now + 931, now + 86400, 10**12, "soon", "", [], True):
        yield shop.signed(exp=end)
    for subject in (None,):
        yield shop.signed(sub=subject)
    for key in ("nbf", "iat"):
        yield shop.signed(**{key: now + 3600})
    yield shop.forged({"alg": "HS256", "crit": ["urgent"], "urgent": True}, shop.secret.encode())


def broken(shop: Shop) -> Iterator[str]:
    """Cut off, with any one bit turned, put together of two, and no tokens at all."""
    whole, second = shop.signed(), shop.signed(sub="4712", exp=int(NOW.timestamp()) + 299)
    yield from (whole[:end] for end in range(0, len(whole), 2))
    yield from (
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.e30",
        whole + "x",
        f"x{whole}",
        f" {whole} .",
        whole * 2,
    )
    heads, tails = whole.split("."), second.split(".")
    yield from (
        ".".join(parts)
        for parts in ([heads[0], tails[1], heads[2]], [heads[0], heads[1], tails[2]], heads[::-1])
    )
    for number, part in enumerate(heads):
        content = base64.urlsafe_b64decode(part + "==")
        for bit in range(len(content) * 8):
            yield ".".join([*heads[:number], coded(turned(content, bit)), *heads[number + 1 :]])


def turned(content: bytes, bit: int) -> bytes:
    """With one bit of what it says, not of how it is spelled, the other way round."""
    found = bytearray(content)
    found[bit // 8] ^= 1 << bit % 8
    return bytes(found)


FAMILIES: tuple[Callable[[Shop], Iterator[str]], ...] = (
    unsigned,
    of_other_algorithms,
    of_keys_brought_along,
    of_other_claims,
    broken,
)


def test_of_a_thousand_altered_tokens_none_is_taken(shop: Shop) -> None:
    tried = [token for family in FAMILIES for token in family(shop)]
    assert [token for token in tried if shop.taken(token)] == []
    print(f"0 of {len(set(tried))} altered tokens were taken")  # noqa: T201  # with -s
    assert len(set(tried)) >= 1000
    assert shop.house.vouching.of(shop.talk) is None
    assert shop.taken(shop.signed())


def test_a_token_counts_in_the_one_conversation_in_which_it_was_first_shown(shop: Shop) -> None:
    token = shop.signed(sub="4713")
    assert shop.taken(token)
    assert shop.taken(token), "an answer that was lost is asked for again"
    respelled = [
        token[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    ]
    assert [one for one in (token, *respelled) if shop.taken(one, talk=shop.elsewhere)] == []
    assert not shop.taken(token, site=shop.other)
    assert shop.house.vouching.of(shop.elsewhere) is None


def test_what_was_taken_is_remembered_until_its_end_alone(shop: Shop) -> None:
    from sqlmodel import func, select

    from bot.records import VouchRecord

    assert shop.taken(shop.signed(sub="4714"))
    later = NOW + timedelta(minutes=16)
    shop.house.vouching._clock = lambda: later
    assert shop.taken(shop.signed(sub="4715", exp=int(later.timestamp()) + 300))
    with shop.house.database.read() as session:
        assert session.exec(select(func.count()).select_from(VouchRecord)).one() == 1
