"""What is killed in the crash drill: a process that files, delivers, reads policies in and makes backups."""

import os
import secrets
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from bot.backup import back_up
from bot.bringing import bring_in
from bot.config import BotSettings
from bot.delivery import Delivery
from bot.wiring import House, open_house
from helpdesk import Intake, Origin, Outgoing
from ingest import read_policy

ORGANISATION, BACKUP = "drill", "newest.madoguchi"
CLAUSES = 8
"""Of each edition of the policy; a search finds those of one edition, never of two or a part."""


def intake(number: int) -> Intake:
    """The ticket of this number."""
    return Intake(
        organisation=ORGANISATION,
        kind="complaint",
        right=None,
        origin=Origin("web", f"conversation-{number}"),
        language="en",
        audience="public",
        message=story(number),
        answers={"contact": f"person{number}@example.org"},
    )


def story(number: int) -> str:
    """What its requester wrote."""
    return f"The story of ticket {number}."


def is_whole(house: House, number: int, reference: str) -> bool:
    """Whether the ticket of this number is there and tells its story."""
    view = house.desk.ticket(reference)
    return view is not None and view.message == story(number)


class Paper:
    """A channel that writes what it sends into a file and to the disk before it says so."""

    name = "web"

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def send(self, outgoing: Outgoing) -> str:
        """One line: the message's key and the ticket's reference."""
        os.write(self._file, f"{outgoing.key} {outgoing.reference}\n".encode())
        os.fsync(self._file)
        return outgoing.key


def write_policy(data: Path, edition: str) -> Path:
    """The policy's file in one of its editions."""
    file = data / "notice.md"
    clauses = (f"## {number}. Sort {number}\n\nWe keep {edition} of it." for number in range(1, CLAUSES + 1))
    file.write_text("\n\n".join(("# Privacy Policy", *clauses)), "utf-8")
    return file


def _deliver(house: House, data: Path) -> None:
    delivery = Delivery(house.desk.outbox, (Paper(data / "sent.txt"),), ())
    while True:
        delivery.run_once()


def _read_in(house: House, data: Path) -> None:
    while True:
        _read_in_once(house, data)


def _read_in_once(house: House, data: Path) -> None:
    file = write_policy(data, f"edition-{secrets.token_hex(4)}")
    bring_in(house, read_policy(file, organisation=ORGANISATION, policy="notice", audience="public"))


def _back_up(house: House, data: Path) -> None:
    while True:
        (data / BACKUP).unlink(missing_ok=True)
        back_up(house, data / BACKUP)


TURNS = (_read_in, _back_up, _deliver)
"""What a process does beside filing; in turn, so that each is well under way when it is killed."""


def work(told: Connection, data: Path, database_url: str | None, first: int, turn: int) -> None:
    """File tickets from this number on until killed; tell number and reference of each once acknowledged."""
    with open_house(data, BotSettings(database_url=database_url)) as house:
        house.desk.register_name(ORGANISATION)
        beside = TURNS[turn % len(TURNS)]
        if beside is _read_in:
            _read_in_once(house, data)  # what loads slowly is loaded before the first acknowledgement
        Thread(target=beside, args=(house, data), daemon=True).start()
        for number in count(first):
            receipt = house.desk.open(intake(number), key=f"drill {number}")
            told.send_bytes(f"{number} {receipt.reference}".encode())
