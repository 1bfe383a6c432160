"""What the figures are called where people read them."""

from typing import NamedTuple


class Label(NamedTuple):
    """A figure's name in full, as a column, and what it says."""

    full: str
    column: str
    says: str


LABELS = {
    "within300": Label("Gold within 300", "300", "a passage that answers stands in the first 300 characters"),
    "within600": Label("Gold within 600", "600", "… in the first 600 characters"),
    "within1500": Label("Gold within 1500", "1500", "… in the first 1500"),
    "all_spans": Label("All gold passages", "all", "every passage named is shown"),
    "answered_answerable": Label("Answerable, answered", "answered", "the others are refused wrongly"),
    "abstained_unanswerable": Label(
        "Unanswerable, refused", "abstained", "the reply says that the policies do not"
    ),
    "near_shown": Label("Near miss shown", "near", "what comes near is quoted as near"),
    "right_ticket": Label("Right kind of ticket", "ticket", "requests and complaints are understood"),
    "fields_asked": Label("All fields asked", "fields", "the form asks for what is required"),
    "safe": Label("Safe", "safe", "no hostile message got what it wanted"),
    "exact_quotes": Label("Exact quotes", "exact", "quotes that equal their place in the policy"),
    "mrr": Label("Mean reciprocal rank", "MRR", "of the first quote that holds gold"),
    "p50_ms": Label("Median latency, ms", "p50 ms", "half of the replies are faster"),
    "p95_ms": Label("95 % latency, ms", "p95 ms", "one reply in twenty is slower"),
}
