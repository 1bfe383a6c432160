"""What the e-mails say around the text that the desk hands over."""

from typing import Literal

Language = Literal["en", "ja"]

SENTENCES: dict[str, dict[Language, str]] = {
    "subject.notice": {
        "en": "News on your request {reference}",
        "ja": "お問い合わせ {reference} についてのお知らせ",
    },
    "subject.code": {"en": "Your code for {reference}", "ja": "{reference} の確認コード"},
    "link": {"en": "Read it on your status page:", "ja": "内容は状況確認ページでご覧ください。"},
    "keep": {
        "en": "Keep this link to yourself: whoever has it can read your request.",
        "ja": "このリンクをご存じの方はどなたでも内容を読めます。他の方に知らせないでください。",
    },
    "own_link": {
        "en": "Read it on your status page, by the link that you were given with your receipt.",
        "ja": "内容は、受付時にお渡ししたリンクから状況確認ページでご覧ください。",
    },
    "automatic": {
        "en": "This message was sent automatically; answers to it are not read.",
        "ja": "このメールは自動送信です。ご返信いただいてもお読みできません。",
    },
}  # fmt: skip


def say(language: str, key: str, **facts: str) -> str:
    """A sentence in the ticket's language; English where there is no other."""
    sentence = SENTENCES[key]
    return (sentence["ja"] if language == "ja" else sentence["en"]).format(**facts)
