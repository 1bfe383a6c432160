"""What the decisions on a ticket's rights say, in both languages."""

from collections.abc import Mapping

from helpdesk.grounds import grounds

_PAIRS: Mapping[str, tuple[str, str]] = {
    "decisions.title": ("Decisions", "決定"),
    "decisions.lead": (
        "Each right asked for is decided by itself.",
        "請求された権利ごとに決定します。",
    ),
    "decisions.none": ("No right is named yet. Add what is asked for.", "権利がまだ特定されていません。"),
    "decisions.undecided": ("not decided", "未決定"),
    "decisions.by": ("decided by {name}", "決定：{name}"),
    "decisions.approved_by": ("approved by {name}", "承認：{name}"),
    "decisions.second_owed": ("needs a second agent", "別の担当者の承認が必要"),
    "decisions.fulfilled": ("carried out", "実施済み"),
    "decisions.decide": ("Decide: {right}", "決定する：{right}"),
    "decisions.again": ("Decide again: {right}", "決定し直す：{right}"),
    "decisions.outcome": ("Outcome", "結果"),
    "outcome.granted": ("granted", "応じる"),
    "outcome.partly": ("granted in part", "一部に応じる"),
    "outcome.denied": ("denied", "応じない"),
    "decisions.ground": ("Ground (unless granted in full)", "理由（全部に応じない場合）"),
    "decisions.basis": ("Article it rests on", "根拠条文"),
    "decisions.basis_help": (
        "Left empty, the article that the table of grounds names for this law.",
        "空欄の場合は、理由の表にあるこの法令の条文になります。",
    ),
    "decisions.clause": ("Address of the clause it rests on", "根拠となる条項のアドレス"),
    "decisions.clause_help": (
        "As it stands beside a citation, such as kai/privacy-policy@2022-04-01#7; may stay empty.",
        "引用の横にある形（例：kai/privacy-policy@2022-04-01#7）。空欄でも構いません。",
    ),
    "decisions.explanation": ("In words, for the requester", "請求者への説明"),
    "decisions.keep": ("Keep the decision", "決定を保存"),
    "decisions.add": ("Add a right", "権利を追加"),
    "decisions.right": ("Right", "権利"),
    "decisions.submit": ("Hand on the decisions", "決定を回す"),
    "decisions.submit_help": (
        "A denial or disclosure goes to a second agent; anything else straight to being carried out.",
        "応じない決定と開示は別の担当者の承認に、それ以外はそのまま実施に進みます。",
    ),
    "decisions.approve": ("Approve", "承認"),
    "decisions.send_back": ("Send back", "差し戻す"),
    "decisions.waits": ("Before it can go on:", "先に進むために必要なこと："),
    "decisions.letter": ("Closing letter", "回答書"),
    "decisions.letter_help": (
        "Composed from the decisions. Read it, change it where needed; sending it resolves the ticket.",
        "決定から作成した文面です。確認し、必要なら直してください。送信すると案件は回答済みになります。",
    ),
    "decisions.close": ("Send and resolve", "送信して回答済みにする"),
    "missing.no_right": ("name the right that is asked for", "請求された権利を特定する"),
    "missing.undecided": ("decide on every right", "すべての権利について決定する"),
    "missing.unapproved": ("a second agent approves", "別の担当者が承認する"),
    "missing.to_fulfil": ("carry out what is granted", "応じた内容を実施する"),
    "missing.to_approve": ("hand on the decisions", "決定を回す"),
    "missing.identity": ("confirm who asks", "請求者を確認する"),
    "missing.authority": ("check the proxy’s authority", "代理権を確認する"),
    "missing.principal": (
        "the person they act for confirms",
        "本人（委任者）の意思を確認する",
    ),
    "missing.open_fields": ("complete the open fields, or waive them", "未記入の項目を補うか、不要とする"),
    "missing.no_answer": ("answer the requester", "請求者に回答する"),
    "refused.never_waits": (
        "Opt-outs, complaints and incident reports do not wait for a proof of identity.",
        "配信停止・苦情・事故の連絡は、本人確認を待たずに進めます。",
    ),
    "refused.undecided": ("Decide on every right first.", "先にすべての権利について決定してください。"),
    "refused.no_right": ("Name the right that is asked for first.", "先に請求された権利を特定してください。"),
    "refused.unapproved": (
        "A second agent has to approve this first.",
        "先に別の担当者の承認が必要です。",
    ),
    "refused.own_decision": (
        "Somebody else has to approve what you decided.",
        "自分の決定は承認できません。別の担当者に依頼してください。",
    ),
    "refused.to_fulfil": (
        "What is granted has to be carried out before the ticket is resolved.",
        "応じた内容を実施してから回答済みにしてください。",
    ),
    "refused.to_approve": (
        "Hand on the decisions first; this ticket ends with its closing letter.",
        "先に決定を回してください。この案件は回答書で終わります。",
    ),
    "refused.identity": (
        "It is not yet confirmed who asks; see “Identity”.",
        "請求者の確認が済んでいません。「本人確認」をご覧ください。",
    ),
    "refused.authority": (
        "The proxy’s authority is not yet checked; see “Identity”.",
        "代理権の確認が済んでいません。「本人確認」をご覧ください。",
    ),
    "refused.principal": (
        "The person they act for has not confirmed yet; see “Identity”.",
        "本人の意思の確認が済んでいません。「本人確認」をご覧ください。",
    ),
    "refused.open_fields": (
        "Fields of the form are still open: complete them or waive them first.",
        "未記入の項目があります。先に補うか、不要としてください。",
    ),
    "refused.no_answer": ("Answer the requester first.", "先に請求者に回答してください。"),
    "refused.ground": (
        "What is not granted in full needs a ground.",
        "全部に応じない場合は理由を選んでください。",
    ),
    "refused.basis": (
        "What is not granted in full needs the article it rests on.",
        "全部に応じない場合は根拠条文を入力してください。",
    ),
    "refused.explanation": (
        "What is not granted in full needs words for the requester.",
        "全部に応じない場合は請求者への説明を書いてください。",
    ),
    "refused.clause": (
        "No clause stands at that address. Correct it or leave it empty.",
        "そのアドレスに条項がありません。直すか、空欄にしてください。",
    ),
    "refused.right_there": ("The ticket names that right already.", "その権利はすでに含まれています。"),
    "refused.not_decidable": (
        "Decisions are made while a ticket is open. Send it back first.",
        "決定は対応中の案件で行います。先に差し戻してください。",
    ),
    "said.decided": ("The decision is kept.", "決定を保存しました。"),
    "said.right_added": ("The right is added.", "権利を追加しました。"),
    "said.submitted": ("The decisions are handed on.", "決定を回しました。"),
    "said.approved_rights": ("Approved.", "承認しました。"),
    "said.sent_back": ("Sent back.", "差し戻しました。"),
    "said.closed": (
        "The letter is on its way and the ticket resolved.",
        "回答書を送り、回答済みにしました。",
    ),
    "event.decided": ("{actor} decided on a right", "{actor}が権利について決定しました"),
    "event.right_added": ("{actor} added a right", "{actor}が権利を追加しました"),
    "event.approved": ("{actor} approved the decisions", "{actor}が決定を承認しました"),
}

_GROUNDS = {
    f"ground.{one.code}": (one.text.said_in("en"), one.text.said_in("ja")) for one in grounds().values()
}
SENTENCES = dict(_PAIRS) | _GROUNDS
