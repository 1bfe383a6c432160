from datetime import UTC, date, datetime
from string import Formatter

from helpdesk.fields import FIELDS
from helpdesk.tickets import KINDS, RIGHTS
from helpdesk.wording import CATALOGUES, day, moment, sentence
from helpdesk.wording_en import ENGLISH
from helpdesk.wording_ja import JAPANESE


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_catalogues_say_the_same_things_about_the_same_facts() -> None:
    assert ENGLISH.keys() == JAPANESE.keys()
    for key, text in ENGLISH.items():
        assert _slots(text) == _slots(JAPANESE[key]), key
        assert JAPANESE[key].strip(), key


def test_every_kind_right_and_field_has_its_name() -> None:
    for catalogue in CATALOGUES.values():
        names = [f"kind.{one}" for one in KINDS] + [f"right.{one}" for one in RIGHTS]
        names += [f"field.{one}" for one in FIELDS]
        names += [f"choice.{choice}" for shape in FIELDS.values() for choice in shape.choices]
        assert all(name in catalogue for name in names)


def test_dates_and_moments_are_written_as_people_write_them() -> None:
    assert day("en", date(2026, 12, 3)) == "3 December 2026"
    assert day("ja", date(2026, 12, 3)) == "2026年12月3日"
    at = datetime(2026, 11, 16, 1, 5, tzinfo=UTC)
    assert moment("en", at, "Asia/Tokyo") == "16 November 2026 10:05 (JST)"
    assert sentence("fr", "kind.complaint") == "Complaint"
