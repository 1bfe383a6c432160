"""Settings of the room."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from knowledge.language_models import LanguageModelSettings

MODELS = Path(__file__).parent / "models"


class KnowledgeSettings(LanguageModelSettings):
    """Read from the environment as MADOGUCHI_KNOWLEDGE_<NAME>; those of the language model stand with it."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_KNOWLEDGE_")

    encoder: str = Field(
        default=str(MODELS / "madoguchi-encoder"),
        description="folder of an ONNX encoder, or a Sentence Transformers model (needs that extra)",
    )
    vectors: str = Field(
        default="chroma",
        pattern="^(chroma|exact|pgvector)$",
        description="vector index: Chroma, exact search by NumPy, or pgvector in the PostgreSQL database",
    )
    candidates: int = Field(
        default=60, ge=10, le=500, description="clauses taken from each index before they are ranked closely"
    )
    approved_similarity: float = Field(
        default=0.88,
        ge=0,
        le=1,
        description="likeness of two questions from which an approved answer may be given, as a cosine",
    )
    cross_encoder: str | None = Field(
        default=None,
        description="Sentence Transformers cross-encoder that orders the best passages (needs that extra)",
    )
    least_confidence: float = Field(
        default=0.18,
        ge=0,
        le=1,
        description="probability that the policies answer below which a question counts as not covered",
    )
