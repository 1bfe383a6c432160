"""Files on the ticket's page: added by agents, downloaded as files, never shown by the browser."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from helpdesk import Receipt
from helpdesk.console import build_console
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.console.test_tickets import send

SCAN = b"%PDF-1.7 a scan"


def upload(client: TestClient, reference: str, name: str = "scan.html", content: bytes = SCAN) -> int:
    path = f"/desk/tickets/{reference}"
    values = form_values(client.get(path).text, f"{path}/files") | {"purpose": "disclosure"}
    return client.post(f"{path}/files", data=values, files={"file": (name, content, "text/html")}).status_code


def link(client: TestClient, reference: str) -> str:
    found = re.search(
        rf"/desk/tickets/{reference}/files/[0-9a-f-]+", client.get(f"/desk/tickets/{reference}").text
    )
    assert found
    return found[0]


def test_a_file_is_added_and_downloaded(mei: TestClient, place: Place, filed: dict[str, Receipt]) -> None:
    reference = filed["erasure"].reference
    assert upload(mei, reference, "報告.html") == 303
    answer = mei.get(link(mei, reference))
    assert answer.content == SCAN
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "%E5%A0%B1%E5%91%8A.pdf" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    lines = place.desk.accesses.page(reference=reference).lines
    assert [line.action for line in lines].count("attachment") == 1


def test_what_is_not_taken_is_said(mei: TestClient, filed: dict[str, Receipt]) -> None:
    reference = filed["erasure"].reference
    path = f"/desk/tickets/{reference}"
    values = form_values(mei.get(path).text, f"{path}/files") | {"purpose": "other"}
    answer = mei.post(f"{path}/files", data=values, files={"file": ("a.pdf", b"MZ\x00", "application/pdf")})
    assert answer.status_code == 422
    assert "Files of this kind are not taken" in answer.text


def test_a_file_is_erased_on_the_page(mei: TestClient, filed: dict[str, Receipt]) -> None:
    reference = filed["erasure"].reference
    upload(mei, reference)
    address = link(mei, reference)
    id = address.rpartition("/")[2]
    assert send(mei, reference, f"files/{id}/remove")[1].endswith("said=file_remove")
    assert mei.get(address).status_code == 404


def test_an_auditor_downloads_and_adds_nothing(
    mei: TestClient, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    reference = filed["erasure"].reference
    upload(mei, reference)
    ana = sign_in("ana")
    assert ana.get(link(ana, reference)).content == SCAN
    assert f'{reference}/files"' not in ana.get(f"/desk/tickets/{reference}").text


@pytest.mark.parametrize("length", [60_000, 200_000])
def test_only_files_may_be_larger_than_other_forms(place: Place, sign_in: SignIn, length: int) -> None:
    """The limit of the whole application holds for every other form."""
    app = FastAPI(max_body_size=64 * 1024)
    app.include_router(build_console(place.desk, secure_cookies=False, clock=place.clock))
    with TestClient(app, "http://desk.example", headers={"Origin": "http://desk.example"}) as client:
        small = client.post("/desk/sign-in", data={"email": "x" * length, "password": "y"})
        assert (small.status_code == 413) == (length > 64 * 1024)
        large = client.post(
            "/desk/tickets/PR-0000-000/files", files={"file": ("a", b"0" * length, "text/plain")}
        )
        assert large.status_code != 413
