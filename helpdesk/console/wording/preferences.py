"""The register of opt-outs."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "nav.preferences": ("Choices", "意思表示"),
    "preferences.lead": (
        "What people have opted out of, with its proof. Nothing here is changed; a later choice is added.",
        "停止などの意思表示とその証拠です。記録は変更されず、後の意思表示が追加されます。",
    ),
    "preferences.contact": ("E-mail address or telephone number", "メールアドレスまたは電話番号"),
    "preferences.look_up": ("Look up", "調べる"),
    "preferences.export": ("What holds now (CSV)", "現在の状態（CSV）"),
    "preferences.none": ("No choice of this person is recorded.", "この方の意思表示の記録はありません。"),
    "preferences.when": ("Since", "効力発生"),
    "preferences.choice": ("Choice", "意思表示"),
    "preferences.organisation": ("Organisation", "組織"),
    "preferences.proof": ("Proof", "証拠"),
    "preferences.purpose": ("Purpose", "目的"),
    "preferences.method": ("How it was told", "伝えられた方法"),
    "preferences.record": ("Record a choice", "意思表示を記録"),
    "preferences.record_now": ("Record", "記録する"),
    "chosen.opted_out": ("Opted out", "停止"),
    "chosen.opted_in": ("Opted in", "同意"),
    "said.preference": ("The choice is recorded.", "意思表示を記録しました。"),
}
