"""What the pages say on which an agent writes down a ticket, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "opening.title": ("Write down a ticket", "案件を登録"),
    "opening.lead": (
        "For somebody who called, wrote or came. The clocks run from when it reached the company.",
        "電話、手紙、メール、来訪で受けた件を登録します。期限は会社に届いた時から数えます。",
    ),
    "opening.what": ("What it is", "内容"),
    "opening.channel": ("How it came", "受付方法"),
    "opening.language": ("The requester’s language", "請求者の言語"),
    "opening.next": ("Go on", "次へ"),
    "opening.tell": ("Tell them first", "先に伝えること"),
    "opening.received": ("When it reached the company", "会社に届いた日時"),
    "opening.received_help": (
        "On the organisation’s clock; left empty, now.",
        "組織の現地時刻。空欄の場合は現在の日時。",
    ),
    "opening.message": ("What they said or wrote", "申し出の内容"),
    "opening.optional": ("(optional)", "（任意）"),
    "opening.open": (
        "What stays empty stays open on the ticket; it stops nothing. Never write down identity papers or "
        "individual numbers.",
        "空欄の項目は未記入として残り、登録の妨げにはなりません。本人確認書類や個人番号は書き写さないでください。",
    ),
    "opening.file": ("Open the ticket", "案件を登録"),
    "opening.back": ("Start again", "最初から"),
    "opening.when": (
        "The time of receipt must lie in the past year. Correct it or leave it empty.",
        "受付日時は過去1年以内にしてください。直すか、空欄にしてください。",
    ),
    "opening.receipt": ("Receipt", "受付のお知らせ"),
    "opening.receipt_help": (
        "To read out, print or post. The link to the status page is shown this once.",
        "読み上げるか、印刷または郵送してください。状況確認ページのリンクはここで一度だけ表示されます。",
    ),
    "opening.to_ticket": ("To the ticket", "案件を開く"),
    "opening.another": ("Write down another", "続けて登録"),
    "queue.new": ("New ticket", "新規登録"),
}
