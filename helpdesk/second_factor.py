"""The second factor of local accounts: codes of an app, and recovery codes for the day the telephone is lost.

The secret is sealed with a key of its own row. Each time step opens one session, decided by a conditional
update, so that of many who send one code at once one gets in. A recovery code is 120 random bits; its hash is
kept until it is used.
"""

import base64
import secrets
from hashlib import sha256

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col

from helpdesk import audit, totp
from helpdesk.errors import NotFound, Refused
from helpdesk.open_sessions import Method, end_all
from helpdesk.sealing import place
from helpdesk.tables import AgentRecord, RecoveryCodeRecord
from helpdesk.workplace import Workplace

RECOVERY_CODES = 10


class SecondFactor:
    """Set up, confirmed, reset."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def begin(self, agent_id: str) -> str:
        """A new secret (base32) to be confirmed; Refused where a second factor is in force already."""
        secret = totp.new_secret()
        with self._work.sessions.write() as session:
            row = _row(session, agent_id)
            if row.totp_since is not None:
                raise Refused("there is a second factor; have it reset first", "second_factor")
            key = self._work.vault.new_data_key()
            row.data_key, row.totp_step = key.wrapped, None
            row.totp_secret = key.seal(secret, place("agent", "totp_secret", row.id))
        return secret

    def secret(self, agent_id: str) -> str | None:
        """The secret that waits to be confirmed; None once it is, for it is never shown again."""
        with self._work.sessions.read() as session:
            row = _row(session, agent_id)
            return _secret(self._work, row) if row.totp_since is None else None

    def confirm(self, agent_id: str, code: str, *, this_session: str) -> tuple[str, ...] | None:
        """Put the second factor in force; its recovery codes, shown once, or None for a wrong code.

        The other sessions of the account end: they were opened without it.
        """
        with self._work.sessions.write() as session:
            row = _row(session, agent_id)
            if row.totp_since is not None or not _spend_step(session, self._work, row, code):
                return None
            row.totp_since = self._work.clock()
            end_all(session, self._work, agent_id, but=this_session)
            codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
            _forget_codes(session, agent_id)
            session.add_all(RecoveryCodeRecord(code_hash=_hash(one), agent_id=agent_id) for one in codes)
            self._record(session, "second_factor_set", agent_id, agent_id)
        return codes

    def reset(self, agent_id: str, *, by: str) -> None:
        """Take the second factor away and end the account's sessions; it can be set up anew."""
        with self._work.sessions.write() as session:
            row = _row(session, agent_id)
            row.totp_secret = row.data_key = row.totp_since = row.totp_step = None
            _forget_codes(session, agent_id)
            end_all(session, self._work, agent_id)
            self._record(session, "second_factor_reset", by, agent_id)

    def _record(self, session: Session, type: str, actor: str, agent_id: str) -> None:
        audit.record(session, self._work.vault, self._work.clock(), type, actor, facts={"agent": agent_id})


def spend(session: Session, work: Workplace, row: AgentRecord, typed: str) -> Method | None:
    """Use up a code of the app or a recovery code in the caller's transaction; None when it opens nothing."""
    if _spend_step(session, work, row, typed):
        return "code"
    used = delete(RecoveryCodeRecord).where(
        col(RecoveryCodeRecord.code_hash) == _hash(typed), col(RecoveryCodeRecord.agent_id) == row.id
    )
    return "recovery_code" if session.exec(used).rowcount == 1 else None


def _spend_step(session: Session, work: Workplace, row: AgentRecord, typed: str) -> bool:
    secret = _secret(work, row)
    step = totp.step_of(secret, typed, work.clock()) if secret else None
    if step is None:
        return False
    later = or_(col(AgentRecord.totp_step).is_(None), col(AgentRecord.totp_step) < step)
    used = update(AgentRecord).where(col(AgentRecord.id) == row.id, later).values(totp_step=step)
    return bool(session.exec(used).rowcount == 1)


def _secret(work: Workplace, row: AgentRecord) -> str | None:
    if row.totp_secret is None or row.data_key is None:
        return None
    key = work.vault.data_key(row.data_key)
    return key.unseal(row.totp_secret, place("agent", "totp_secret", row.id))


def _row(session: Session, agent_id: str) -> AgentRecord:
    row = session.get(AgentRecord, agent_id)
    if row is None:
        raise NotFound(f"there is no agent {agent_id}")
    return row


def _forget_codes(session: Session, agent_id: str) -> None:
    session.exec(delete(RecoveryCodeRecord).where(col(RecoveryCodeRecord.agent_id) == agent_id))


def _recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(15)).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _hash(code: str) -> str:
    folded = "".join(one for one in code.casefold() if one.isalnum())
    return sha256(f"recovery {folded}".encode()).hexdigest()
