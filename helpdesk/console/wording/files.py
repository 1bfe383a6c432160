"""The files of a ticket."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "files.title": ("Files", "ファイル"),
    "files.none": ("No files.", "ファイルはありません。"),
    "files.add": ("Add a file", "ファイルを追加"),
    "files.file": ("File", "ファイル"),
    "files.purpose": ("What it is for", "用途"),
    "files.help": (
        "{endings}; at most {megabytes} MB. Proofs of identity go soon after the decision.",
        "{endings}、{megabytes} MBまで。本人確認書類と委任状は、決定の後まもなく消去されます。",
    ),
    "files.keep": ("Keep this file", "保存する"),
    "files.share": ("Hand over on the status page", "状況確認ページで渡す"),
    "files.unshare": ("Take back", "引き渡しをやめる"),
    "files.shared": (
        "The requester can fetch it on the status page",
        "請求者が状況確認ページで受け取れます",
    ),
    "files.remove": ("Erase", "消去"),
    "files.gone": ("erased {at}", "{at} 消去済み"),
    "files.until": ("erased on {at}", "{at} に消去"),
    "purpose.identity_document": ("Identity document", "本人確認書類"),
    "purpose.mandate": ("Proof of authority", "委任状など"),
    "purpose.disclosure": ("Data to hand over", "開示するデータ"),
    "purpose.other": ("Other", "その他"),
    "event.file_added": ("File added", "ファイルを追加"),
    "event.file_shared": ("File put on the status page", "ファイルを状況確認ページに掲載"),
    "event.file_unshared": ("File taken back from the status page", "ファイルの掲載を取りやめ"),
    "event.file_erased": ("File erased", "ファイルを消去"),
    "said.file_added": ("The file is kept.", "ファイルを保存しました。"),
    "said.file_share": ("The file stands on the status page.", "ファイルを状況確認ページに載せました。"),
    "said.file_unshare": ("The file was taken back.", "ファイルの掲載をやめました。"),
    "said.file_remove": ("The file is erased.", "ファイルを消去しました。"),
    "refused.file_kind": (
        "Files of this kind are not taken; see the list beside the form.",
        "この種類のファイルは保存できません。一覧をご覧ください。",
    ),
    "refused.file_size": ("The file is too large.", "ファイルが大きすぎます。"),
    "refused.not_shareable": (
        "Only data to hand over can stand on the status page.",
        "状況確認ページに載せられるのは、開示するデータだけです。",
    ),
    "refused.not_approved_yet": (
        "Data are handed over once the disclosure is approved.",
        "開示が承認されてから引き渡してください。",
    ),
    "refused.legal_hold": (
        "The ticket is under a legal hold: nothing of it is erased.",
        "この案件は保全中のため、消去できません。",
    ),
}
