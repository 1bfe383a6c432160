"""What can be wrong with a document, told in one line."""


class IngestError(Exception):
    """A document that cannot be taken in; `str()` is one line: the file, the problem, the remedy."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(f"{name}: {problem}. {remedy}.")


class Unreadable(Exception):
    """Raised by a reader that knows what is wrong but not which file it reads."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
