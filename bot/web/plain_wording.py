"""What the pages without scripts say."""

_PAIRS: dict[str, tuple[str, str]] = {
    "title": ("Privacy assistant", "個人情報アシスタント"),
    "hello": (
        "I am an AI assistant. I answer by quoting the published privacy policy. "
        "People at the privacy desk do the rest.",
        "AIアシスタントです。公開されているプライバシーポリシーの条文を引用してお答えします。その先は個人情報窓口の担当者が対応します。",
    ),
    "write": ("Your question or request", "ご質問・ご要望"),
    "send": ("Send", "送信"),
    "more": ("Go on", "続けて入力"),
    "person": ("You", "あなた"),
    "answer": ("Assistant (AI)", "アシスタント（AI）"),
    "agent": ("Privacy desk", "個人情報窓口"),
    "receipt": ("Received", "受付済み"),
    "near": ("Close, but not an answer", "関連する条文（直接の回答ではありません）"),
    "source": ("Read it in the policy", "方針で読む"),
    "talk": ("Talk to a person", "担当者と話す"),
    "check": ("Please look at the marked fields.", "印のついた項目をご確認ください。"),
    "optional": ("optional", "任意"),
    "choose": ("Please choose", "選択してください"),
    "fields": (
        "You may leave a field empty. What is still needed, the desk asks for later.",
        "空欄のままでも送信できます。必要な項目は後ほど窓口からお尋ねします。",
    ),
    "file": ("Send to the privacy desk", "個人情報窓口へ送信"),
    "sends": (
        "This goes to the privacy desk, together with what was said here.",
        "これまでのやりとりとあわせて個人情報窓口に送られます。",
    ),
    "reference": ("Reference", "受付番号"),
    "code": ("Receipt code", "受付コード"),
    "code_help": (
        "Write it down. With this code you come back to your request, and nobody needs your name.",
        "お控えください。このコードがあれば、お名前がなくてもお申し出の状況を確認できます。",
    ),
    "status": ("Where your request stands", "お申し出の状況"),
    "look": ("Look it up", "確認する"),
    "unknown": (
        "This code is not valid, or no longer. Check it against your receipt.",
        "このコードは無効か、期限が切れています。受付票をご確認ください。",
    ),
    "messages": ("Messages", "やりとり"),
    "requester": ("You", "あなた"),
    "desk": ("Privacy desk", "個人情報窓口"),
    "add": ("Add a message", "メッセージを追加"),
}

PLAIN_WORDS: dict[str, dict[str, str]] = {
    "en": {key: pair[0] for key, pair in _PAIRS.items()},
    "ja": {key: pair[1] for key, pair in _PAIRS.items()},
}
