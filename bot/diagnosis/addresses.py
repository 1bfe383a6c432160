"""Whether the addresses in the settings agree with each other."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.config import BotSettings
from bot.diagnosis.finding import Finding

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def look(settings: BotSettings) -> Iterator[Finding]:
    """At the public address and the host names that are answered to."""
    yield _public(settings)
    yield _hosts(settings)


def _public(settings: BotSettings) -> Finding:
    url = urlsplit(settings.public_url or "")
    if not settings.public_url:
        good = settings.host in LOOPBACK
        return Finding(
            "public address", good, "none: set MADOGUCHI_BOT_PUBLIC_URL, or no message holds a link"
        )
    if url.scheme not in ("http", "https") or not url.hostname:
        return Finding(
            "public address", False, "MADOGUCHI_BOT_PUBLIC_URL must be like https://desk.example.org"
        )
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        return Finding(
            "public address", False, "MADOGUCHI_BOT_PUBLIC_URL is not https: cookies travel in plain"
        )
    if not _answers_to(settings, url.hostname):
        host = url.hostname
        return Finding(
            "public address", False, f"add {host!r} to MADOGUCHI_BOT_ALLOWED_HOSTS, or it is refused"
        )
    return Finding("public address", True, settings.public_url)


def _hosts(settings: BotSettings) -> Finding:
    hosts = ", ".join(settings.allowed_hosts)
    if "*" in settings.allowed_hosts:
        return Finding(
            "host names", False, "MADOGUCHI_BOT_ALLOWED_HOSTS holds *: name the ones that are yours"
        )
    if not _answers_to(settings, "127.0.0.1"):
        return Finding(
            "host names", False, f"{hosts}: add 127.0.0.1, by which the container checks its health"
        )
    return Finding("host names", True, hosts)


def _answers_to(settings: BotSettings, host: str) -> bool:
    """As Starlette compares: `*.example.org` stands for every name under it."""
    return any(
        host == each or (each.startswith("*.") and host.endswith(each[1:])) or each == "*"
        for each in settings.allowed_hosts
    )
