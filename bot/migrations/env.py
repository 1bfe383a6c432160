"""Alembic's entry: runs the revisions on the connection that `bot.schema` hands in."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

attributes = context.config.attributes


def plain_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write a room's own column types as what the database stores, so that old revisions need no room."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


context.configure(
    connection=attributes["connection"],
    target_metadata=list(attributes.get("metadata", ())),
    render_as_batch=True,
    render_item=plain_type,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
