"""Slack's limits on messages and views, checked by slack_sdk's own models."""

import json
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

MOST_BLOCKS, MOST_CHARACTERS = 50, 13_200


def broken_limit(args: dict[str, Any]) -> str | None:
    """The error code for what Slack would not take; None when all is within its limits."""
    blocks = args.get("blocks") or []
    for chunk in args.get("chunks") or ():
        blocks = [*blocks, *(chunk.get("blocks") or ())]
    if len(blocks) > MOST_BLOCKS or not all(map(_valid, blocks)):
        return "invalid_blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > MOST_CHARACTERS:
        return "msg_blocks_too_long"
    if isinstance(view := args.get("view"), dict) and not _valid_view(view):
        return "invalid_arguments"
    return None


def _valid(block: dict[str, Any]) -> bool:
    parsed = Block.parse(block)
    try:
        return parsed is not None and bool(parsed.to_dict())
    except SlackObjectFormationError:
        return False


def _valid_view(view: dict[str, Any]) -> bool:
    known = {name: value for name, value in view.items() if name not in ("id", "state", "team_id", "hash")}
    try:
        return bool(View(**known).to_dict()) and all(map(_valid, view.get("blocks") or ()))
    except SlackObjectFormationError:
        return False
