"""`madoguchi slack`: workspaces from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.config import BotSettings
from bot.slack.installations import Granted, Installations
from bot.slack.passes import Passes
from bot.wiring import open_house


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A house that knows one organisation and is connected to one workspace."""
    with open_house(tmp_path, BotSettings()) as house:
        house.desk.register_name("kita")
        installations = Installations(house.database, house.vault, house.clock)
        installations.keep(Granted("T0NORTH", "North", "U0BOT", ("commands",), "xoxb-secret"), "kita")
        house.store.start("slack", "kita", "en", "employees", "T0NORTH/D0ANN/1.1")
    return tmp_path


def run(data: Path, *words: str) -> Result:
    """One command of the group."""
    return CliRunner().invoke(build_cli(), ["--data", str(data), "slack", *words])


def test_workspaces_are_listed_without_their_tokens(data: Path) -> None:
    told = run(data, "workspaces").stdout
    assert told == "T0NORTH  North  (kita)  connected\n"
    [one] = json.loads(run(data, "workspaces", "--json").stdout)
    assert one["team"] == "T0NORTH"
    assert "xoxb" not in str(one)


def test_what_is_wrong_with_a_workspace_is_said(data: Path) -> None:
    with open_house(data) as house:
        Installations(house.database, house.vault, house.clock).broke("T0NORTH", "missing_scope:im:write")
    assert "nothing can be sent: missing_scope:im:write since" in run(data, "workspaces").stdout


def test_a_workspace_can_be_removed_once(data: Path) -> None:
    assert run(data, "remove", "T0NORTH").stdout.startswith("Removed: 1 installation, 1 rows")
    again = run(data, "remove", "T0NORTH")
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "No workspace is connected." in run(data, "workspaces").stdout


def test_a_link_is_for_a_known_organisation(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "set MADOGUCHI_BOT_PUBLIC_URL" in run(data, "link", "kita").stderr
    for name, value in {
        "MADOGUCHI_BOT_PUBLIC_URL": "https://desk.example.com/",
        "MADOGUCHI_SLACK_CLIENT_ID": "1.2",
        "MADOGUCHI_SLACK_CLIENT_SECRET": "secret",
        "MADOGUCHI_SLACK_SIGNING_SECRET": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    assert "'nobody' is not known" in run(data, "link", "nobody").stderr
    address, _, secret = run(data, "link", "kita").stdout.strip().partition("?link=")
    assert address == "https://desk.example.com/slack/install"
    with open_house(data) as house:
        assert Passes(house.database, house.clock).state(secret) is not None
