"""P2: no notice is sent twice in Slack, although the process is killed and its memory with it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tests.slack.test_forms import GUIDE, REQUEST
from tests.support.slack import SlackStandIn
from tests.support.slack_chat import SlackChat, SlackWorld

ROOT = Path(__file__).parents[2]


async def killed_after_sending(stage: SlackWorld) -> None:
    """Another process takes what is due, and dies with `kill -9`."""
    settings, app = stage.settings(), stage.slack.app
    secrets = {"bot_token": stage.workspace.bot_token, "signing_secret": app.signing_secret}
    given = {
        "url": stage.world.assistant.config.database.url,
        "now": stage.world.clock.now().isoformat(),
        "settings": json.dumps(
            {**settings.model_dump(mode="json"), **secrets, "app_token": app.app_token}
        ),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.slack.killed", cwd=ROOT, stdin=asyncio.subprocess.PIPE
    )
    await process.communicate(json.dumps(given).encode())
    assert process.returncode == -9


def standing(stage: SlackWorld) -> list[int]:
    """How often the new request stands before each of its readers, and in their team's room."""
    readers = [stage.person(who).messages() for who in ("joao", "marta")]
    told = [*readers, stage.rooms["lisboa-team"].messages]
    return [sum(REQUEST in one.words for one in messages) for messages in told]


async def test_p2_a_process_killed_between_sending_and_recording_it_arrives_once(
    chat: SlackChat, slack: SlackStandIn
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await killed_after_sending(chat.stage)
    assert sum(standing(chat.stage)) >= 1, "it died before it had sent anything"
    for _ in range(2):
        chat.stage.world.clock.forward(minutes=5)
        await chat.settle()
        assert standing(chat.stage) == [1, 1, 1]
    looked = [one for one in slack.calls if one.method == "conversations.history"]
    assert all(one.args.get("include_all_metadata") for one in looked)
    assert looked, "what was uncertain was not looked for"
    assert slack.complaints == []
