"""Small policies of invented companies, made from headings and paragraphs."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge import Audience, Clause, PolicyVersion

NORDLICHT = {
    "1. Purposes": [
        "We use your data to deliver orders. We never use it to rate customers.",
        "Photographs of events are kept for two years.",
    ],
    "2. Requests": [
        "Please send disclosure requests by post to the privacy desk.",
        "A fee of 900 yen is charged for each disclosure.",
    ],
    "3. Cameras": ["Cameras watch the entrance of the shop and the recordings are deleted after 14 days."],
}


def policy(
    sections: Mapping[str, Sequence[str]] = NORDLICHT,
    *,
    organisation: str = "nordlicht",
    slug: str = "privacy-policy",
    version: str = "2024-04-01",
    effective: date | None = date(2024, 4, 1),
    audience: Audience = "public",
    language: str = "en",
) -> PolicyVersion:
    """A version whose sections are headings with paragraphs below; "- " makes a paragraph a list item."""
    text = ""
    clauses: list[Clause] = []

    def add(
        kind: str, words: str, place: str, parent: str, path: tuple[str, ...], lead_in: str | None
    ) -> None:
        nonlocal text
        start = len(text)
        text += words + "\n\n"
        number = words.split(" ")[0] if words[0].isdigit() else None
        clauses.append(
            Clause(place, parent, kind, number, path, lead_in, words, start, start + len(words))  # type: ignore[arg-type]
        )

    for ordinal, (heading, paragraphs) in enumerate(sections.items(), start=1):
        add("heading", heading, str(ordinal), "", (), None)
        lead_in = None
        for rank, words in enumerate(paragraphs, start=1):
            item = words.startswith("- ")
            kind = "item" if item else "paragraph"
            add(
                kind,
                words.removeprefix("- "),
                f"{ordinal}.p{rank}",
                str(ordinal),
                (heading,),
                lead_in if item else None,
            )
            if not item:
                lead_in = words
    return PolicyVersion(
        organisation,
        slug,
        version,
        "Privacy Policy",
        language,
        audience,
        effective,
        text,
        tuple(clauses),
        "policy.txt",
    )
