"""Handing disclosed data over: on the status page, behind a contact just confirmed, nowhere else."""

import hmac
from datetime import UTC, datetime, timedelta

from helpdesk.errors import Refused
from helpdesk.workplace import Workplace

FRESH = timedelta(minutes=30)
"""How long a confirmed code opens the files."""


class Handover:
    """Passes for those who have confirmed a contact, and the files that they open."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def permit(self, ticket_id: str, proof: str) -> str:
        """A pass for whoever has just entered a code, so that nobody else with the link profits from it."""
        until = int((self._work.clock() + FRESH).timestamp())
        return f"{proof}.{until}.{self._mac(ticket_id, proof, until)}"

    def _check(self, ticket_id: str, token: str) -> str:
        """The proof that the pass rests on; Refused when it is forged, of another ticket, or too old."""
        proof, _, rest = token.partition(".")
        until, _, mac = rest.partition(".")
        ours = until.isdigit() and hmac.compare_digest(mac, self._mac(ticket_id, proof, int(until)))
        if ours and datetime.fromtimestamp(int(until), UTC) > self._work.clock():
            return proof
        raise Refused("files are handed over only after a code; confirm the contact again", "no_pass")

    def _mac(self, ticket_id: str, proof: str, until: int) -> str:
        return self._work.vault.blind(f"{ticket_id}\0{proof}\0{until}", "hand-over")
