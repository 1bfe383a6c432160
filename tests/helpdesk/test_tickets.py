from helpdesk.tickets import FINAL, FIRST, REASONS, STATUSES, TRANSITIONS, allowed
from helpdesk.wording import CATALOGUES


def test_the_table_is_complete() -> None:
    assert set(TRANSITIONS) == set(STATUSES)
    assert sum(len(onward) for onward in TRANSITIONS.values()) == 22
    assert set(REASONS) <= set(STATUSES)


def test_every_status_can_be_reached_and_every_open_one_can_end() -> None:
    reached = set(FIRST)
    while more := {new for old in reached for new in TRANSITIONS[old]} - reached:
        reached |= more
    assert reached == set(STATUSES)
    assert {"closed", "cancelled"} == FINAL
    for status in set(STATUSES) - FINAL:
        onward = {status}
        while more := {new for old in onward for new in TRANSITIONS[old]} - onward:
            onward |= more
        assert onward & FINAL, status


def test_what_the_table_does_not_name_is_not_allowed() -> None:
    assert allowed("new", "open")
    assert not allowed("new", "resolved")
    assert not any(allowed("closed", status) for status in STATUSES)


def test_each_status_and_reason_has_a_customer_label_in_both_languages() -> None:
    for catalogue in CATALOGUES.values():
        assert all(catalogue[f"status.{status}"] for status in STATUSES)
        assert all(catalogue[f"reason.{reason}"] for reason in REASONS["cancelled"])
