"""Pages: nothing foreign, nothing for employees, hostile text inert."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bot.app import build_app
from bot.config import BotSettings
from bot.web.limits import Limit, network_of
from bot.web.pages import page
from bot.web.policies import rows_of
from bot.wiring import House
from ingest import read_policy
from knowledge import PolicyVersion

PAGES = ("/", "/?lang=ja", "/policies", "/status", "/chat/aoba", "/docs", "/desk/sign-in")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_this_server_only_and_has_no_inline_script(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', answer.text)
    assert all(address.startswith(("/", "#", "?", "data:,")) for address in addresses)
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    assert all("src=" in attributes and not body.strip() for attributes, body in scripts)
    assert "<style" not in answer.text
    assert not re.search(r"\son\w+=|\sstyle=", answer.text)


def test_a_policy_for_employees_has_no_public_page(client: TestClient, house: House) -> None:
    rows = house.knowledge.shelf.policies("aoba")
    codes = {
        row.audience: client.get(f"/policies/aoba/{row.policy}/{row.version}").status_code for row in rows
    }
    assert codes == {"public": 200, "employees": 404}
    assert "Staff" not in client.get("/policies").text


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_markup_in_a_policy_is_text(house: House) -> None:
    shown = page("not_found.html", "en", status=404).body.decode()
    assert "<script" not in shown
    version = house.knowledge.shelf.version("aoba", "privacy-policy")
    assert version is not None
    rows = rows_of(version, 0, 0)
    assert "".join(piece.text for row in rows for piece in row.pieces)


@given(st.data())
def test_the_pieces_of_a_clause_are_its_text_and_the_quote_is_marked(data: st.DataObject) -> None:
    version = PolicyVersion(
        organisation="a",
        policy="p",
        version="v",
        title="t",
        language="en",
        audience="public",
        effective=None,
        text="First clause.\n\nSecond clause, longer.",
        clauses=CLAUSES,
        source="s",
    )
    start = data.draw(st.integers(0, 40))
    end = data.draw(st.integers(start, 45))
    rows = rows_of(version, start, end)
    assert ["".join(piece.text for piece in row.pieces) for row in rows] == [c.text for c in CLAUSES]
    marked = "".join(piece.text for row in rows for piece in row.pieces if piece.marked)
    assert "".join(marked.split()) == "".join(version.text[start:end].split())


REFERRING = """# Privacy Policy

## Article 1 (Purposes)

1. We deliver books.
2. As stated in Article 2, we tell nobody.

## Article 2 (Third parties)

The preceding Article holds, and Article 9 does not exist.
"""


def test_a_reference_to_a_clause_is_a_link_to_it(client: TestClient, house: House, tmp_path: Path) -> None:
    (tmp_path / "referring.md").write_text(REFERRING, "utf-8")
    version = read_policy(tmp_path / "referring.md", organisation="aoba", policy="referring").version
    house.knowledge.indexer.replace(version)
    start = version.text.index("As stated in Article")
    quoted = f"/policies/aoba/referring/{version.version}?start={start}&end={start + len('As stated in Art')}"
    text = client.get(quoted).text
    assert '<mark>As stated in </mark><a href="#2"><mark>Art</mark></a><a href="#2">icle 2</a>, we' in text
    assert '<a href="#1">The preceding Article</a> holds, and Article 9 does' in text
    assert re.search(r'<h2 id="2" class="clause heading', text)


def test_limits_count_within_their_window() -> None:
    now = [0.0]
    limit = Limit(2, 10, clock=lambda: now[0], most_keys=3)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 10]
    now[0] = 10.5
    assert limit.wait("a") == 0
    assert [limit.wait(key) for key in "bcdefg"] == [0] * 6


def test_an_ipv6_customer_is_one_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")


def clause(place: str, start: int, text: str):  # type: ignore[no-untyped-def]
    from knowledge import Clause

    return Clause(place, "", "paragraph", None, (), None, text, start, start + len(text))


CLAUSES = (clause("p1", 0, "First clause."), clause("p2", 15, "Second clause, longer."))


def test_what_is_data_is_kept_by_nobody(client: TestClient) -> None:
    started = client.post("/api/v1/conversations", json={"organisation": "aoba"})
    assert started.headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/static/web/pages.css").headers.get("Cache-Control", "")


@pytest.mark.parametrize(("public", "told"), [("https://desk.example", True), ("http://testserver", False)])
def test_browsers_are_told_to_stay_with_https_where_it_is_spoken(
    tmp_path: Path, public: str, told: bool
) -> None:
    settings = BotSettings(allowed_hosts=("testserver",), public_url=public)
    with House(tmp_path / "other", settings) as house, TestClient(build_app(house)) as client:
        headers = client.get("/healthz").headers
    assert headers.get("Strict-Transport-Security", "").startswith("max-age=31536000") is told


def test_neither_lists_of_files_nor_traces(client: TestClient) -> None:
    for folder in ("/static/", "/static/web/", "/static/web/widget/"):
        assert client.get(folder).status_code == 404
    assert client.request("TRACE", "/").status_code == 405
