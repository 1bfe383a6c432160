"""`madoguchi user`: the way in for a first colleague, and for one who has forgotten the password."""

from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli.main import build_cli
from bot.wiring import open_house

MORI = "mori@desk.example"


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(build_cli(), ["--data", str(data), "user", *words])


def test_an_account_begins_with_a_one_time_password_and_gets_another(tmp_path: Path) -> None:
    made = run(tmp_path, "add", MORI, "--name", "Emi Mori", "--administrator")
    first, again = made.stdout.strip(), run(tmp_path, "password", MORI).stdout.strip()
    assert "three days" in made.stderr
    with open_house(tmp_path) as house:
        assert house.desk.sessions.sign_in(MORI, first) is None
        token = house.desk.sessions.sign_in(MORI, again)
        assert token
        assert house.desk.sessions.owes_password(token.agent_id, token.value)
        assert [(one.name, one.role) for one in house.desk.agents.all()] == [("Emi Mori", "administrator")]


def test_what_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    run(tmp_path, "add", MORI, "--name", "Emi Mori")
    for words, told in (
        (("add", MORI, "--name", "Emi Mori"), "there is an account"),
        (("password", "nobody@desk.example"), "madoguchi user add makes one"),
    ):
        refused = run(tmp_path, *words)
        assert refused.exit_code == 1
        assert told in refused.stderr
        assert refused.stdout == ""
