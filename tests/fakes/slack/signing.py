"""Requests as Slack signs them."""

import time

from slack_sdk.signature import SignatureVerifier


def signed(body: str, secret: str, *, at: float | None = None) -> dict[str, str]:
    """The headers of a request with this body, sent at `at` (default: now)."""
    stamp = str(int(at if at is not None else time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": kind}
