"""What the status page says; what the desk says of a request comes from the desk."""

_PAIRS: dict[str, tuple[str, str]] = {
    "title": ("Your request", "お申し出の状況"),
    "intro": (
        "This page shows where your request stands. Anyone who has its link can read it.",
        "お申し出の状況を表示します。リンクを知っている人は誰でも閲覧できます。",
    ),
    "unknown": (
        "This link is not valid, or no longer. Use the link of your receipt, or ask the desk.",
        "このリンクは無効か、期限が切れています。受付票のリンクをご利用いただくか、窓口にお尋ねください。",
    ),
    "receipt_code": ("Code of your receipt", "受付票のコード"),
    "code_help": (
        "It has seven groups of four letters and digits. Capital letters and dashes make no difference.",
        "英数字4文字が7組のコードです。大文字・小文字やハイフンの有無は問いません。",
    ),
    "enter": ("Show my request", "お申し出を表示"),
    "reference": ("Reference", "受付番号"),
    "kind": ("Kind", "種別"),
    "organisation": ("Organisation", "組織"),
    "received": ("Received", "受付日時"),
    "expected": ("We aim to answer by", "回答の目標日時"),
    "due": ("By law at the latest", "法令上の期限"),
    "followed": ("Continued as", "続きの受付番号"),
    "messages": ("Messages", "やりとり"),
    "you": ("You", "あなた"),
    "desk": ("Privacy desk", "個人情報窓口"),
    "complete": ("Still open", "未記入の項目"),
    "complete_help": (
        "You need not fill this in at once; it helps us to act. "
        "What we could read from your messages stands there already: please check it.",
        "すぐに記入しなくても構いませんが、手続きを進めるために役立ちます。"
        "これまでの内容から分かることは記入してありますので、ご確認ください。",
    ),
    "complete_send": ("Send these answers", "この内容を送信"),
    "completed": ("Your answers were added.", "回答を追加しました。"),
    "choose": ("Choose …", "選択してください"),
    "optional": ("optional", "任意"),
    "yes": ("Yes", "はい"),
    "confirm": ("Confirm that it is you", "ご本人の確認"),
    "confirm_help": (
        "Give the e-mail address that you gave with your request. "
        "If it is the one, a code of six digits is sent there. "
        "If you gave none, the desk finds another way with you, for instance by calling back.",
        "お申し出の際にお知らせいただいたメールアドレスを入力してください。一致すれば、6桁の確認コードをお送りします。"
        "メールアドレスをお知らせいただいていない場合は、お電話など別の方法で窓口が確認します。",
    ),
    "confirm_paper": (
        "For this request the procedure asks for a document by another way. "
        "Never send it through this page. Our messages below say what to send.",
        "このお手続きでは、別の方法で書類をお送りいただきます。このページからは送らないでください。"
        "お送りいただくものは下のやりとりをご覧ください。",
    ),
    "confirm_desk": (
        "Before we carry this out, the desk confirms that it is you, for instance by calling back.",
        "お手続きの前に、お電話などの方法で窓口がご本人であることを確認します。",
    ),
    "address": ("E-mail address", "メールアドレス"),
    "send_code": ("Send me a code", "確認コードを送る"),
    "again": ("Other address, or a new code", "別のアドレス、または新しいコード"),
    "code_sent": (
        "If this address belongs to your request, a code is on its way. It is good for 15 minutes.",
        "このアドレスがお申し出のものであれば、確認コードをお送りしました。有効期限は15分です。",
    ),
    "code": ("Code from the e-mail", "メールに記載の確認コード"),
    "check": ("Check the code", "コードを確認"),
    "wrong": (
        "That code does not fit, or no longer. After three tries you need a new one.",
        "コードが違うか、期限が切れています。3回間違えた場合は、新しいコードが必要です。",
    ),
    "too_often": (
        "That was asked for too often. Wait a minute, or until tomorrow.",
        "回数が多すぎます。1分後または明日以降にお試しください。",
    ),
    "confirmed": ("Thank you, your address is confirmed.", "ありがとうございます。確認できました。"),
    "principal": ("Code of the person you ask for", "ご本人（請求の対象の方）の確認コード"),
    "principal_help": (
        "We sent them a code. If they agree, they tell it to you.",
        "ご本人に確認コードをお送りしました。同意される場合は、コードをお聞きのうえ入力してください。",
    ),
    "agreed": ("Thank you, their agreement is noted.", "ありがとうございます。同意を確認しました。"),
    "files": ("Your data", "開示データ"),
    "files_help": (
        "Files are handed over only here, for half an hour after a code. Save them in a safe place.",
        "ファイルはこのページでのみ、確認コードの入力から30分間お渡しします。安全な場所に保存してください。",
    ),
    "files_locked": ("Enter a code first.", "先に確認コードを入力してください。"),
    "file": ("File {n} ({type}, {size} kB)", "ファイル{n}（{type}、{size} kB）"),
    "save": ("Save", "保存"),
    "write": ("Add a message", "メッセージを追加"),
    "text": ("Your message", "内容"),
    "send": ("Send", "送信"),
    "sent": ("Your message was added.", "メッセージを追加しました。"),
    "withdraw": ("Withdraw the request", "お申し出を取り下げる"),
    "withdraw_help": ("We then do nothing more about it.", "取り下げると、この件の対応を終了します。"),
    "withdraw_sure": ("Yes, withdraw it", "取り下げる"),
    "withdrawn": ("Your request is withdrawn.", "取り下げました。"),
    "reopen": ("Come back to this", "この件を再開する"),
    "reopen_help": (
        "What you write here becomes a new request that follows this one and keeps your answers.",
        "記入内容は、この件に続く新しいお申し出になります。以前の回答は引き継がれます。",
    ),
    "reopened": (
        "Your new request is registered. You see it now; keep its link, which stands in the address bar.",
        "新しいお申し出を受け付けました。表示中のページがその状況です。アドレス欄のリンクを保存してください。",
    ),
    "rate": ("Was your request dealt with well?", "対応はいかがでしたか"),
    "rate_yes": ("Yes", "良かった"),
    "rate_no": ("No", "良くなかった"),
    "rated": (
        "Thank you. The desk reads this in its reports, without your name.",
        "ありがとうございます。お名前なしで集計されます。",
    ),
    "failed": (
        "That did not work. What you typed is still here; please try again.",
        "送信できませんでした。入力内容は残っています。もう一度お試しください。",
    ),
    "not_now": ("This cannot be done any more.", "この操作はもう行えません。"),
    "look": ("Please look at the marked fields.", "印のついた項目をご確認ください。"),
}

STATUS_WORDS: dict[str, dict[str, str]] = {
    "en": {key: pair[0] for key, pair in _PAIRS.items()},
    "ja": {key: pair[1] for key, pair in _PAIRS.items()},
}
