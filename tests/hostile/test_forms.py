"""No request of a page, a query or a form, however odd, makes the server fail."""

from pathlib import Path

import pytest

from tests.conftest import FreshUrl
from tests.hostile.forms import besiege
from tests.hostile.place import attacked


def test_odd_requests_of_pages_and_forms_are_answered(tmp_path: Path) -> None:
    with attacked(tmp_path) as target:
        done = besiege(target, requests=100)
    assert done.wrong == []
    assert done.answers[200] > 0


@pytest.mark.slow
@pytest.mark.enable_socket
def test_ten_thousand_odd_requests_are_answered(tmp_path: Path, fresh_url: FreshUrl) -> None:
    with attacked(tmp_path, fresh_url()) as target:
        done = besiege(target, requests=10_000)
    print(done.answers)  # noqa: T201  # the figure for docs/reliability.md
    assert done.wrong == []
