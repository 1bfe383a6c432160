"""The search box of the queue."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "queue.search_example": ("Reference, contact, tag or words", "受付番号・連絡先・タグ・言葉"),
}
