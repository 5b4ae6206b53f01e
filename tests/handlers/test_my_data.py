"""What is kept about oneself, as files."""

from __future__ import annotations

import json

from chat.message import Document
from tests.support.talking import Talking


async def test_one_gets_what_is_kept_about_oneself_to_read_and_to_take_along(
    joao: Talking,
) -> None:
    heard = await joao.say("my data")
    assert heard.reply.private
    paper, data = (part for part in heard.reply.parts if isinstance(part, Document))
    assert paper.data.startswith(b"%PDF")
    kept = json.loads(data.data)
    assert (kept["id"], kept["name"]) == ("joao", "João Ferreira")
    assert kept["memberships"][0]["authority"] == "pt-turismo"
    assert kept["accounts"] == [{"platform": "terminal", "workspace": "", "account": "joao"}]
    assert "João Ferreira" in heard.text
    for other in ("Marta", "Anna"):
        assert other not in heard.text + data.data.decode()
