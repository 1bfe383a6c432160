"""Clauses as LangChain documents, the encoder as LangChain embeddings."""

import json
from datetime import date

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ValidationError

from knowledge import Address, ClauseRetriever, EncoderEmbeddings
from tests.knowledge.conftest import Room
from tests.knowledge.policies import policy

FEE = "Which fee is charged for each disclosure?"


def retriever(room: Room, **options: object) -> ClauseRetriever:
    return ClauseRetriever(shelf=room.knowledge.shelf, **{"organisations": ("nordlicht",), **options})


def test_documents_are_clauses_with_their_address(room: Room) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    documents = retriever(room, k=2).invoke(FEE)
    assert len(documents) == 2
    for document in documents:
        address = Address.parse(document.metadata["address"])
        found = room.knowledge.shelf.clause(address)
        assert found is not None
        assert document.id == str(address)
        assert document.page_content == found[1].text
        assert version.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert json.loads(json.dumps(document.metadata)) == document.metadata
    first = documents[0]
    assert first.page_content == "A fee of 900 yen is charged for each disclosure."
    assert first.metadata["heading_path"] == ["2. Requests"]
    assert first.metadata["effective"] == "2024-04-01"


def test_the_order_is_that_of_the_search(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    found = room.knowledge.shelf.search(FEE, ("nordlicht",), "public", date(2026, 11, 1), 5)
    documents = retriever(room).invoke(FEE)
    assert [document.page_content for document in documents] == [each.clause.text for each in found]


async def test_it_is_a_retriever_like_any_other(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    ours = retriever(room, k=1)
    assert isinstance(ours, BaseRetriever)
    assert (await ours.ainvoke(FEE)) == ours.invoke(FEE) == ours.batch([FEE])[0]


def test_a_reader_sees_what_is_theirs_on_a_day(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    inside = policy({"1. Staff": ["A fee of 5 yen is charged to staff."]}, slug="staff", audience="employees")
    room.knowledge.indexer.replace(inside)
    outsiders = retriever(room, k=50).invoke(FEE)
    staff = retriever(room, k=50, audience="employees").invoke(FEE)
    assert {document.metadata["policy"] for document in outsiders} == {"privacy-policy"}
    assert {document.metadata["policy"] for document in staff} == {"privacy-policy", "staff"}
    assert retriever(room, as_of=date(2020, 1, 1)).invoke(FEE) == []
    assert retriever(room, organisations=("unknown",)).invoke(FEE) == []


@pytest.mark.parametrize("options", [{"k": 0}, {"audience": "everybody"}, {"organisations": None}])
def test_options_are_checked(room: Room, options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        retriever(room, **options)


def test_embeddings_are_the_pooled_vectors_of_the_encoder() -> None:
    ours = EncoderEmbeddings()
    assert isinstance(ours, Embeddings)
    documents = ours.embed_documents(["We do not sell personal information.", "The shop opens at nine."])
    asked = ours.embed_query("Do you sell my data?")
    assert [len(vector) for vector in (*documents, asked)] == [384] * 3
    assert all(type(value) is float for value in asked)
    np.testing.assert_allclose([np.linalg.norm(vector) for vector in documents], 1.0, rtol=1e-5)
    near = np.array(documents) @ np.array(asked)
    assert near[0] > near[1]
    assert ours.embed_documents([]) == []


def test_a_japanese_question_is_embedded_by_its_english_terms() -> None:
    ours = EncoderEmbeddings()
    documents = ours.embed_documents(["We use cookies.", "The shop opens at nine."])
    near = np.array(documents) @ np.array(ours.embed_query("クッキーを使っていますか"))
    assert near[0] > near[1]
