"""`madoguchi organisation draft`: from an ingested policy to a file that `check` passes."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import build_cli

POLICIES = Path(__file__).parents[3] / "examples" / "policies"


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(build_cli(), ["--data", str(data), *words])


@pytest.mark.parametrize(
    ("file", "phone", "language"),
    [
        ("tokiwa-moving/privacy-policy.ja.txt", "0120-000-662", "ja"),
        ("hanashizuku/privacy-policy.txt", "0120-000-487", "en"),
    ],
)
def test_the_draft_of_a_policy_passes_the_check(tmp_path: Path, file: str, phone: str, language: str) -> None:
    organisation = file.partition("/")[0]
    data, output = tmp_path / "data", tmp_path / "draft.toml"
    assert run(data, "ingest", str(POLICIES / file), "--organisation", organisation).exit_code == 0
    policy = json.loads(run(data, "policy", "list", "--json").stdout)[0]["policy"]

    drafted = run(data, "organisation", "draft", f"{organisation}/{policy}", "--output", str(output))
    assert drafted.exit_code == 0, drafted.output
    checked = run(data, "organisation", "check", str(output))
    assert checked.exit_code == 0, checked.output

    content = tomllib.loads(output.read_text("utf-8"))
    phones = [one for desk in content["desk"] for one in desk["channel"] if one["kind"] == "phone"]
    assert [(one["value"], content["language"]) for one in phones] == [(phone, language)]
    assert phones[0]["clause"][0].startswith(f"{organisation}/{policy}#")
    assert "fee" not in content["procedure"]["disclosure"], "the policy names no amount"
    assert "# The policy says nothing on:" in output.read_text("utf-8")

    facts = json.loads(run(data, "organisation", "draft", f"{organisation}/{policy}", "--json").stdout)
    assert all(one["said"][0]["quote"] for one in facts["facts"])
    assert "channel.form" in facts["absent"]


def test_a_policy_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = run(tmp_path, "organisation", "draft", "nobody/nothing")
    assert missing.exit_code == 1
    assert "nobody/nothing" in missing.output
