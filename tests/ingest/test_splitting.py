"""No clause is longer than what the encoder takes in, and none of the text is lost."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, Document
from ingest.pieces import cut_pieces
from ingest.splitting import LONGEST, split_long

words = st.lists(
    st.sampled_from(["data", "is kept.", "We ask;", "同意を得ます。", "and"]), min_size=1, max_size=900
)


def document(text: str) -> Document:
    block = Block(kind="paragraph", start=0, end=len(text), indent=0, gap=1, level=0, page=None)
    return Document(text=text, blocks=(block,), title=None, warnings=())


@settings(max_examples=40, deadline=None)
@given(words)
def test_parts_stand_where_they_say_and_hold_everything(chosen: list[str]) -> None:
    text = " ".join(chosen)
    pieces = list(split_long(cut_pieces(document(text))))
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences(tmp_path: Path) -> None:
    from ingest import read_policy

    sentence = "We keep the records of orders for seven years as the law requires. "
    path = tmp_path / "policy.txt"
    path.write_text("Privacy Policy\n\n1. Storage\n\n" + sentence * 40 + "\n", "utf-8")
    clauses = read_policy(path, organisation="aoba").version.clauses
    parts = [clause for clause in clauses if clause.kind == "paragraph"]
    assert len(parts) > 1
    assert all(part.text.endswith("requires.") for part in parts)
    assert {part.parent for part in parts} == {"1"}
