"""The date that a policy states for itself."""

from datetime import date

import pytest

from ingest.dating import stated_date


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("April 1, 2022", date(2022, 4, 1)),
        ("1st Oct. 2010", date(2010, 10, 1)),
        ("Most recent amendment: March 8, 2018", date(2018, 3, 8)),
        ("Last updated 3 March 2024.", date(2024, 3, 3)),
        ("This policy took effect on 2 June 2021.", date(2021, 6, 2)),
        ("Effective: 2024-05-06", date(2024, 5, 6)),
        ("2024年4月1日", date(2024, 4, 1)),
        ("令和６年４月１日 改定", date(2024, 4, 1)),
        ("令和元年5月1日施行", date(2019, 5, 1)),
        ("平成17年4月1日制定、令和4年4月1日改定", date(2022, 4, 1)),
    ],
)
def test_stated_dates(line: str, expected: date) -> None:
    assert stated_date((line,)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "the Act on the Protection of Personal Information (Act No. 57 of 2003)",
        "The text was archived on 2019-10-11 and is not official.",
        "Records made before May 3, 2020 are kept in the archive of our head office for ten years.",
        "個人情報の保護に関する法律（平成15年法律第57号）は2003年5月30日に施行されました。",
        "31 June 2020",
        "We answer within 30 days.",
    ],
)
def test_other_dates_do_not_count(line: str) -> None:
    assert stated_date((line,)) is None


def test_the_latest_amendment_wins() -> None:
    assert stated_date(("Enacted: January 6, 2005", "Amended: May 1, 2016", "Scope")) == date(2016, 5, 1)
