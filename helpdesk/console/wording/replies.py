"""What canned replies and the clauses put into a reply say, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "nav.replies": ("Replies", "定型文"),
    "replies.title": ("Canned replies", "定型文"),
    "replies.lead": (
        "Words ready to send. A change makes a new version; what was sent stays as it was.",
        "すぐに送れる文面です。変更すると新しい版になり、送信済みの返信は変わりません。",
    ),
    "replies.new": ("Write a reply", "定型文を作成"),
    "replies.edit": ("Change the reply", "定型文を変更"),
    "replies.name": ("Name", "名前"),
    "replies.whose": ("For", "対象"),
    "replies.for_all": ("All organisations", "すべての組織"),
    "replies.version": ("Version", "版"),
    "replies.version_by": ("Version {n}, {at}", "第{n}版、{at}"),
    "replies.in_use": ("In use", "使用中"),
    "replies.retired": ("Retired", "使用終了"),
    "replies.none": ("There are none.", "ありません。"),
    "replies.body": ("Words", "文面"),
    "replies.places": ("Filled in on the ticket: {places}", "案件で自動的に入る項目: {places}"),
    "replies.clauses": ("Clauses it quotes", "引用する条項"),
    "replies.clauses_help": (
        "They stand below the words, with their address, as long as they are in force unchanged.",
        "条項が変わらず有効な間、文面の下に条項番号とともに入ります。",
    ),
    "replies.find": ("Find a clause", "条項を検索"),
    "replies.find_help": ("Choose the organisation first.", "先に対象の組織を選んでください。"),
    "replies.keep": ("Keep", "保存"),
    "replies.retire": ("Retire", "使用を終える"),
    "replies.changed": (
        "Somebody has changed this reply meanwhile. Below is what you typed; this is what it says now:",
        "編集中に他の担当者がこの定型文を変更しました。下は入力内容、現在の文面は次のとおりです。",
    ),
    "said.reply_kept": ("The reply is kept.", "定型文を保存しました。"),
    "said.reply_retired": ("The reply is retired.", "定型文の使用を終えました。"),
    "refused.reply_length": (
        "A reply needs a name and words, neither too long.",
        "名前と文面を、長すぎない範囲で入力してください。",
    ),
    "refused.reply_places": (
        "Only these may stand in braces: {places}",
        "波かっこに入れられるのは次の項目だけです: {places}",
    ),
    "refused.reply_whose": (
        "Choose the organisation whose clauses the reply quotes.",
        "引用する条項の組織を選んでください。",
    ),
    "refused.reply_for_all": ("Choose one of your organisations.", "担当する組織を選んでください。"),
    "refused.not_quotable": (
        "A clause is no longer in force, or not for this reader. Leave it out and look for it again.",
        "有効でない条項、またはこの相手に示せない条項があります。外して検索し直してください。",
    ),
    "insert.title": ("Insert a clause or a canned reply", "条項・定型文を挿入"),
    "insert.search": ("Words of the policy", "ポリシーの語句"),
    "insert.find": ("Find clauses", "条項を検索"),
    "insert.nothing": ("No clause is near to these words.", "該当する条項はありません。"),
    "insert.take": ("Insert what is chosen", "選んだ条項を挿入"),
    "insert.canned": ("Canned reply", "定型文"),
    "insert.put": ("Insert the reply", "定型文を挿入"),
    "insert.cited": ("Clauses that this reply quotes", "この返信が引用する条項"),
    "insert.no_reply": ("This canned reply is no longer in use.", "この定型文は使われていません。"),
    "insert.gone": (
        "Left out, because the clause has changed since: {addresses}",
        "変更された条項のため引用しませんでした: {addresses}",
    ),
    "write.left_open": ("Fill in first: {places}", "先に記入してください: {places}"),
    "ticket.quotes": ("Quotes", "引用した条項"),
}
