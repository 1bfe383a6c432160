"""Who is signed in at a site, as the site signs it: a JSON Web Token (RFC 7519) that lives for minutes."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, delete

from bot.ports import Clock, Sessions
from bot.records import ConversationRecord, VouchRecord
from bot.sites import Sites
from helpdesk import Vault, Vouched

LONGEST = timedelta(minutes=15)
"""A token that is good for longer than this is not taken: one that leaks must not be worth much."""
_SKEW = timedelta(seconds=30)


class NotVouched(ValueError):
    """The token was not taken; the message is for the site's developers."""


class Vouching:
    """Checks such tokens, and keeps with a conversation what they say."""

    def __init__(self, sessions: Sessions, vault: Vault, sites: Sites, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._sites = sites
        self._clock = clock

    def take(self, conversation: str, site: str, signed: str) -> None:
        """Keep who the site says it is; NotVouched for anything not signed by it, for it, and just now.

        A token counts in one conversation: whoever has copied it can do nothing with it in another.
        """
        found, secret = self._sites.find(site), self._sites.secret(site)
        if found is None or secret is None:
            raise NotVouched("this site has no secret: see `madoguchi site secret`")
        claims = self._claims(signed, secret, site)
        person = Vouched(found.name, str(claims["sub"]), _text(claims, "name"), _text(claims, "email"))
        with self._sessions.write() as session:
            if record := session.get(ConversationRecord, conversation, with_for_update=True):
                self._spend(session, signed, conversation, datetime.fromtimestamp(claims["exp"], UTC))
                key = self._vault.data_key(record.data_key)
                record.identity = key.seal(json.dumps(asdict(person)), _place(conversation))

    def of(self, conversation: str) -> Vouched | None:
        """Who a site says speaks in a conversation."""
        with self._sessions.read() as session:
            record = session.get(ConversationRecord, conversation)
        if record is None or record.identity is None:
            return None
        opened = self._vault.data_key(record.data_key).unseal(record.identity, _place(conversation))
        return Vouched(**json.loads(opened))

    def _spend(self, session: Session, signed: str, conversation: str, until: datetime) -> None:
        """Known by what is signed: of one signature there may be several spellings."""
        mark = sha256(signed.rpartition(".")[0].encode()).hexdigest()
        session.exec(delete(VouchRecord).where(col(VouchRecord.expires_at) < self._clock() - _SKEW))
        known = session.get(VouchRecord, mark)
        if known and known.conversation != conversation:
            raise NotVouched("the token counts in another conversation: sign one for each")
        if known is None:
            session.add(VouchRecord(mark=mark, conversation=conversation, expires_at=until))

    def _claims(self, signed: str, secret: str, site: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import OctKey

        now = int(self._clock().timestamp())
        rules = jwt.JWTClaimsRegistry(
            now=now,
            leeway=int(_SKEW.total_seconds()),
            aud={"essential": True, "value": site},
            sub={"essential": True},
            exp={"essential": True},
        )
        try:
            claims = jwt.decode(signed, OctKey.import_key(secret), algorithms=["HS256"]).claims
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise NotVouched(f"the token is not good: {type(error).__name__}") from None
        if claims["exp"] > now + (LONGEST + _SKEW).total_seconds():
            raise NotVouched("the token is good for more than 15 minutes: make exp sooner")
        return dict(claims)


def _text(claims: dict[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value[:200] if isinstance(value, str) and value.strip() else None


def _place(conversation: str) -> str:
    return f"bot_conversation.identity/{conversation}"
