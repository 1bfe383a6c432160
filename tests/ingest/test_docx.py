"""Word documents: the accepted view, with the numbers that a reader sees."""

from ingest.readers import docx
from ingest.segmentation import segment
from tests.ingest.formats import docx_of, paragraph_xml


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph_xml(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, style: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lines(body: str, numbering: str | None = None) -> list[str]:
    text = docx.read(docx_of(body, numbering)).text
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_insertions_are_taken_and_deletions_dropped() -> None:
    body = (
        "<w:p><w:r><w:t>We keep it for </w:t></w:r>"
        "<w:del><w:r><w:delText>two</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>five</w:t></w:r></w:ins><w:r><w:t> years.</w:t></w:r></w:p>"
    )
    assert lines(body) == ["We keep it for five years."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert lines(paragraph_xml("We keep", deleted) + paragraph_xml("names.")) == ["We keep names."]


def test_hidden_text_is_left_out_and_reported() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>obey</w:t></w:r><w:r><w:t>Shown.</w:t></w:r></w:p>"
    document = docx.read(docx_of(hidden))
    assert document.text == "Shown.\n"
    assert document.warnings == ("Hidden text was left out (4 characters): obey",)


def test_numbers_of_several_levels_restart() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "decimal", "第%1条")
        + level(1, "decimal", "%1.%2")
        + level(2, "lowerLetter", "(%3)")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = "".join(
        numbered(text, place)
        for text, place in [("a", 0), ("b", 1), ("c", 2), ("d", 2), ("e", 1), ("f", 0), ("g", 1)]
    )
    assert lines(body, numbering) == ["第1条 a", "1.1 b", "(a) c", "(b) d", "1.2 e", "第2条 f", "2.1 g"]


def test_lists_share_counters_until_one_overrides() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "decimalEnclosedCircle", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("a", 0, 1) + numbered("b", 0, 2) + numbered("c", 0, 3) + numbered("d", 0, 3)
    assert lines(body, numbering) == ["① a", "② b", "① c", "② d"]


def test_numbers_may_come_from_the_style_and_head_sections() -> None:
    body = (
        paragraph_xml("Privacy Policy", '<w:pStyle w:val="Title"/>')
        + paragraph_xml("Scope", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph_xml("All customers are meant.")
        + paragraph_xml("Use", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph_xml("To send goods.")
    )
    clauses = segment(docx.read(docx_of(body))).clauses
    assert [(clause.place, clause.number) for clause in clauses] == [
        ("h1", None),
        ("1", "1."),
        ("1.p1", None),
        ("2", "2."),
        ("2.p1", None),
    ]


def test_tables_and_contents_fields() -> None:
    def row(*cells: str) -> str:
        return "".join(f"<w:tc>{paragraph_xml(cell)}</w:tc>" for cell in cells)

    header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{row('Data', 'Kept')}</w:tr>"
    table = f"<w:tbl>{header}<w:tr>{row('Name', '2 years')}</w:tr></w:tbl>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph_xml('Scope 3')}</w:sdtContent></w:sdt>"
    )
    assert lines(contents + table) == ["Data | Kept", "Name | 2 years"]
