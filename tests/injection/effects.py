"""What a message has changed: the rows of every table, before and after."""

from collections.abc import Mapping

from sqlalchemy import Engine, inspect, text

OWN = {"bot_event": "conversation_id", "bot_intent": "conversation_id", "bot_conversation": "id"}
"""Tables in which a conversation may write about itself, and the column that names it."""

_OF_NOBODY = ("helpdesk_question", "helpdesk_word", "knowledge_allowance", "alembic_version")
"""Journal of questions, search words of tickets, tokens spent in a day: they follow each message."""


class Rows:
    """Counts all rows but those of one conversation; a change of a ticket is a row of its timeline."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        names = [name for name in inspect(engine).get_table_names() if name not in _OF_NOBODY]
        self._query = text(" UNION ALL ".join(map(_counting, names)))

    def without(self, conversation: str) -> Mapping[str, int]:
        """By table; what belongs to the conversation is not counted."""
        with self._engine.connect() as connection:
            return {
                str(name): int(count)
                for name, count in connection.execute(self._query, {"own": conversation})
            }


def _counting(table: str) -> str:
    where = f" WHERE {OWN[table]} <> :own" if table in OWN else ""
    return f"SELECT '{table}', COUNT(*) FROM {table}{where}"  # noqa: S608  # names of our own tables


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """`table +1` for each that changed."""
    return [f"{table} {after[table] - count:+d}" for table, count in before.items() if after[table] != count]
