"""A Slack to test against: a Web API on the loopback that records what it is told, and a signer."""

from tests.fakes.slack.conversations import buttons, words
from tests.fakes.slack.payloads import Payloads
from tests.fakes.slack.server import Call, FakeSlack
from tests.fakes.slack.signing import signed
from tests.fakes.slack.socket import FakeSocket

__all__ = ["Call", "FakeSlack", "FakeSocket", "Payloads", "buttons", "signed", "words"]
