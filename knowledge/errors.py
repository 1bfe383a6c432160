"""What can go wrong here; each message is one line that says what to do."""


class KnowledgeError(Exception):
    """Something the operator can mend; the message is one line and says how."""


class BrokenIndex(KnowledgeError):
    """An index folder cannot be read; it is rebuilt from the database."""
