"""What is asked of a workspace, and why; docs/slack.md lists the same."""

SCOPES = {
    "app_mentions:read": "seeing where the app is mentioned",
    "assistant:write": "suggested questions in the Messages tab",
    "chat:write": "answering, and taking its own messages back",
    "commands": "`/privacy` and the shortcut",
    "im:history": "reading direct messages to it",
    "im:write": "opening a direct message, for what does not belong into a channel",
    "users:read": "the person's language, and whether they are a guest",
    "users:read.email": "knowing which account of the desk presses a button of a card",
}
