"""OpenID Connect as far as a desk uses it: discovery, keys, authorisation, token. Everybody is let in."""

import base64
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from fastapi import FastAPI, Form, Header
from fastapi.responses import JSONResponse, RedirectResponse, Response

CLIENT, SECRET = "desk", "the desk's secret"
Claims = dict[str, Any]


@cache
def new_key(_name: str) -> rsa.RSAPrivateKey:
    """A key, made once for each name."""
    return rsa.generate_private_key(65537, 2048)


@dataclass
class FakeProvider:
    """``change`` alters the claims of the next identities, ``sign`` makes their token."""

    issuer: str
    person: Claims
    now: Callable[[], int]
    change: Callable[[Claims], Claims] = lambda claims: claims
    algorithm: str = "RS256"
    key: rsa.RSAPrivateKey = field(default_factory=lambda: new_key("its own"))
    signing_key: rsa.RSAPrivateKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    token_requests: int = 0

    def app(self) -> FastAPI:
        """The provider's pages."""
        app = FastAPI()
        app.get("/.well-known/openid-configuration")(self.configuration)
        app.get("/keys")(self.keys)
        app.get("/authorize")(self.authorize)
        app.post("/token")(self.token)
        return app

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def keys(self) -> dict[str, Any]:
        numbers = self.key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "kid": "1",
                    "use": "sig",
                    "n": _text(numbers.n.to_bytes(256, "big")),
                    "e": _text(numbers.e.to_bytes(3, "big")),
                }
            ]
        }

    def authorize(
        self,
        client_id: str,
        redirect_uri: str,
        state: str,
        nonce: str,
        scope: str,
        response_type: str,
        code_challenge: str,
        code_challenge_method: str,
    ) -> Response:
        assert (client_id, response_type, code_challenge_method) == (CLIENT, "code", "S256")
        assert "openid" in scope.split()
        code = secrets.token_urlsafe(16)
        self.asked[code] = {"redirect_uri": redirect_uri, "nonce": nonce, "challenge": code_challenge}
        return RedirectResponse(f"{redirect_uri}?code={code}&state={state}")

    def token(
        self,
        grant_type: str = Form(),
        code: str = Form(),
        redirect_uri: str = Form(),
        code_verifier: str = Form(""),
        authorization: str = Header(""),
    ) -> Response:
        self.token_requests += 1
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {known}":
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = self.asked.pop(code, None)
        proof = _text(sha256(code_verifier.encode()).digest())
        wanted = ("authorization_code", redirect_uri, proof)
        if asked is None or wanted != (grant_type, asked["redirect_uri"], asked["challenge"]):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": self.now(),
            "exp": self.now() + 300,
            "nonce": asked["nonce"],
        } | self.person
        id_token = self.signed(self.change(claims))
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": id_token})

    def signed(self, claims: Claims) -> str:
        """A token in JWS compact form."""
        header = {"alg": self.algorithm, "kid": "1", "typ": "JWT"}
        body = ".".join(_text(json.dumps(part).encode()) for part in (header, claims))
        if self.algorithm == "none":
            return f"{body}."
        if self.algorithm == "HS256":
            return f"{body}.{_text(hmac.digest(SECRET.encode(), body.encode(), 'sha256'))}"
        key = self.signing_key or self.key
        return f"{body}.{_text(key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
