"""How a message reaches the requester, and why it did not."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "delivery.sent.slack": ("Delivered in Slack", "Slackに届きました"),
    "delivery.sent.web": ("Delivered into the conversation", "会話に届きました"),
    "delivery.sent.email": ("Notice sent by e-mail", "メールでお知らせしました"),
    "delivery.sent.status": ("Ready on the status page", "状況確認ページで読めます"),
    "delivery.by.slack": ("Slack", "Slack"),
    "delivery.by.web": ("conversation", "会話"),
    "delivery.by.email": ("notice by e-mail", "メールでのお知らせ"),
    "delivery.by.status": ("status page", "状況確認ページ"),
    "event.rerouted": ("A message goes on by the next way", "次の手段で送ります"),
    "error.no_channel": ("this way is switched off", "この手段は無効です"),
    "error.conversation_gone": ("the conversation no longer exists", "会話はもうありません"),
    "error.user_disabled": ("the Slack account is closed", "Slackのアカウントは無効です"),
    "error.user_not_found": ("not a member of the Slack workspace", "Slackのメンバーではありません"),
    "error.account_inactive": ("the Slack app is switched off", "Slackアプリが無効です"),
    "error.channel_not_found": ("the Slack conversation no longer exists", "Slackの会話はもうありません"),
    "error.not_private": ("others read along there", "他の方も読める場所です"),
    "error.channel_error": ("an error in this program", "プログラムのエラー"),
    "error.lease_expired": ("interrupted too often", "中断が続きました"),
    "error.bad_address": ("the address cannot be used", "宛先が正しくありません"),
    "error.recipient_refused": ("the mailbox is refused", "宛先のメールボックスが受け付けません"),
    "error.message_refused": ("the mail server refuses the message", "メールサーバーが受け付けません"),
    "error.sender_refused": ("the mail server refuses our sender", "メールサーバーが送信元を受け付けません"),
    "error.login_refused": ("the mail server refuses our login", "メールサーバーにログインできません"),
    "error.try_later": ("the mail server asks for patience", "メールサーバーが一時的に受け付けません"),
    "error.tls_failed": ("no secure connection", "安全な接続ができません"),
    "error.mail_server_error": (
        "the mail server does not work as set",
        "メールサーバーが設定どおりに動きません",
    ),
    "error.unreachable": ("not reachable", "接続できません"),
    "error.timeout": ("no answer in time", "応答がありません"),
}
