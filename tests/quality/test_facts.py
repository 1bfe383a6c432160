"""What drafts propose, against gold facts of fictional policies, and of real ones where they are there."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import build_cli
from bot.evaluation.facts import Measured, measure_all, together

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "facts"
SHARED = ROOT.parent / "shared"


def _told(measured: list[Measured]) -> str:
    return "; ".join(
        f"{one.name}: wrong {[(p.name, p.value) for p in one.wrong]}, missed {[g.name for g in one.missed]}"
        for one in measured
    )


def test_drafts_of_fictional_policies_stay_as_good_as_they_are() -> None:
    measured = measure_all(GOLD, ROOT)
    whole = together(measured)
    assert len(measured) == 6
    assert whole.gold >= 80, "a floor over hardly any facts says nothing"
    assert whole.precision >= 0.97, _told(measured)
    assert whole.recall >= 0.92, _told(measured)


@pytest.mark.skipif(
    not (SHARED / "profiles").is_dir(), reason="the gold profiles of the real policies are elsewhere"
)
def test_drafts_of_the_real_policies_reach_the_bars() -> None:
    measured = measure_all(SHARED / "profiles", SHARED / "policies")
    whole = together(measured)
    assert whole.gold >= 100
    assert whole.precision >= 0.95, _told(measured)
    assert whole.recall >= 0.80, _told(measured)


def _eval(*words: str) -> Result:
    return CliRunner().invoke(build_cli(), ["eval", "--facts", *words])


def test_what_is_wrong_and_what_is_missed_is_counted_and_listed(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_text("Privacy Policy\n\n1. Contact\n\nTelephone: 0120-000-111\n", "utf-8")
    gold = 'org_id = "shop"\npolicy_file = "shop.txt"\n[channel.phone]\nstatus = "present"\n'
    at = (tmp_path / "shop.txt").read_text("utf-8").index("0120")
    for value, right in (("0120-000-111", 1), ("0120-000-222", 0)):
        place = f'value = "{value}"\nevidence = [{{ start = {at}, end = {at + 12} }}]\n'
        (tmp_path / "shop.toml").write_text(gold + place, "utf-8")
        told = json.loads(_eval(str(tmp_path), "--policies", str(tmp_path), "--json").stdout)["all"]
        assert (told["proposed"], told["gold"]) == (1, 1)
        assert (told["precision"], told["recall"]) == (right, right)
    table = _eval(str(tmp_path), "--policies", str(tmp_path)).stdout
    assert f"missed  shop channel.phone = 0120-000-222 {at}-{at + 12}" in table


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    for words in ((str(tmp_path), "--policies", str(tmp_path)), (str(GOLD), "--policies", str(tmp_path))):
        answer = _eval(*words)
        assert (answer.exit_code, str(tmp_path) in answer.output.replace("\n", "")) == (1, True)
    assert _eval(str(GOLD)).exit_code == 2
