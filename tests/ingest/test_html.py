"""Web pages: visible text alone, numbers as displayed."""

import pytest

from ingest.readers import html
from ingest.segmentation import segment
from knowledge import Clause


def clauses(body: str, head: str = "") -> tuple[Clause, ...]:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return segment(html.read(page.encode())).clauses


def texts(body: str, head: str = "") -> list[str]:
    return [clause.text for clause in clauses(body, head)]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">obey</p>',
        '<div style="VISIBILITY:hidden"><b>obey</b></div>',
        "<p hidden>obey</p>",
        '<span aria-hidden="true">obey</span>',
        '<p style="font-size:0">obey</p>',
        '<p style="color:#fff">obey</p>',
        '<p style="position:absolute; left:-9999px">obey</p>',
        '<p class="quiet x">obey</p>',
    ],
)
def test_hidden_text_is_left_out_and_reported(hidden: str) -> None:
    style = "<style>.quiet { display: none }</style>"
    page = f"{style}<h1>Policy</h1><p>We keep names.</p>{hidden}<p>End here.</p>"
    document = html.read(page.encode())
    assert "obey" not in document.text
    assert document.warnings == ("Hidden text was left out (4 characters): obey",)


def test_a_print_style_sheet_hides_nothing() -> None:
    head = "<style>@media print { .note { display: none } }</style>"
    assert "Shown to all." in texts('<p class="note">Shown to all.</p>', head)


def test_page_furniture_is_left_out() -> None:
    body = """<nav><a href="/">Home</a></nav><header><h1>Policy</h1></header>
    <ul><li><a href="#a">Names</a><ul><li><a href="#b">Sub</a></li></ul></li>
    <li><a href="#c">Rights</a></li></ul>
    <h2 id="a">Names</h2><p>We keep names.</p><script>var x = "<p>no</p>"</script>
    <p><a href="#top">Back to top</a></p><footer>© Larch</footer>"""
    assert texts(body) == ["Policy", "Names", "We keep names."]


def test_list_numbers_are_those_displayed() -> None:
    body = """<h1>P</h1><p>We keep the following:</p>
    <ol type="a" start="3"><li>name<li>mail<ol><li value="5">work<li>home</ol></li>
    <li><p>phone</p><p>Mobile too.</p></ol>
    <p>In this order:</p><ol reversed><li>three</li><li>two<li>one</ol>
    <ol style="list-style-type: upper-roman"><li>first</li></ol>
    <ol style="list-style:none"><li>(1) own</li></ol>"""
    shown = [text for text in texts(body) if not text.endswith(":")]
    assert shown[1:] == [
        "c. name", "d. mail", "5. work", "6. home", "e. phone", "Mobile too.",
        "3. three", "2. two", "1. one", "I. first", "(1) own",
    ]  # fmt: skip


def test_unclosed_tags_do_not_join_blocks() -> None:
    table = "<table><tr><td>x<td>y<tr><td>z<td>w</table>"
    body = f"<h1>P</h1><p>One is here.<p>Two is here.<ul><li>a<li>b</ul>{table}"
    assert texts(body)[1:] == ["One is here.", "Two is here.", "• a", "• b", "x | y", "z | w"]


def test_table_rows_are_introduced_by_their_header() -> None:
    body = "<h1>P</h1><table><tr><th>Data<th>Kept</tr><tr><td>Name<td>2 years</tr></table>"
    row = clauses(body)[-1]
    assert (row.kind, row.text, row.lead_in) == ("row", "Name | 2 years", "Data | Kept")


def test_a_layout_table_is_read_through() -> None:
    body = "<table><tr><td><h1>P</h1><h2>1. Scope</h2><p>All customers are meant.</p></td></tr></table>"
    assert [clause.place for clause in clauses(body)] == ["h1", "1", "1.p1"]


def test_terms_head_their_definitions() -> None:
    body = "<h1>P</h1><dl><dt>Controller<dd>Larch Ltd decides.<dt>Processor<dd>Fir Ltd helps.</dl>"
    assert [clause.heading_path for clause in clauses(body) if clause.kind == "paragraph"] == [
        ("Controller",),
        ("Processor",),
    ]


def test_line_breaks_part_lines_and_soft_breaks_do_not() -> None:
    assert texts("<h1>P</h1><p>One<br>two\n and\nthree</p>")[1:] == ["One", "two and three"]
    assert texts("<h1>方針</h1><p>当社は、\n個人情報を守ります。</p>")[1:] == ["当社は、個人情報を守ります。"]


def test_declared_encoding_is_believed_when_the_bytes_agree() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Schlüssel für alle.</p></body></html>'
    document = html.read(page.encode("latin-1"))
    assert "Schlüssel" in document.text
    assert document.warnings == ("Read as iso-8859-1, as the document declares",)


def test_title_element_names_a_page_without_headings() -> None:
    assert html.read(b"<title>Privacy | Larch</title><p>We keep names.").title == "Privacy | Larch"
