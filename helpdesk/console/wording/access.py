"""What the pages about accounts, sessions and views say, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "problem.role.title": ("Your role does not allow this", "権限がありません"),
    "problem.role.next": (
        "Nothing was changed. Ask an administrator whether your role should.",
        "何も変更されていません。必要な場合は管理者にお尋ねください。",
    ),
    "nav.access": ("Views", "閲覧記録"),
    "access.lead": (
        "Who was shown personal data, newest first. Nothing here can be changed.",
        "個人情報が表示された記録です。新しい順に並び、変更はできません。",
    ),
    "access.count.one": ("1 view", "1件"),
    "access.count.other": ("{n} views", "{n}件"),
    "access.when": ("When", "日時"),
    "access.who": ("Who", "閲覧者"),
    "access.what": ("What", "内容"),
    "access.ticket": ("Ticket", "案件"),
    "access.purpose": ("Purpose", "目的"),
    "access.anybody": ("Anybody", "全員"),
    "access.empty": ("Nothing was looked at.", "閲覧の記録はありません。"),
    "access.no_ticket": ("Several", "複数"),
    "access.did.viewed": ("Ticket opened", "案件を表示"),
    "access.did.exported": ("Exported", "書き出し"),
    "access.did.printed": ("Printed", "印刷"),
    "access.did.attachment": ("File opened", "ファイルを表示"),
    "access.did.read_by_api": ("Read by a program", "プログラムによる取得"),
    "access.pages": ("Pages of the list", "一覧のページ"),
    "agents.memberships": ("Organisations", "担当組織"),
    "agents.all_organisations": ("All organisations", "すべての組織"),
    "agents.membership": ("{organisation}: {role}", "{organisation}：{role}"),
    "account.closed": ("This account is closed.", "このアカウントは停止中です。"),
    "account.closed_mark": ("closed", "停止中"),
    "account.second_factor": ("Second factor", "二要素認証"),
    "account.in_force": ("In force", "設定済み"),
    "account.role_counts": (
        "This role holds in all organisations, until a membership is given below.",
        "下で担当組織を割り当てるまで、この役割はすべての組織で有効です。",
    ),
    "account.memberships_count": (
        "This role does not count now: only the memberships below do.",
        "現在この役割は使われません。下の担当組織での役割だけが有効です。",
    ),
    "account.memberships": ("Memberships", "担当組織"),
    "account.memberships_do": (
        "Whoever has memberships sees the tickets of these organisations only.",
        "担当組織があると、その組織の案件だけを閲覧できます。",
    ),
    "account.take_away": ("Take away", "外す"),
    "account.give": ("Give membership", "割り当てる"),
    "account.closing": ("Closing the account", "アカウントの停止"),
    "account.close": ("Close account", "停止する"),
    "account.close_does": (
        "The account can no longer sign in, and its sessions end now. What it did stays on record.",
        "サインインできなくなり、セッションは直ちに終了します。記録は残ります。",
    ),
    "account.reopen": ("Open again", "再開する"),
    "account.reopen_does": ("The account may sign in again.", "再びサインインできるようになります。"),
    "said.account_role": ("The role is changed.", "役割を変更しました。"),
    "said.account_membership": ("The memberships are changed.", "担当組織を変更しました。"),
    "said.account_closed": (
        "The account is closed and its sessions have ended.",
        "アカウントを停止し、セッションを終了しました。",
    ),
    "said.account_reopened": ("The account is open again.", "アカウントを再開しました。"),
    "refused.last_administrator": (
        "The desk needs an administrator of all organisations. Make somebody else one first.",
        "すべての組織の管理者が必要です。先に別の人を管理者にしてください。",
    ),
    "refused.account": ("That is not possible for this account.", "このアカウントではできません。"),
}
