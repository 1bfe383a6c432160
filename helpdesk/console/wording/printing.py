"""What a printed ticket says, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "print.link": ("Print view", "印刷用表示"),
    "print.printed": ("Printed", "印刷"),
    "print.by": ("{name}, {at}", "{name}、{at}"),
    "print.messages": ("Messages", "やり取り"),
    "print.rights": ("Rights asked for", "請求された権利"),
    "print.undecided": ("not decided", "未決定"),
    "print.clauses": ("Clauses, in full", "条項の全文"),
    "print.audit": ("Audit trail", "監査記録"),
    "print.number": ("Number", "番号"),
    "print.when": ("When", "日時"),
    "print.what": ("What happened", "内容"),
}
