"""What the procedure on a ticket's page says, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "procedure.title": ("Procedure", "手続き"),
    "procedure.none": (
        "The organisation describes no procedure for this; the desk decides how to handle it.",
        "組織はこの手続きを定めていません。対応は窓口が決めます。",
    ),
    "procedure.told": ("What the requester was told", "請求者に伝えた内容"),
    "procedure.fee": ("Fee:", "手数料："),
    "procedure.tasks": ("For the desk to do", "窓口が行うこと"),
    "procedure.done": ("(done)", "（済み）"),
    "procedure.tick": ("Done", "済みにする"),
    "procedure.open": ("Still open", "未記入"),
    "procedure.waive": ("Not needed here", "この件では不要"),
    "procedure.fill": ("Complete or correct the answers", "回答を補う・直す"),
    "procedure.yes": ("yes", "はい"),
    "procedure.keep": ("Keep the answers", "回答を保存"),
    "said.completed": ("The answers are kept.", "回答を保存しました。"),
    "said.waived": ("The field is no longer open.", "その項目は不要としました。"),
    "said.ticked": ("The task is done.", "済みにしました。"),
    "event.completed": ("{actor} completed answers of the form", "{actor}がフォームの回答を補いました"),
    "event.field_waived": ("{actor} let a field stay empty", "{actor}が項目を不要としました"),
    "event.task_done": ("{actor} did a task of the procedure", "{actor}が手続き上の作業を行いました"),
    "refused.not_open": ("That field is not open any more.", "その項目はもう未記入ではありません。"),
    "refused.no_task": ("The procedure has no such task.", "この手続きにその作業はありません。"),
    "reason.send_forms": ("forms sent", "書式の送付"),
}
