"""The sites that carry the widget: whose desk it is there, which pages may ask, and who vouches for whom."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from bot.ports import Clock, Sessions
from bot.records import SiteRecord
from helpdesk import DataKey, Vault

FRESH_SECONDS = 5.0
"""For so long the sites are not read again; what another process changes counts after that."""
_PORTS = {"http": 80, "https": 443}


class SiteError(ValueError):
    """A site cannot be kept as it was described; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site without its secret. ``key`` is public: it stands in the script tag.

    ``origins`` are exact, as browsers send them. ``vouches``: it has a secret to sign who is signed in.
    """

    key: str
    organisation: str
    name: str
    origins: tuple[str, ...]
    takes_files: bool
    vouches: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """The sites by key and the origins of them all, as of a moment."""

    at: float
    sites: dict[str, Site]
    origins: frozenset[str]


class Sites:
    """Keeps them."""

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock
        self._known: _Known | None = None

    def add(self, organisation: str, name: str, origins: tuple[str, ...], takes_files: bool = False) -> Site:
        """A new site. SiteError when an origin is none, or there is none at all."""
        record = SiteRecord(
            key=f"site_{secrets.token_hex(8)}",
            organisation=organisation,
            name=name,
            origins="\n".join(_exact(origins)),
            takes_files=takes_files,
            created_at=self._clock(),
        )
        with self._change() as session:
            session.add(record)
            return _view(record)

    def change(self, key: str, origins: tuple[str, ...] = (), takes_files: bool | None = None) -> Site:
        """Other origins, files or none; what is not given stays. SiteError for an unknown key."""
        with self._change() as session:
            record = session.get(SiteRecord, key)
            if record is None:
                raise SiteError(f"there is no site {key}: see `madoguchi site list`")
            if origins:
                record.origins = "\n".join(_exact(origins))
            if takes_files is not None:
                record.takes_files = takes_files
            return _view(record)

    def remove(self, key: str) -> bool:
        """Whether there was such a site; its pages can ask nothing from now on."""
        with self._change() as session:
            record = session.get(SiteRecord, key)
            if record:
                session.delete(record)
            return record is not None

    def find(self, key: str) -> Site | None:
        """The site with a key, at most `FRESH_SECONDS` old."""
        return self._fresh().sites.get(key)

    def all(self) -> tuple[Site, ...]:
        """Every site, by organisation and name."""
        with self._sessions.read() as session:
            by_name = select(SiteRecord).order_by(col(SiteRecord.organisation), col(SiteRecord.name))
            return tuple(_view(record) for record in session.exec(by_name).all())

    def origins(self) -> frozenset[str]:
        """The origins of all sites, at most `FRESH_SECONDS` old."""
        return self._fresh().origins

    def _fresh(self) -> _Known:
        known, now = self._known, time.monotonic()
        if known is None or now - known.at > FRESH_SECONDS:
            sites = self.all()
            origins = frozenset(origin for site in sites for origin in site.origins)
            known = self._known = _Known(now, {site.key: site for site in sites}, origins)
        return known

    @contextmanager
    def _change(self) -> Iterator[Session]:
        """One transaction, after which the sites are read anew."""
        try:
            with self._sessions.write() as session:
                yield session
        finally:
            self._known = None

    def new_secret(self, key: str) -> str:
        """A secret by which the site signs who is signed in, in place of an older one; shown only here."""
        secret, data_key = secrets.token_urlsafe(32), self._vault.new_data_key()
        with self._change() as session:
            record = session.get(SiteRecord, key)
            if record is None:
                raise SiteError(f"there is no site {key}: see `madoguchi site list`")
            record.data_key, record.secret = data_key.wrapped, data_key.seal(secret, _place(key))
        return secret

    def secret(self, key: str) -> str | None:
        """The site's secret, for checking a signature."""
        with self._sessions.read() as session:
            record = session.get(SiteRecord, key)
        if record is None or record.secret is None or record.data_key is None:
            return None
        opened: DataKey = self._vault.data_key(record.data_key)
        return opened.unseal(record.secret, _place(key))


def _exact(origins: tuple[str, ...]) -> tuple[str, ...]:
    if not origins:
        raise SiteError("a site needs an origin: --origin https://www.example.com")
    return tuple(dict.fromkeys(map(exact_origin, origins)))


def exact_origin(text: str) -> str:
    """An origin as browsers send it: lower case, without the scheme's own port. SiteError if it is none."""
    try:
        parts = urlsplit(text.strip().lower())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise SiteError(_BAD.format(text)) from None
    bare = parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in _PORTS or not host or not bare or "*" in host:
        raise SiteError(_BAD.format(text))
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")


_BAD = "{!r} is no origin: give scheme, host and port alone, as in https://www.example.com"


def _place(key: str) -> str:
    return f"bot_site.secret/{key}"


def _view(record: SiteRecord) -> Site:
    return Site(
        key=record.key,
        organisation=record.organisation,
        name=record.name,
        origins=tuple(record.origins.split("\n")),
        takes_files=record.takes_files,
        vouches=record.secret is not None,
    )
