"""What the desk's own people read in Slack, in English and Japanese."""

from collections.abc import Mapping

from bot.slack.people import Language

SENTENCES: Mapping[str, tuple[str, str]] = {
    "nobody": ("nobody has it yet", "担当者なし"),
    "cancel": ("Cancel", "キャンセル"),
    "desk_take.button": ("Take", "担当する"),
    "desk_reply.button": ("Reply", "返信"),
    "desk_close.button": ("Close", "完了"),
    "desk_reply.submit": ("Send", "送信"),
    "desk_close.submit": ("Close", "完了にする"),
    "desk_reply.label": ("Reply to the requester", "請求者への返信"),
    "desk_close.label": ("Closing words to the requester", "請求者への最後の回答"),
    "desk_reply.help": (
        "What you write here is sent to the requester, where they wrote to us.",
        "ここに書いた内容は、請求者が連絡してきた経路で本人に送られます。",
    ),
    "desk_close.help": (
        "What you write here is sent to the requester, and the ticket counts as answered.",
        "ここに書いた内容が本人に送られ、案件は回答済みになります。",
    ),
    "put_away": ("The ticket is answered. Close it for good?", "この案件は回答済みです。完了にしますか。"),
    "unknown": (
        "I do not know you as a member of the desk. Your e-mail address in Slack must be that of your "
        "account at the desk, and your account must be allowed to work on this ticket.",
        "窓口の担当者として確認できません。Slack のメールアドレスが窓口のアカウントと同じで、"
        "この案件を扱う権限があることが必要です。",
    ),
    "changed": (
        "Somebody has changed this ticket meanwhile. Look at it again; sending once more sends what you "
        "wrote.",
        "この案件は他の人が変更しました。内容を確認してから、もう一度送信してください。",
    ),
    "refused": (
        "That is not possible for this ticket as it stands now. Open it in the console to see why.",
        "この案件の今の状態では行えません。理由は管理画面でご確認ください。",
    ),
    "refused.undecided": (
        "Decide on every right in the console first.",
        "先に管理画面ですべての権利について決定してください。",
    ),
    "refused.to_approve": (
        "This request ends with its closing letter: hand on the decisions in the console first.",
        "この請求は回答書で終わります。先に管理画面で決定を回してください。",
    ),
    "refused.unapproved": (
        "A second agent has to approve this in the console first.",
        "先に管理画面で別の担当者の承認が必要です。",
    ),
    "refused.identity": (
        "It is not yet confirmed who asks; see the ticket in the console.",
        "請求者の確認が済んでいません。管理画面をご覧ください。",
    ),
    "refused.no_step": (
        "A ticket in this state cannot be closed; see it in the console.",
        "この状態の案件は完了にできません。管理画面をご覧ください。",
    ),
    "refused.ended": ("This ticket has ended.", "この案件は終了しています。"),
    "state.awaiting_verification": ("Awaiting proof of identity", "本人確認待ち"),
    "state.new": ("New", "新規"),
    "state.open": ("Open", "対応中"),
    "state.waiting_requester": ("Waiting for the requester", "請求者の返答待ち"),
    "state.on_hold": ("On hold", "保留中"),
    "state.pending_approval": ("Waiting for approval", "承認待ち"),
    "state.fulfilling": ("Being carried out", "実施中"),
    "state.resolved": ("Answered", "回答済み"),
    "state.closed": ("Closed", "完了"),
    "state.cancelled": ("Ended without an answer", "取り消し"),
}


def say(language: Language, key: str) -> str:
    """The sentence of this name."""
    return SENTENCES[key][language == "ja"]


def state(language: Language, status: str) -> str:
    """A ticket's status in the desk's words."""
    return say(language, f"state.{status}")


def why_refused(language: Language, code: str | None) -> str:
    """Why a command was refused, by the refusal's code."""
    key = f"refused.{code}"
    return say(language, key if key in SENTENCES else "refused")
