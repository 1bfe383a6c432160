"""What the pages of approved answers say, in both languages."""

from collections.abc import Mapping

_PAIRS: Mapping[str, tuple[str, str]] = {
    "nav.approved": ("Answers", "回答"),
    "colon": (": ", "："),
    "said.approved": ("The answer is approved.", "回答を承認しました。"),
    "said.retired": (
        "The answer is retired. It is given no more.",
        "回答を廃止しました。今後は使われません。",
    ),
    "overview.to_review": ("Answers to review", "要確認の回答"),
    "event.answer_approved": (
        "{actor} approved an answer from this ticket",
        "{actor}がこの案件から回答を承認しました",
    ),
    "approved.lead": (
        "Given word for word to whoever asks the same, while the policy still says so.",
        "同じ質問をした方に、方針の記載が変わらない間、そのまま示す回答です。",
    ),
    "approved.new": ("New answer", "回答を作成"),
    "approved.from_ticket": ("Approve as an answer", "回答として承認"),
    "approved.from_ticket_help": (
        "When others may ask the same: write it once, for all of them.",
        "ほかの方も同じことを尋ねそうなときに、共通の回答を作成します。",
    ),
    "approved.empty.suspended": ("Nothing needs a review.", "確認が必要な回答はありません。"),
    "approved.empty.live": ("No answer is live.", "有効な回答はありません。"),
    "approved.empty.retired": ("No answer is retired.", "廃止した回答はありません。"),
    "approved.empty_next": (
        "An answered inquiry offers “Approve as an answer” on its page.",
        "回答済みの問い合わせのページから「回答として承認」を選べます。",
    ),
    "answer.question": ("Question", "質問"),
    "answer.question_help": (
        "As anybody might ask it: one whole question, without names, numbers or other details of a person.",
        "誰が尋ねてもよい形で、一つの質問として書いてください。氏名や番号など個人の情報は書かないでください。",
    ),
    "answer.organisations": ("Organisations it holds for", "対象の組織"),
    "answer.language": ("Language of those who ask", "質問者の言語"),
    "answer.review_by": ("Review by", "見直し期限"),
    "answer.review_help": (
        "From that day on it is not given until somebody approves it again. Empty: no such day.",
        "この日以降は、再承認するまで使われません。空欄の場合、期限はありません。",
    ),
    "answer.says": ("What it says", "回答の内容"),
    "answer.says_help": (
        "Each sentence rests on words of a clause, which are shown with it. "
        "Leave a sentence empty to say the quote itself.",
        "各文は条項の文言に基づき、その文言とともに示されます。文を空欄にすると、引用をそのまま示します。",
    ),
    "answer.sentence": ("Sentence {n}", "第{n}文"),
    "answer.quote": ("Quote, exactly as in the clause", "引用（条項の文言のまま）"),
    "answer.text": ("Sentence, in the desk's words", "文（窓口の言葉で）"),
    "answer.joined": ("Carries the sentence above as well", "上の文の根拠にもする"),
    "answer.left_out": ("Leave out", "除く"),
    "answer.no_clause": (
        "No clause is quoted yet. Find one below.",
        "引用した条項はまだありません。下で探してください。",
    ),
    "answer.find": ("Quote a clause", "条項を引用する"),
    "answer.find_words": ("Words to look for", "探す言葉"),
    "answer.find_do": ("Find clauses", "条項を探す"),
    "answer.nothing_found": (
        "No clause was found. Choose the organisation, then try other words.",
        "条項が見つかりません。組織を選び、別の言葉でお試しください。",
    ),
    "answer.take": ("Quote what is ticked", "選んだ条項を引用"),
    "answer.approve": ("Approve", "承認する"),
    "answer.approve_help": (
        "Before it is kept, each sentence is checked against its quotes. "
        "When a quoted clause changes, the answer is suspended by itself.",
        "保存の前に、各文を引用と照合します。引用した条項が変わると、回答は自動的に停止されます。",
    ),
    "answer.asked": ("What was asked", "尋ねられたこと"),
    "answer.replied": ("What the desk replied", "窓口の返信"),
    "answer.asked_help": (
        "Shown here only. Nothing of it is kept with the answer unless you write it.",
        "ここに表示するだけです。ご自身で書かない限り、回答には保存されません。",
    ),
    "answer.not_approved": ("Not approved yet", "まだ承認されていません"),
    "answer.changed": (
        "Somebody else or a new version changed this answer meanwhile. Look at it again, then repeat.",
        "その間に、ほかの担当者または新しい版によって変更されました。内容を確認してから、やり直してください。",
    ),
    "answer.refused": (
        "That is not possible for this answer as it stands now. Nothing was changed.",
        "この回答の現在の状態ではできません。何も変更していません。",
    ),
    "answer.suspended": (
        "This answer is not given to anybody until somebody has looked at it and approves it again.",
        "この回答は、担当者が確認して再承認するまで使われません。",
    ),
    "answer.moved": (
        "Approved as {place}; the same words stand here now.",
        "承認時は{place}。同じ文言が現在はここにあります。",
    ),
    "answer.clause_changed": ("This clause has changed since", "承認後に条項が変わりました"),
    "answer.clause_gone": ("This clause is no longer in the policy", "この条項は方針から無くなりました"),
    "answer.then": ("When it was approved", "承認時"),
    "answer.now": ("In force now", "現在"),
    "answer.history": ("History", "履歴"),
    "answer.step.approved": ("{actor} approved it", "{actor}が承認しました"),
    "answer.step.suspended": ("Suspended by itself", "自動的に停止されました"),
    "answer.step.retired": ("{actor} retired it", "{actor}が廃止しました"),
    "answer.facts": ("About this answer", "この回答について"),
    "answer.approved_by": ("Approved by", "承認者"),
    "answer.actions": ("What to do", "操作"),
    "answer.edit": ("Edit", "編集する"),
    "answer.renew": ("Review and approve again", "確認して再承認する"),
    "answer.retire": ("Retire", "廃止する"),
    "answer.retire_help": (
        "A retired answer is kept here, but never given again.",
        "廃止した回答は記録に残りますが、使われません。",
    ),
    "flaw.question_missing": ("Write the question.", "質問を書いてください。"),
    "flaw.question_long": (
        "The question is too long. One question in a sentence is enough.",
        "質問が長すぎます。一文で書いてください。",
    ),
    "flaw.question_personal": (
        "The question holds personal details ({detail}). Write it as anybody might ask it.",
        "質問に個人の情報（{detail}）があります。誰が尋ねてもよい形で書いてください。",
    ),
    "flaw.organisation_missing": ("Choose an organisation.", "組織を選んでください。"),
    "flaw.organisation_unknown": (
        "The organisation {detail} is not known.",
        "組織{detail}は登録されていません。",
    ),
    "flaw.sentence_missing": ("Quote at least one clause.", "条項を一つ以上引用してください。"),
    "flaw.review_past": ("The review date must lie ahead.", "見直し期限は将来の日付にしてください。"),
    "flaw.long": ("It is too long. Split it.", "文が長すぎます。分けてください。"),
    "flaw.personal": (
        "It holds personal details ({detail}). Take them out.",
        "個人の情報（{detail}）があります。除いてください。",
    ),
    "flaw.uncited": ("It rests on no clause.", "根拠となる条項がありません。"),
    "flaw.clause": (
        "{detail} is not in force for this reader. Leave it out or find the clause of today.",
        "{detail}は、この閲覧者に対して有効な条項ではありません。除くか、現在の条項を探してください。",
    ),
    "flaw.layer": (
        "{detail} is not searched for every chosen organisation. Leave out the clause or the organisation.",
        "{detail}は、選んだ組織の一部では検索対象外です。条項または組織を除いてください。",
    ),
    "flaw.claim": ("The quote does not carry it: {detail}.", "引用はこの文の根拠になりません：{detail}。"),
}

_LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "standing": {
        "suspended": ("Needs review", "要確認"),
        "live": ("Live", "有効"),
        "retired": ("Retired", "廃止"),
    },
    "suspension": {
        "clause_changed": ("a clause changed", "条項の変更"),
        "clause_gone": ("a clause is gone", "条項の削除"),
        "review_due": ("review is due", "見直し期限"),
    },
    "identifier": {
        "individual number": ("individual number", "個人番号"),
        "card number": ("card number", "カード番号"),
        "e-mail": ("e-mail address", "メールアドレス"),
        "bank account": ("bank account", "口座番号"),
        "phone": ("telephone number", "電話番号"),
        "IP address": ("IP address", "IPアドレス"),
        "postal code": ("postal code", "郵便番号"),
        "birth date": ("birth date", "生年月日"),
        "customer number": ("customer number", "お客様番号"),
        "customer_number": ("customer number", "お客様番号"),
        "identity document": ("identity document", "本人確認書類"),
        "contact": ("contact", "連絡先"),
        "address": ("postal address", "住所"),
        "name": ("name", "氏名"),
    },
    "objection": {
        "citation": ("the clause is not there", "条項が見つかりません"),
        "quote": ("these words do not stand in the clause", "その文言は条項にありません"),
        "language": (
            "it is in another language than the quote; say the quote itself",
            "引用と言語が異なります。引用をそのまま示してください",
        ),
        "words": ("it says something that the quote does not", "引用にない内容があります"),
        "number": ("a number or unit differs", "数値または単位が異なります"),
        "date": ("a date differs", "日付が異なります"),
        "negation": ("one denies what the other says", "否定が食い違っています"),
        "modality": ("may, must and will differ", "「できる」「しなければならない」などが異なります"),
        "condition": ("a condition is left out or added", "条件が抜けているか、加わっています"),
        "conjunction": ("“and” and “or” differ", "「および」と「または」が異なります"),
        "quantifier": ("all, some and only differ", "「すべて」「一部」「のみ」などが異なります"),
        "actor": ("somebody else does it", "行う人が異なります"),
        "jurisdiction": ("it holds for another place or law", "対象の地域または法令が異なります"),
    },
}

SENTENCES = dict(_PAIRS) | {
    f"{family}.{name}": pair for family, names in _LABELS.items() for name, pair in names.items()
}
