"""What the page says about who asks and how it is proven, in both languages."""

from collections.abc import Mapping

_CODES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "paper": {
        "passport": ("passport", "旅券"),
        "drivers_licence": ("driver’s licence", "運転免許証"),
        "my_number_card_front": ("My Number card, front only", "マイナンバーカード（表面のみ）"),
        "residence_card": ("residence card", "在留カード"),
        "health_insurance_card": ("health insurance certificate", "資格確認書など"),
        "residence_certificate": ("certificate of residence", "住民票の写し"),
        "seal_certificate": ("seal registration certificate", "印鑑登録証明書"),
        "other_paper": ("another paper", "その他の書類"),
    },
    "authority": {
        "power_of_attorney": ("power of attorney", "委任状"),
        "family_register": ("family register", "戸籍謄本"),
        "guardianship_record": ("certificate of guardianship", "登記事項証明書（後見）"),
        "professional_registration": ("professional registration", "資格証明（弁護士など）"),
        "employment": ("works for us, on this case", "担当の従業員であること"),
        "other_paper": ("another paper", "その他の書類"),
    },
    "agreement": {
        "called_back": ("called them back", "本人に電話で確認"),
        "written_consent": ("consent in writing", "書面による同意"),
        "in_person": ("in person", "対面で確認"),
        "by_law": ("by law (a child or ward)", "法律による（未成年者・被後見人）"),
    },
    "basis": {
        "self": ("for themselves", "ご本人"),
        "legal_representative": ("as legal representative", "法定代理人"),
        "appointed_agent": ("as appointed agent", "任意代理人"),
        "employee_for_customer": ("as an employee, for a customer", "従業員がお客様の代わりに"),
    },
}

_PAIRS: Mapping[str, tuple[str, str]] = {
    "identity.title": ("Who asks", "請求者の確認"),
    "identity.good": ("Proven: nothing is missing.", "確認済みです。"),
    "identity.not_needed": (
        "No proof is needed: this never waits for it.",
        "この件では本人確認を待つ必要はありません。",
    ),
    "identity.missing.identity": ("It is not proven who asks.", "請求者の本人確認が済んでいません。"),
    "identity.missing.authority": ("The authority is not checked.", "代理権が未確認です。"),
    "identity.missing.principal": ("The other person has not agreed.", "本人の同意が未確認です。"),
    "identity.paper_only": (
        "The procedure asks for an identity document: nothing else counts here.",
        "この手続きでは本人確認書類が必要です。ほかの方法では確認済みになりません。",
    ),
    "identity.records": (
        "A code proves who holds the address. Compare it with your own records first.",
        "確認コードで分かるのは宛先の持ち主だけです。先に自社の登録内容と照合してください。",
    ),
    "identity.contacts": ("Ways to reach them", "連絡先"),
    "identity.no_contacts": ("none known", "不明"),
    "identity.party.requester": ("requester", "請求者"),
    "identity.party.principal": ("the person asked for", "本人"),
    "identity.confirmed": ("confirmed {at}", "{at} 確認"),
    "identity.unconfirmed": ("not confirmed", "未確認"),
    "identity.send_code": ("Send a code", "確認コードを送る"),
    "identity.called": ("Called: it is they", "電話で本人と確認"),
    "identity.add": ("Add an address or number", "連絡先を追加"),
    "identity.address": ("E-mail address or telephone number", "メールアドレスまたは電話番号"),
    "identity.whose": ("Whose", "誰の連絡先か"),
    "identity.attempts": ("What was tried", "確認の記録"),
    "identity.method.code": ("code by e-mail", "メールの確認コード"),
    "identity.method.slack": ("member of the Slack workspace", "Slackワークスペースのメンバー"),
    "identity.method.document": ("identity document", "本人確認書類"),
    "identity.method.manual": ("call back", "電話による確認"),
    "identity.state.pending": ("waiting", "確認待ち"),
    "identity.state.good": ("good", "確認済み"),
    "identity.state.failed": ("failed", "確認できず"),
    "identity.state.expired": ("replaced", "失効"),
    "identity.document": ("Record an identity document", "本人確認書類を記録"),
    "identity.document_help": (
        "Only which kind it was is kept. Never copy numbers or pictures into the ticket.",
        "書類の種類だけを残します。番号や画像は記録しないでください。",
    ),
    "identity.paper": ("Kind of document", "書類の種類"),
    "identity.paper_good": ("It is they", "本人と確認"),
    "identity.paper_bad": ("Not convincing", "確認できない"),
    "identity.for_whom": ("Asks", "誰のための請求か"),
    "identity.correct": ("Correct for whom they ask", "誰のための請求かを訂正"),
    "identity.keep": ("Keep", "保存"),
    "identity.authority": ("Authority", "代理権"),
    "identity.shown_by": ("Shown by", "確認した資料"),
    "identity.authority_good": ("Authority is good", "代理権を確認"),
    "identity.agreement": ("Agreement of the other person", "本人の同意"),
    "identity.how": ("How they agreed", "同意の確認方法"),
    "identity.agreed": ("They agree", "同意を確認"),
    "identity.code": ("Code that they passed on", "本人から伝えられた確認コード"),
    "identity.try_code": ("Check the code", "コードを確認"),
    "identity.by": ("{name}, {at}", "{name}、{at}"),
    "identity.by_code": ("by code, {at}", "確認コード、{at}"),
    "identity.ask": ("Ask the requester to confirm", "請求者に確認を依頼"),
    "identity.ask_help": (
        "Sends them what to do; the ticket waits. "
        "After a day they are reminded, after a week it is set aside.",
        "方法をお知らせし、案件は確認待ちになります。1日後に再度お知らせし、1週間で終了します。",
    ),
    "identity.ask_help_paper": (
        "Sends them what to do; the ticket waits for the document until you end it.",
        "方法をお知らせし、案件は書類の到着待ちになります。自動では終了しません。",
    ),
    "said.identity_code": ("A code is on its way.", "確認コードを送信します。"),
    "said.identity_call": ("The call is recorded.", "電話による確認を記録しました。"),
    "said.identity_document": ("The check is recorded.", "書類の確認を記録しました。"),
    "said.identity_contact": ("The contact is added.", "連絡先を追加しました。"),
    "said.identity_basis": ("For whom they ask is corrected.", "誰のための請求かを訂正しました。"),
    "said.identity_authority": ("The authority is recorded.", "代理権の確認を記録しました。"),
    "said.identity_agreement": ("The agreement is recorded.", "本人の同意を記録しました。"),
    "said.identity_ask": ("The requester is asked to confirm.", "請求者に確認を依頼しました。"),
    "refused.no_contact": (
        "There is no e-mail address or telephone number in this.",
        "メールアドレスまたは電話番号を入力してください。",
    ),
    "refused.no_email": (
        "Codes go out by e-mail only. Call the number instead.",
        "確認コードはメールでのみ送れます。電話でご確認ください。",
    ),
    "refused.no_mail": (
        "No mail server is set, so no code can be sent. Call the requester or check a document.",
        "メールサーバーが設定されていないため、確認コードを送れません。電話または書類で確認してください。",
    ),
    "refused.no_phone": (
        "Only the requester’s own number can be called back.",
        "電話で確認できるのは請求者本人の番号だけです。",
    ),
    "refused.too_often": (
        "Codes were asked for too often. Wait a minute, or until tomorrow.",
        "確認コードの送信回数が多すぎます。1分後または明日以降にお試しください。",
    ),
    "refused.no_proxy": (
        "The requester asks for themselves. Correct for whom they ask first.",
        "本人による請求です。先に誰のための請求かを訂正してください。",
    ),
    "refused.not_by_law": (
        "Only a legal representative decides for another by law.",
        "法律により代わって決められるのは法定代理人だけです。",
    ),
    "refused.not_missing": (
        "Nothing is missing that the requester could prove.",
        "請求者に確認を依頼する事項はありません。",
    ),
    "refused.wrong_code": (
        "The code is wrong or no longer valid. After three tries a new one has to be sent.",
        "コードが違うか、期限が切れています。3回間違えた場合は新しいコードを送ってください。",
    ),
    "refused.choice": ("Choose one of the options.", "選択肢から選んでください。"),
    "reason.code": ("code", "確認コード"),
    "event.code_requested": ("{actor} asked for a code", "{actor}が確認コードを求めました"),
    "event.contact_confirmed": ("{actor} confirmed a contact", "{actor}が連絡先を確認しました"),
    "event.document_checked": ("{actor} checked an identity document", "{actor}が本人確認書類を確認しました"),
    "event.called_back": ("{actor} called the requester back", "{actor}が請求者に電話で確認しました"),
    "event.contact_added": ("{actor} added a contact", "{actor}が連絡先を追加しました"),
    "event.asked_for": ("{actor} corrected for whom it is asked", "{actor}が誰のための請求かを訂正しました"),
    "event.authority_checked": ("{actor} checked the authority", "{actor}が代理権を確認しました"),
    "event.principal_confirmed": ("The person asked for agreed", "本人の同意が確認されました"),
    "event.rated": ("The requester said how it went", "請求者が対応を評価しました"),
    "event.handed_over": ("The requester fetched a file", "請求者がファイルを受け取りました"),
    "event.followed": (
        "The requester came back to this in a new ticket",
        "請求者が新しい案件として再開しました",
    ),
    "event.proof_reminder": ("A reminder to confirm was sent", "確認のお願いを再送しました"),
}

_LABELS = {f"{family}.{code}": pair for family, codes in _CODES.items() for code, pair in codes.items()}
_REASONS = {f"reason.{code}": pair for codes in _CODES.values() for code, pair in codes.items()}
SENTENCES = dict(_PAIRS) | _LABELS | _REASONS
