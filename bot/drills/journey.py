"""What people do with the product from beginning to end, as one process with children, to be looked at.

Its arguments are an empty data folder and a folder of sample organisations.
"""

import re
import secrets
import subprocess
import sys
from pathlib import Path

import httpx

from bot.benchmark.server import command, served
from bot.drills import victim
from bot.samples import load_samples
from bot.wiring import open_house

ADDRESS = "journey@desk.example"


def main() -> None:
    """Read in, ask, file, reply, look after; HTTPStatusError or CalledProcessError when something fails."""
    data, examples = Path(sys.argv[1]), Path(sys.argv[2])
    password = secrets.token_urlsafe(16)
    with open_house(data) as house:
        load_samples(house, examples, lambda _line: None)
        house.desk.agents.add_agent(ADDRESS, "Journey", password, "administrator")
        organisation = house.knowledge.shelf.policies()[0].organisation
    with served(data) as server:
        reference = _ask_and_file(server.client, organisation)
        _work(server.client, reference, password)
        _look_after(data)


def _ask_and_file(client: httpx.Client, organisation: str) -> str:
    """The reference of the complaint."""
    begun = {"organisation": organisation, "language": "en"}
    started = client.post("/api/v1/conversations", json=begun).raise_for_status().json()
    path = f"/api/v1/conversations/{started['id']}"
    bearer = {"Authorization": f"Bearer {started['token']}"}
    for turn, said in enumerate(("How long do you keep my data?", "I want to file a complaint.")):
        body = {"text": said, "key": f"message-{turn}"}
        client.post(f"{path}/messages", json=body, headers=bearer).raise_for_status()
    answers = {"name": "Kim Lee", "contact": "kim.lee@mail.example", "details": "Nobody answered me."}
    filing = {"kind": "complaint", "right": None, "answers": answers, "key": "journey-filing"}
    filed = client.post(f"{path}/tickets", json=filing, headers=bearer).raise_for_status().json()
    client.get(f"/chat/{organisation}").raise_for_status()
    token = str(filed["status_url"]).partition("#")[2]
    client.post("/api/v1/status", json={"token": token}).raise_for_status()
    return str(filed["reference"])


def _work(client: httpx.Client, reference: str, password: str) -> None:
    """The desk answers and looks at its pages."""
    client.headers["Origin"] = str(client.base_url)
    client.follow_redirects = True
    client.post("/desk/sign-in", data={"email": ADDRESS, "password": password}).raise_for_status()
    page = client.get(f"/desk/tickets/{reference}").raise_for_status().text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    reply = hidden | {"text": "We look into it."}
    client.post(f"/desk/tickets/{reference}/reply", data=reply).raise_for_status()
    for path in ("/desk", "/desk/overview", "/desk/reports", "/docs", "/readyz"):
        client.get(path).raise_for_status()


def _look_after(data: Path) -> None:
    """What an operator does while the server runs."""
    policy = victim.write_policy(data, "edition-one")
    for words in (
        ("ingest", str(policy), "--organisation", victim.ORGANISATION),
        ("policy", "list"),
        ("ask", "What do you keep?", "--organisation", victim.ORGANISATION),
        ("ticket", "list"),
        ("retention", "run"),
        ("keys", "rotate"),
        ("audit", "checkpoint", str(data / "checkpoints")),
        ("backup", str(data / "backup")),
        ("doctor",),
    ):
        subprocess.run([*command(), "--data", str(data), *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
