"""Signing in through a provider of identities: OpenID Connect, authorisation code with PKCE.

The one module that knows Authlib. What a browser holds during a sign-in is one random value; the state, the
nonce and the verifier of the code are derived from it, so nothing has to be stored and each counts in that
browser alone.
"""

import hmac
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Self

from helpdesk.config import ProviderSettings, is_safe
from helpdesk.errors import ProviderRefused
from helpdesk.ports import Clock

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures that are taken; never ``none``, and never one made with the client's secret."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
TIMEOUT = 10.0
SCOPE = "openid email profile"


@dataclass(frozen=True, slots=True)
class Flow:
    """One sign-in: ``secret`` stays in the browser, the rest is derived from it."""

    secret: str

    @classmethod
    def begin(cls) -> Self:
        """A sign-in that nobody else can finish."""
        return cls(secrets.token_urlsafe(32))

    @property
    def state(self) -> str:
        """What the provider gives back, which tells this browser's sign-in from another's."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """What the identity must be made out for."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """What proves to the provider that the code was asked for here (RFC 7636)."""
        return self._derived("verifier")

    def _derived(self, purpose: str) -> str:
        return hmac.digest(self.secret.encode(), purpose.encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is: ``subject`` for ever, ``email`` only where it is verified."""

    subject: str
    email: str | None
    name: str


class Provider:
    """A provider, as the operator set it."""

    def __init__(self, settings: ProviderSettings, clock: Clock) -> None:
        self.settings = settings
        self._clock = clock
        self._metadata: dict[str, Any] | None = None

    def address(self, flow: Flow, redirect_uri: str) -> str:
        """Where the browser goes to sign in; ProviderRefused when the provider cannot be reached."""
        with self._client(redirect_uri) as client:
            endpoint = self._found(client)["authorization_endpoint"]
            url, _ = client.create_authorization_url(
                endpoint, state=flow.state, code_verifier=flow.verifier, nonce=flow.nonce
            )
            return str(url)

    def identity(self, flow: Flow, redirect_uri: str, code: str) -> Identity:
        """Who signed in; ProviderRefused unless every check of the provider's answer holds."""
        from authlib.common.errors import AuthlibBaseError
        from httpx2 import HTTPError
        from joserfc.errors import JoseError

        try:
            with self._client(redirect_uri) as client:
                found = self._found(client)
                token = client.fetch_token(
                    found["token_endpoint"],
                    code=code,
                    code_verifier=flow.verifier,
                    grant_type="authorization_code",
                )
                keys = _json(client, found["jwks_uri"])
                return self._checked(token["id_token"], token.get("access_token"), keys, flow.nonce)
        except (AuthlibBaseError, HTTPError, JoseError, KeyError, ValueError, TypeError) as error:
            raise ProviderRefused(type(error).__name__) from error

    def _checked(self, id_token: str, access_token: str | None, keys: Any, nonce: str) -> Identity:
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        settings = self.settings
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        token = jwt.decode(id_token, KeySet.import_key_set(keys), registry=registry)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
                "nonce": {"essential": True, "value": nonce},
                "sub": {"essential": True},
                "exp": {"essential": True},
            },
            {"nonce": nonce, "client_id": settings.client_id, "access_token": access_token},
        )
        claims.validate(int(self._clock().timestamp()), LEEWAY)
        email = str(claims.get("email") or "")
        verified = email if "@" in email and claims.get("email_verified") is True else None
        name = str(claims.get("name") or "").strip()[:100]
        return Identity(f"{settings.issuer} {claims['sub']}", verified, name or email.partition("@")[0])

    def _found(self, client: Any) -> dict[str, Any]:
        """The provider's description of itself (OpenID Connect Discovery), read once."""
        from httpx2 import HTTPError

        if self._metadata is None:
            issuer = str(self.settings.issuer)
            try:
                found = _json(client, issuer.rstrip("/") + "/.well-known/openid-configuration")
            except (HTTPError, ValueError) as error:
                raise ProviderRefused(type(error).__name__) from error
            if found.get("issuer") != issuer or not all(map(is_safe, _endpoints(found))):
                raise ProviderRefused("metadata")
            self._metadata = found
        return self._metadata

    def _client(self, redirect_uri: str) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        secret = self.settings.client_secret
        return OAuth2Client(
            self.settings.client_id,
            secret.get_secret_value() if secret else None,
            scope=SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT,
        )


def open_provider(settings: ProviderSettings, clock: Clock) -> Provider | None:
    """The provider that is set; None for none, ProviderRefused where the extra is not installed."""
    if settings.issuer is None:
        return None
    if find_spec("authlib") is None:
        raise ProviderRefused("single sign-on needs an extra: pip install 'madoguchi[oidc]'")
    return Provider(settings, clock)


def _json(client: Any, url: str) -> dict[str, Any]:
    answer = client.request("GET", url, withhold_token=True)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _endpoints(found: dict[str, Any]) -> list[str]:
    return [str(found.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
