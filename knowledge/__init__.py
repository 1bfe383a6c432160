"""What the policies say: clauses, their search, answers that quote them. This is the room's front door.

Value types load at once; what opens storage or models loads when it is first named.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from knowledge.answers import (
    Answer,
    Answered,
    Citation,
    Conflicting,
    NotCovered,
    PartlyAnswered,
    Question,
    Sentence,
    cite,
)
from knowledge.approved import Approved, ApprovedQuote, ApprovedSentence
from knowledge.clauses import Address, Audience, Clause, PolicyVersion, fold_white_space
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.adapters.langchain_retrieval import ClauseRetriever, EncoderEmbeddings
    from knowledge.adapters.sentence_transformers_export import export
    from knowledge.adapters.sentence_transformers_tuning import Plan, Step, tune
    from knowledge.adapters.sql_tables import metadata
    from knowledge.answering import Answerer
    from knowledge.config import KnowledgeSettings
    from knowledge.encoder_quality import Grade, graded
    from knowledge.facts import Fact, closures, stated
    from knowledge.grounding import Objection, objection
    from knowledge.indexing import Indexer, Replacement
    from knowledge.lessons import Course, Lesson, read_courses
    from knowledge.ports import Encoder, VectorStore
    from knowledge.recalling import located
    from knowledge.referring import Reference, references
    from knowledge.shelf import ClauseChange, Found, PolicySummary, Shelf
    from knowledge.topics import topic_of
    from knowledge.wholeness import damaged_model_files
    from knowledge.wiring import Knowledge, open_encoder, open_knowledge, open_vector_store

_LATER = {
    "Objection": "knowledge.grounding",
    "located": "knowledge.recalling",
    "topic_of": "knowledge.topics",
    "objection": "knowledge.grounding",
    "Answerer": "knowledge.answering",
    "ClauseChange": "knowledge.shelf",
    "ClauseRetriever": "knowledge.adapters.langchain_retrieval",
    "EncoderEmbeddings": "knowledge.adapters.langchain_retrieval",
    "Course": "knowledge.lessons",
    "Encoder": "knowledge.ports",
    "VectorStore": "knowledge.ports",
    "Fact": "knowledge.facts",
    "Found": "knowledge.shelf",
    "Grade": "knowledge.encoder_quality",
    "Indexer": "knowledge.indexing",
    "Knowledge": "knowledge.wiring",
    "KnowledgeSettings": "knowledge.config",
    "PolicySummary": "knowledge.shelf",
    "Reference": "knowledge.referring",
    "Replacement": "knowledge.indexing",
    "Shelf": "knowledge.shelf",
    "Lesson": "knowledge.lessons",
    "Plan": "knowledge.adapters.sentence_transformers_tuning",
    "Step": "knowledge.adapters.sentence_transformers_tuning",
    "closures": "knowledge.facts",
    "damaged_model_files": "knowledge.wholeness",
    "export": "knowledge.adapters.sentence_transformers_export",
    "stated": "knowledge.facts",
    "graded": "knowledge.encoder_quality",
    "metadata": "knowledge.adapters.sql_tables",
    "open_encoder": "knowledge.wiring",
    "open_knowledge": "knowledge.wiring",
    "open_vector_store": "knowledge.wiring",
    "read_courses": "knowledge.lessons",
    "references": "knowledge.referring",
    "tune": "knowledge.adapters.sentence_transformers_tuning",
}

__all__ = [
    "Address",
    "Answer",
    "Answered",
    "Answerer",
    "Approved",
    "ApprovedQuote",
    "ApprovedSentence",
    "Audience",
    "Citation",
    "Clause",
    "ClauseChange",
    "ClauseRetriever",
    "Conflicting",
    "Course",
    "Encoder",
    "EncoderEmbeddings",
    "Fact",
    "Found",
    "Grade",
    "Indexer",
    "Knowledge",
    "KnowledgeError",
    "KnowledgeSettings",
    "Lesson",
    "NotCovered",
    "Objection",
    "PartlyAnswered",
    "Plan",
    "PolicySummary",
    "PolicyVersion",
    "Question",
    "Reference",
    "Replacement",
    "Sentence",
    "Shelf",
    "Step",
    "VectorStore",
    "cite",
    "closures",
    "damaged_model_files",
    "export",
    "fold_white_space",
    "graded",
    "located",
    "metadata",
    "objection",
    "open_encoder",
    "open_knowledge",
    "open_vector_store",
    "read_courses",
    "references",
    "stated",
    "topic_of",
    "tune",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
