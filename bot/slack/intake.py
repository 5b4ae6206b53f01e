"""Every payload of Slack's, whichever door it came in by: whom it is for, what happened, and the answer it carries."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus

import orjson

from bot.slack import read
from bot.slack.heard import Uninstalled
from bot.slack.reception import Reception
from bot.slack.richtext import Json
from bot.slack.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is JSON; empty where there is nothing to say."""

    status: HTTPStatus = HTTPStatus.OK
    body: bytes = b""


_DONE = Answer()
_UNLIKE_SLACKS = (KeyError, TypeError, ValueError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class Intake:
    workspaces: Workspaces
    reception: Reception
    log: logging.Logger

    async def take(self, body: Json) -> Answer:
        if body.get("type") == "url_verification":
            return _carrying({"challenge": str(body.get("challenge", ""))})
        if not self.workspaces.connected:
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            workspace = await self.workspaces.find(read.tenant(body))
            if workspace is None:
                self.log.warning("slack: nothing is done for another workspace or app")
                return _DONE
            happening = read.happening(body, workspace.team, workspace.bot_user)
        except _UNLIKE_SLACKS as error:
            self.log.warning("slack: a payload was not understood: %s", type(error).__name__)
            return _DONE
        if isinstance(happening, Uninstalled):
            if await self.workspaces.forget(workspace, happening.at):
                self.log.warning("slack: the app was taken out of %s", workspace.team)
            return _DONE
        said = await self.reception.take(workspace, happening) if happening else {}
        return _carrying(said) if said else _DONE


def _carrying(said: Json) -> Answer:
    try:
        return Answer(body=orjson.dumps(said))
    except TypeError:  # half of a pair of surrogates
        return Answer(body=json.dumps(said).encode())
