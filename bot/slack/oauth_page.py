"""What an administrator reads after the consent page of Slack's."""

from fastapi.responses import HTMLResponse

from bot.web.pages import PRIVATE, language_of, page

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "connected": (
            "{name} is connected",
            "You can close this page. In Slack, find the app under “Apps” and ask it a question.",
        ),
        "expired": (
            "This link is not valid, or no longer",
            "Ask the privacy desk for a new one. A link connects one workspace within a day, in the browser "
            "in which it was opened.",
        ),
        "refused": (
            "Slack did not connect the workspace",
            "Open the link again, or ask the desk for a new one.",
        ),
        "elsewhere": (
            "This workspace is connected to another organisation",
            "Remove the app from the workspace first; what is kept of it here is deleted then.",
        ),
    },
    "ja": {
        "connected": (
            "{name} を接続しました",
            "このページは閉じて構いません。Slack の「App」からアプリを開き、質問してみてください。",
        ),
        "expired": (
            "このリンクは無効か、期限が切れています",
            "プライバシー窓口に新しいリンクをお求めください。一つのリンクで接続できるのは、開いたブラウザーで"
            "一日以内、一つのワークスペースだけです。",
        ),
        "refused": (
            "Slack がワークスペースを接続しませんでした",
            "リンクをもう一度開くか、窓口に新しいリンクをお求めください。",
        ),
        "elsewhere": (
            "このワークスペースは別の組織に接続されています",
            "先にワークスペースからアプリを削除してください。その際、こちらに保存された内容も削除されます。",
        ),
    },
}


def shown(what: str, accepted: str | None, *, status: int = 200, name: str = "") -> HTMLResponse:
    """The page for an outcome, in the browser's language."""
    language = language_of(accepted, None)
    heading, text = WORDS[language][what]
    return page(
        "notice.html", language, status=status, headers=PRIVATE, heading=heading.format(name=name), text=text
    )
