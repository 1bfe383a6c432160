"""The methods of Slack's Web API that the app uses, each as it answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.fakes.slack.conversations import Values

if TYPE_CHECKING:
    from tests.fakes.slack.server import FakeSlack

BOT = "U0BOT"


class Refused(Exception):
    """The call fails with an error code of Slack's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Method = Callable[["FakeSlack", str, Values], Values]
METHODS: dict[str, Method] = {}


def method(*names: str) -> Callable[[Method], Method]:
    """Answers calls of these names."""

    def add(answer: Method) -> Method:
        METHODS.update(dict.fromkeys(names, answer))
        return answer

    return add


@method("apps.connections.open")
def _connect(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"url": slack.socket_url}


@method("auth.test")
def _auth(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"team_id": team, "team": f"Workspace {team}", "user_id": BOT, "bot_id": "B0BOT"}


@method("oauth.v2.access")
def _exchange(slack: "FakeSlack", team: str, args: Values) -> Values:
    granted = slack.codes.pop(args["code"], None)
    if granted is None:
        raise Refused("invalid_code")
    slack.tokens[granted["access_token"]] = granted["team"]["id"]
    return {**granted, "bot_user_id": BOT, "scope": "chat:write,commands", "token_type": "bot"}


@method("users.info")
def _user(slack: "FakeSlack", team: str, args: Values) -> Values:
    if args["user"] not in slack.users:
        raise Refused("user_not_found")
    return {"user": slack.users[args["user"]]}


@method("conversations.open")
def _open(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"channel": {"id": slack.dm(args["users"])}}


@method("conversations.replies")
def _replies(slack: "FakeSlack", team: str, args: Values) -> Values:
    asked = slack.conversations.written.get((args["channel"], args.get("latest", "")))
    return {"messages": [*([asked] if asked else []), *slack.thread(args["channel"], args["ts"])]}


@method("conversations.history")
def _history(slack: "FakeSlack", team: str, args: Values) -> Values:
    found = slack.conversations.written.get((args["channel"], args["latest"]))
    return {"messages": [found] if found else []}


@method("chat.postMessage")
def _post(slack: "FakeSlack", team: str, args: Values) -> Values:
    posted = slack.conversations.post({**args, "user": BOT})
    return {"channel": posted["channel"], "ts": posted["ts"]}


@method("chat.postEphemeral")
def _whisper(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"message_ts": slack.conversations.stamp()}


@method("chat.update")
def _update(slack: "FakeSlack", team: str, args: Values) -> Values:
    message = _message(slack, args)
    message.update({**args, "streaming": False})
    return {"channel": args["channel"], "ts": args["ts"]}


@method("chat.delete")
def _delete(slack: "FakeSlack", team: str, args: Values) -> Values:
    _message(slack, args)
    del slack.conversations.messages[args["channel"], args["ts"]]
    return {"channel": args["channel"], "ts": args["ts"]}


@method("chat.startStream")
def _start(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"channel": args["channel"], "ts": slack.conversations.start({**args, "user": BOT})["ts"]}


@method("chat.appendStream")
def _append(slack: "FakeSlack", team: str, args: Values) -> Values:
    slack.conversations.append(_streaming(slack, args), args.get("chunks") or ())
    return {"ts": args["ts"]}


@method("chat.stopStream")
def _stop(slack: "FakeSlack", team: str, args: Values) -> Values:
    slack.conversations.stop(_streaming(slack, args), args)
    return {"ts": args["ts"]}


@method("agents.sessions.setStatus")
def _session(slack: "FakeSlack", team: str, args: Values) -> Values:
    slack.conversations.session(args, args.get("thread_ts") or "")
    return {}


@method("views.open", "views.publish", "views.update", "views.push")
def _view(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {"view": {**args["view"], "id": args.get("view_id") or f"V{slack.conversations.stamp()[11:]}"}}


@method("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts", "response")
def _nothing(slack: "FakeSlack", team: str, args: Values) -> Values:
    return {}


def _message(slack: "FakeSlack", args: Values) -> Values:
    found = slack.conversations.messages.get((args["channel"], args["ts"]))
    if found is None:
        raise Refused("message_not_found")
    return found


def _streaming(slack: "FakeSlack", args: Values) -> Values:
    found = _message(slack, args)
    if not found.get("streaming"):
        raise Refused("message_not_in_streaming_state")
    return found
