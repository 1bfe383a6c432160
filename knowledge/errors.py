"""What can go wrong here; each message is one line that says what to do."""


class KnowledgeError(Exception):
    """Something the operator can mend; the message is one line and says how."""


class BrokenIndex(KnowledgeError):
    """An index folder cannot be read; it is rebuilt from the database."""


class ModelFailed(KnowledgeError):
    """A language model gave nothing usable; the message names the kind of failure and quotes nothing."""
