"""Nothing that the product does by default leaves this machine, seen from outside its processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.drills import drill_egress
from bot.drills.egress import Traffic, traced

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ATTEMPTS = """
import socket

for address in (("127.0.0.1", 9), ("127.0.0.1", 53), ("203.0.113.9", 9)):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as chosen:
        chosen.connect(address)  # sends nothing yet
"""
SHORT = """
import sys
from pathlib import Path

from bot.backup import back_up
from bot.bringing import bring_in
from bot.diagnosis import diagnose
from bot.drills import victim
from bot.messages import Message
from bot.wiring import open_house
from ingest import read_policy

data = Path(sys.argv[1])
with open_house(data) as house:
    house.desk.register_name(victim.ORGANISATION)
    file = victim.write_policy(data, "edition-one")
    bring_in(house, read_policy(file, organisation=victim.ORGANISATION, policy="notice", audience="public"))
    asked = Message(None, victim.ORGANISATION, "What do you keep?", "cli", "public", None, None, (), "asked")
    assert list(house.conversation.handle(asked))
    house.desk.open(victim.intake(1), key="filed")
    assert house.delivery((victim.Paper(data / "sent.txt"),)).run_once()
    back_up(house, data / "backup")
assert all(finding.good for finding in diagnose(data))
"""


@pytest.fixture(autouse=True)
def strace() -> None:
    """Not installed, or not allowed in this container: then there is nothing to see with."""
    try:
        subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("strace is not installed or may not be used here (tests/setup.sh)")


def test_what_leaves_would_be_seen(tmp_path: Path) -> None:
    assert traced([sys.executable, "-c", ATTEMPTS], tmp_path / "trace") == Traffic(2, 1, 1)


def test_reading_in_answering_filing_and_backing_up_send_nothing(tmp_path: Path) -> None:
    program = [sys.executable, "-c", SHORT, str(tmp_path / "data")]
    assert traced(program, tmp_path / "trace") == Traffic(0, 0, 0)


@pytest.mark.slow
def test_the_whole_journey_stays_on_this_machine() -> None:
    assert [str(figure) for figure in drill_egress(EXAMPLES) if not figure.met] == []
