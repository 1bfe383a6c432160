"""What an encoder learns from: a prepared folder, or people's own questions about their policies."""

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import EvaluationQuestion, placed, read_questions
from ingest import find_documents, read_policy
from knowledge import Clause, Course, Lesson, PolicyVersion, read_courses


def open_courses(source: Path, policies: Path | None) -> list[Course]:
    """Courses of a folder with `units.json`, or of a question set about the policies of a folder.

    A policy file's stem names the organisation of its questions. Raises KnowledgeError, EvaluationError or
    IngestError, whose messages name file and line.
    """
    if policies is None:
        return read_courses(source)
    questions = read_questions(source)
    versions = [read_policy(path, organisation=path.stem).version for path in find_documents([policies])]
    return [course for version in versions if (course := _course(version, questions)).lessons]


def _course(version: PolicyVersion, questions: Sequence[EvaluationQuestion]) -> Course:
    clauses = [clause for clause in version.clauses if clause.kind != "heading"]
    about = [
        placed(question, [version])
        for question in questions
        if question.organisation == version.organisation and question.kind in ("answerable", "unanswerable")
    ]
    return Course(
        name=version.organisation,
        texts=tuple(clause.retrieval_text for clause in clauses),
        lessons=tuple(_lesson(question, clauses) for question in about),
    )


def _lesson(question: EvaluationQuestion, clauses: Sequence[Clause]) -> Lesson:
    right = [
        number
        for number, clause in enumerate(clauses)
        if any(clause.start < span.end and span.start < clause.end for span in question.gold)
    ]
    return Lesson(question.text, tuple(right))
