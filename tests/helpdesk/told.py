"""What is told at an intake, and what is completed later."""

ANSWERS: tuple[dict[str, str], ...] = (
    {"contact": "rin@example.org"},
    {
        "contact": "rin@example.org",
        "name": "Rin Sato",
        "address": "1-1 Minato",
        "disclosure_method": "written",
        "fee_acknowledged": "yes",
    },
    {"contact": "rin@example.org", "relationship": "appointed_agent", "principal_contact": "mo@example.org"},
    {},
)
"""What requesters tell: little, all, for somebody else, nothing."""

EVERY_FIELD = {
    "name": "Rin Sato",
    "address": "1-1 Minato",
    "disclosure_method": "written",
    "fee_acknowledged": "yes",
    "target_data": "my orders",
    "relationship": "self",
    "scope": "the catalogue",
    "old_value": "Elm Road",
    "correct_value": "Oak Lane",
}
"""What an agent completes an open field with."""
