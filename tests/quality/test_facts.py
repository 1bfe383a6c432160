"""What drafts propose, against gold facts of fictional policies, and of real ones where they are there."""

from pathlib import Path

import pytest

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
