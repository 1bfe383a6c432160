"""What the Slack app says on its own account, in English and Japanese."""

from datetime import datetime

from bot.slack.people import Language

EN = {
    "ai": "I am an AI assistant. I quote the privacy policy; people at the help desk answer the rest. "
    "Owners of this workspace may be able to export direct messages.",
    "version": "version {version}",
    "version.dated": "version in force since {date}",
    "version.and_date": "version {version}, in force since {date}",
    "open_clause": "open the clause",
    "talk_to_person": "Talk to a person",
    "talk.confirm": "This conversation is passed on to the help desk, so that you need not repeat it.",
    "talk.yes": "Pass it on",
    "talk.no": "Cancel",
    "declined": "All right, nothing was sent to the help desk.",
    "ask_assistant": "Ask the assistant",
    "ask_assistant.done": "The assistant answers here again.",
    "guard": "Your question seems to say something private about a person (health, belief, a conviction, "
    "somebody's contact details or the like). I have not stored it. The policy can be asked without it:",
    "guard.help": "Requests and complaints are taken as they are; this is about questions only.",
    "guard.guard_without": "Ask it like this",
    "guard.guard_as_is": "Ask it as I wrote it",
    "guard.guard_drop": "Do not ask",
    "guard.dropped": "All right. I have kept nothing of it; you can delete your message in Slack.",
    "confidential": "Use the web form instead",
    "confidential.why": "Owners of this workspace may be able to export what is written in Slack.",
    "session.title": "A question about privacy",
    "step.searching": "Searching the policy",
    "step.reading": "Reading the clauses",
    "step.writing": "Writing the answer",
    "stopped": "Stopped. Ask again whenever you like.",
    "evidence.one": "Evidence: the clause that was quoted",
    "evidence": "Evidence: {count} clauses were quoted",
    "why.Answered": "Why this is certain: each quote was compared with the text of that version, character "
    "by character. Made by: {engine}.",
    "why.PartlyAnswered": "Why this is not certain: the clauses answer a part of the question only. "
    "Made by: {engine}.",
    "why.NotCovered": "Why this is not certain: no clause says it. What stands nearest to the question is "
    "quoted, and people at the help desk know more.",
    "why.Conflicting": "Why this is not certain: the clauses do not say the same. A person has to decide.",
    "feedback.good": "Helpful",
    "feedback.good.label": "This answer was helpful",
    "feedback.bad": "Not helpful",
    "feedback.bad.label": "This answer was not helpful",
    "feedback.thanks": "Thank you.",
    "feedback.what": "Thank you. What was missing? A person at the help desk can answer it.",
    "feedback.tell": "Say what was missing",
    "request": "Make a request",
    "complaint": "Make a complaint",
    "moved": "This is better said in private: I have written to you in a direct message.",
    "moved.root": "You asked me this in a channel. Only you can read what is said here.",
    "root.request": "Your request to the help desk: {title}",
    "from": "{name}, help desk",
    "help_desk": "Help desk",
    "status_link": "Follow your request (anyone with this link can read it)",
    "error": "Something went wrong on our side and your message was not answered. "
    "Please try again, or write to the help desk and name this number: {reference}",
    "form.intro": "What you leave empty stays open, and the desk will ask you for it. Needed to act: *",
    "form.fee": "Fee: {fee}",
    "form.submit": "Send",
    "form.close": "Cancel",
    "form.yes": "Yes",
    "form.empty": "Please fill in at least one field.",
    "form.sent": "Thank you. The receipt with your reference number comes in a direct message.",
    "no_words": "I read words only, no files and no pictures. Please write what you would like to know.",
    "help": "*What I can do*\n"
    "• `/privacy` and a question: an answer from the privacy policy, which only you see\n"
    "• `/privacy request` or `/privacy complaint`: a form to the help desk\n"
    "• `/privacy status`: how far your requests are\n"
    "• `/privacy delete`: delete our conversations\n"
    "• Write to me directly, or mention me in a channel for a question that everybody may read",
    "status.unknown": "You have no request with this reference.",
    "status.received": "Received {date}.",
    "status.expected": "Reply expected by {date}.",
    "status.legal": "By law at the latest {date}.",
    "home.requests": "My requests",
    "home.requests.none": "You have made no request from here.",
    "home.forget": "Delete what you and I have said to each other. Your requests stay with the help desk; "
    "what you wrote in Slack you can delete there yourself.",
    "forget.button": "Delete my conversations",
    "forget.confirm": "Our conversations are deleted for good, here and in Slack as far as I wrote them.",
    "forget.yes": "Delete",
    "forget.done": "Deleted: {conversations} conversations, {messages} messages of mine.",
    "language": "The language in which I write to you",
    "language.auto": "As in Slack",
    "home.title": "Privacy desk",
    "home.what": "Ask me what the privacy policy says. I answer with the policy's own words and say so when "
    "it has none. Requests, complaints and everything else go to the people at the help desk.",
    "home.try": "Write to me in the Messages tab, for example:",
    "home.prompts": "What would you like to know?",
}

JA = {
    "ai": "私は AI アシスタントです。プライバシーポリシーの原文を引用してお答えし、"
    "それ以外は窓口の担当者がお答えします。"
    "このワークスペースのオーナーは、ダイレクトメッセージをエクスポートできる場合があります。",
    "version": "{version} 版",
    "version.dated": "{date} 施行版",
    "version.and_date": "{version} 版({date} 施行)",
    "open_clause": "条項を開く",
    "talk_to_person": "担当者と話す",
    "talk.confirm": "同じ説明を繰り返さずに済むよう、この会話を窓口に引き継ぎます。",
    "talk.yes": "引き継ぐ",
    "talk.no": "キャンセル",
    "declined": "承知しました。窓口には何も送っていません。",
    "ask_assistant": "アシスタントに聞く",
    "ask_assistant.done": "このスレッドでは再びアシスタントがお答えします。",
    "guard": "ご質問に、どなたかの私的な事柄(健康、信条、前科、他の方の連絡先など)が含まれているようです。"
    "まだ保存していません。次のように、それを除いてお尋ねいただけます:",
    "guard.help": "請求や苦情はそのまま承ります。これはご質問についてのご案内です。",
    "guard.guard_without": "このように尋ねる",
    "guard.guard_as_is": "書いたまま尋ねる",
    "guard.guard_drop": "尋ねない",
    "guard.dropped": "承知しました。何も保存していません。メッセージは Slack で削除できます。",
    "confidential": "代わりにウェブ窓口を使う",
    "confidential.why": "このワークスペースのオーナーは、Slack に書かれた内容を"
    "エクスポートできる場合があります。",
    "session.title": "プライバシーに関する質問",
    "step.searching": "ポリシーを検索しています",
    "step.reading": "条項を読んでいます",
    "step.writing": "回答を書いています",
    "stopped": "中止しました。いつでもまたお尋ねください。",
    "evidence.one": "根拠:引用した条項",
    "evidence": "根拠:引用した条項 {count} 件",
    "why.Answered": "確かだと言える理由:引用はすべて、その版の本文と一字ずつ照合しています。作成:{engine}",
    "why.PartlyAnswered": "確かとは言えない理由:条項はご質問の一部にしか答えていません。作成:{engine}",
    "why.NotCovered": "確かとは言えない理由:これを定めた条項がありません。最も近い条項を引用しました。"
    "詳しくは窓口の担当者がお答えします。",
    "why.Conflicting": "確かとは言えない理由:条項の内容が一致していません。担当者の判断が必要です。",
    "feedback.good": "役に立った",
    "feedback.good.label": "この回答は役に立った",
    "feedback.bad": "役に立たなかった",
    "feedback.bad.label": "この回答は役に立たなかった",
    "feedback.thanks": "ありがとうございます。",
    "feedback.what": "ありがとうございます。何が足りませんでしたか。窓口の担当者がお答えできます。",
    "feedback.tell": "足りない点を伝える",
    "request": "請求をする",
    "complaint": "苦情を申し出る",
    "moved": "個人に関わることですので、ダイレクトメッセージでご案内しました。",
    "moved.root": "チャンネルでいただいたご用件です。ここでの会話はあなたにだけ表示されます。",
    "root.request": "窓口へのお申し出:{title}",
    "from": "窓口 {name}",
    "help_desk": "窓口",
    "status_link": "お申し出の状況を見る(このリンクを知っている人は誰でも閲覧できます)",
    "error": "こちらの不具合により、メッセージにお答えできませんでした。もう一度お試しいただくか、"
    "次の番号を添えて窓口にお知らせください:{reference}",
    "form.intro": "空欄の項目は未記入のまま受け付け、あとで窓口からお尋ねします。手続きに必要な項目:*",
    "form.fee": "手数料:{fee}",
    "form.submit": "送信",
    "form.close": "キャンセル",
    "form.yes": "はい",
    "form.empty": "少なくとも一つの項目をご記入ください。",
    "form.sent": "ありがとうございます。受付番号をダイレクトメッセージでお送りします。",
    "no_words": "ファイルや画像は読めません。お知りになりたいことを文章でお書きください。",
    "help": "*できること*\n"
    "• `/privacy 質問`:プライバシーポリシーに基づく回答(あなただけに表示)\n"
    "• `/privacy request` / `/privacy complaint`:窓口への請求・苦情のフォーム\n"
    "• `/privacy status`:お申し出の状況\n"
    "• `/privacy delete`:会話の削除\n"
    "• ダイレクトメッセージでの質問。皆が読んでよい質問ならチャンネルでのメンション",
    "status.unknown": "この受付番号のお申し出は見つかりません。",
    "status.received": "受付日 {date}。",
    "status.expected": "回答予定日 {date}。",
    "status.legal": "法定期限 {date}。",
    "home.requests": "お申し出の状況",
    "home.requests.none": "ここからのお申し出はまだありません。",
    "home.forget": "これまでの会話を削除できます。お申し出は窓口に残ります。"
    "ご自身が Slack に書いたメッセージは、ご自身で削除してください。",
    "forget.button": "会話を削除する",
    "forget.confirm": "これまでの会話と、Slack 上の私のメッセージを完全に削除します。",
    "forget.yes": "削除する",
    "forget.done": "削除しました:会話 {conversations} 件、私のメッセージ {messages} 件。",
    "language": "ご案内に使う言語",
    "language.auto": "Slack の設定に合わせる",
    "home.title": "プライバシー窓口",
    "home.what": "プライバシーポリシーについてお尋ねください。ポリシーの原文でお答えし、"
    "記載がないときはそうお伝えします。"
    "請求・苦情などは窓口の担当者に引き継ぎます。",
    "home.try": "「メッセージ」タブでお尋ねください。例:",
    "home.prompts": "何をお知りになりたいですか?",
}

STATUSES_EN = {
    "awaiting_verification": "waiting for a check of who is asking",
    "new": "received",
    "open": "being worked on",
    "waiting_requester": "waiting for you",
    "on_hold": "on hold",
    "pending_approval": "being worked on",
    "fulfilling": "being carried out",
    "resolved": "answered",
    "closed": "closed",
    "cancelled": "cancelled",
}
STATUSES_JA = {
    "awaiting_verification": "ご本人確認待ち",
    "new": "受付済み",
    "open": "対応中",
    "waiting_requester": "あなたの返答待ち",
    "on_hold": "保留中",
    "pending_approval": "対応中",
    "fulfilling": "手続き中",
    "resolved": "回答済み",
    "closed": "完了",
    "cancelled": "取り消し",
}

PROMPTS: dict[Language, tuple[str, ...]] = {
    "en": (
        "How do I opt out of marketing e-mails?",
        "Who is my personal data shared with?",
        "How can I have my data corrected?",
    ),
    "ja": (
        "広告メールの配信を停止するには?",
        "個人情報は誰に提供されますか?",
        "個人情報を訂正してもらうには?",
    ),
}

CATALOGUES: dict[Language, dict[str, str]] = {"en": EN, "ja": JA}
_STATUSES: dict[Language, dict[str, str]] = {"en": STATUSES_EN, "ja": STATUSES_JA}


def say(language: Language, key: str, **values: object) -> str:
    """The sentence of this name."""
    return CATALOGUES[language][key].format(**values)


def day(moment: datetime) -> str:
    """A date as Slack writes it in the reader's own time zone and language; ISO where it cannot."""
    return f"<!date^{int(moment.timestamp())}^{{date}}|{moment.date().isoformat()}>"


def status_label(language: Language, status: str) -> str:
    """What the requester is told of a ticket's status."""
    return _STATUSES[language][status]
