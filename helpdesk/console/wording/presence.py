"""What is said of who else is at a ticket, and of what they changed, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "presence.here": ("{name} has this ticket open.", "{name}さんがこの案件を開いています。"),
    "presence.writing": ("{name} is writing on this ticket.", "{name}さんがこの案件で入力しています。"),
    "presence.changed": (
        "The ticket has changed since you opened it; load it again to see what is new.",
        "開いた後にこの案件が変更されました。再読み込みすると新しい内容が表示されます。",
    ),
    "conflict.wrote.in": ("The requester wrote", "請求者からの連絡"),
    "conflict.wrote.out": ("{name} replied to the requester", "{name}さんが請求者に返信しました"),
    "conflict.wrote.note": ("{name} wrote an internal note", "{name}さんが内部メモを書きました"),
}
