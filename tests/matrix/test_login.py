"""Logging in: always the same device, and back again when the homeserver has ended it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.matrix.login import NotLetIn
from tests.matrix.naming import naming
from tests.support.matrix_chat import MatrixChat, MatrixWorld


async def test_the_device_stays_the_same(matrix: MatrixWorld) -> None:
    device = await matrix.device()
    await matrix.restart()
    assert await matrix.device() == device


async def test_a_token_is_as_good_as_a_password(chat: MatrixChat) -> None:
    await chat.matrix.use(access_token=SecretStr(chat.matrix.bot.access_token), password=None)
    assert await chat.say("anna", "help")


async def test_another_accounts_token_is_not_taken(matrix: MatrixWorld) -> None:
    other = SecretStr(matrix.accounts["anna"].access_token)
    with pytest.raises(NotLetIn, match="IMI_MATRIX_ACCESS_TOKEN"):
        await matrix.use(access_token=other, password=None)


@pytest.mark.parametrize("secret", ["password", "access_token"])
async def test_a_wrong_secret_is_named_and_not_shown(
    matrix: MatrixWorld, secret: str, tmp_path: Path
) -> None:
    wrong = {"password": None, "access_token": None, secret: SecretStr("wrong-secret")}
    with pytest.raises(NotLetIn, match=f"IMI_MATRIX_{secret.upper()}") as refused:
        await matrix.use(store=tmp_path / "new", **wrong)
    assert "wrong-secret" not in str(refused.value)


async def test_p3_a_login_that_was_ended_is_made_anew(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    device = await matrix.device()
    await matrix.end_login()
    assert await chat.say("anna", "my tasks")
    assert await matrix.device() == device


async def test_a_domain_may_name_its_homeserver(chat: MatrixChat) -> None:
    async with naming(chat.matrix.synapse.url) as domain:
        await chat.matrix.use(homeserver=domain)
        assert await chat.say("anna", "help")
