"""Which language Slack shows a person, asked once for those the bot does not know."""

from __future__ import annotations

from collections import OrderedDict

from bot.channel import NotDelivered
from bot.slack.workspaces import Workspace

_MOST = 10_000


class Locales:
    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def of(self, workspace: Workspace, user: str) -> str:
        """``pt-PT``, or nothing: people of other organisations have none."""
        key = workspace.team, user
        if key not in self._known:
            self._known[key] = await _asked(workspace, user)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return self._known[key]


async def _asked(workspace: Workspace, user: str) -> str:
    try:
        answer = await workspace.calls.ask("users.info", user=user, include_locale="true")
    except NotDelivered:
        return ""
    found = answer.get("user")
    return str(found.get("locale") or "") if isinstance(found, dict) else ""
