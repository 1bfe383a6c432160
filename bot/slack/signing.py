"""Is a request from Slack? Checked on the raw body, before anything reads or logs it."""

import time
from collections.abc import Callable, Mapping

WINDOW = 5 * 60
"""Seconds a signature is good for (docs.slack.dev, verifying requests from Slack)."""


class Signatures:
    """Checks `X-Slack-Signature`: HMAC-SHA256 of `v0:{timestamp}:{body}` under the signing secret."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        from slack_sdk.signature import Clock, SignatureVerifier

        ours = Clock()
        ours.now = clock  # type: ignore[method-assign]  # the SDK offers no other way to hand in a clock
        self._verifier = SignatureVerifier(secret, ours)

    def genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """True when signed by Slack within the last five minutes.

        The digits are checked here because the SDK's verifier raises on a timestamp that is no number.
        """
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16 and signature.isascii()):
            return False
        return bool(self._verifier.is_valid(body, stamp, signature))
