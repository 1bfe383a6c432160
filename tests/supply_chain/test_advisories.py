"""What a run of pip-audit comes to; above all, that one which checked nothing does not pass."""

from datetime import UTC, date, datetime

from tests.supply_chain.advisories import Report, Waiver, judged, read_waivers

TODAY = date(2026, 11, 30)
CLEAN = {"name": "fine", "version": "1", "vulns": []}
SKIPPED = {"name": "away", "skip_reason": "not found"}
FOUND = {
    "name": "sick",
    "version": "2",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3"]}],
}


def report(*parts: object) -> Report:
    return {"dependencies": list(parts)}


def waiver(until: date, id: str = "CVE-1") -> Waiver:
    return Waiver(id, "sick", until, "unreachable here")


def test_a_run_that_checked_nothing_did_not_run() -> None:
    assert judged(report(SKIPPED, SKIPPED), (), TODAY)[0] == 3
    assert judged(report(), (), TODAY)[0] == 3


def test_a_package_that_was_not_checked_is_named() -> None:
    assert judged(report(CLEAN, SKIPPED), (), TODAY) == (1, ["away: could not be checked"])


def test_nothing_left_over_passes() -> None:
    assert judged(report(CLEAN), (), TODAY)[0] == 0


def test_an_advisory_fails_unless_it_is_waived_for_today() -> None:
    assert judged(report(FOUND), (), TODAY) == (1, ["sick 2: PYSEC-1, mended in ['3']"])
    assert judged(report(FOUND), (waiver(TODAY),), TODAY)[0] == 0
    assert judged(report(FOUND), (waiver(TODAY, "CVE-2"),), TODAY)[0] == 1
    assert judged(report(FOUND), (waiver(date(2026, 11, 29)),), TODAY) == (
        1,
        ["waiver CVE-1: ended 2026-11-29"],
    )
    assert judged(report(FOUND), (waiver(date(2028, 1, 1)),), TODAY)[0] == 1


def test_our_waivers_have_reasons_and_none_has_ended() -> None:
    today = datetime.now(UTC).date()
    assert judged(report(CLEAN), read_waivers(), today)[0] == 0
    assert all(each.reason for each in read_waivers())
