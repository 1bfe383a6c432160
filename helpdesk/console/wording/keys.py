"""The sheet of keys."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "keys.title": ("Keys", "キーボード操作"),
    "keys.rows": ("the next, the previous ticket of the list", "一覧で次・前の案件へ"),
    "keys.open": ("open the ticket", "案件を開く"),
    "keys.tick": ("tick the ticket", "案件を選択する"),
    "keys.search": ("search", "検索する"),
    "keys.reply": ("write a reply", "返信を書く"),
    "keys.note": ("write a note", "メモを書く"),
    "keys.take": ("take the ticket", "自分の担当にする"),
    "keys.queue": ("to the queue", "受付一覧へ"),
    "keys.overview": ("to the overview", "概況へ"),
    "keys.new": ("write down a new ticket", "案件を新規登録する"),
    "keys.me": ("to my account", "自分の設定へ"),
    "keys.sheet": ("this sheet", "この一覧を表示"),
    "keys.send": ("send what is written", "書いた内容を送信する"),
    "keys.off_help": (
        "Keys do nothing while you type. They can be switched off under your name.",
        "入力中は働きません。名前を押して開く画面で、無効にできます。",
    ),
    "keys.close": ("Close", "閉じる"),
    "keys.show": ("Keys", "キー操作"),
    "keys.use": ("Use single keys as commands on this device", "この端末で、キー1つの操作を使う"),
}
