"""Alembic's entry: runs the revisions on the connection that `bot.schema` hands in."""

from alembic import context

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=list(attributes.get("metadata", ())),
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
