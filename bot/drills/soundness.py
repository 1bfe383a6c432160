"""What a database says of its own soundness."""

from bot.database import Database


def faults(database: Database) -> int:
    """How many faults it finds in itself; SQLite alone can be asked."""
    if not database.is_sqlite:
        return 0
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return (found != ["ok"]) + len(broken)
