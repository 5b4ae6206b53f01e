"""What the doctor says of encryption: of a bot that has run, and of one whose keys are gone."""

from __future__ import annotations

import shutil

from pydantic import SecretStr

from bot.doctor import Verdict
from bot.doctor.encryption import check
from bot.matrix.crypto.identity import Identity
from bot.matrix.crypto.signing import identity_mark
from bot.settings import Matrix
from tests.support.matrix_chat import MatrixWorld

OK, NOTE, PROBLEM = Verdict.OK, Verdict.NOTE, Verdict.PROBLEM


async def found(matrix: MatrixWorld, settings: Matrix) -> list[tuple[Verdict, str]]:
    url = matrix.world.assistant.config.database.url
    return [(each.verdict, each.said) async for each in check(settings, url)]


async def test_the_fingerprint_and_the_state_of_the_session_are_told(matrix: MatrixWorld) -> None:
    kept = await matrix.world.assistant.marks.get(identity_mark(matrix.bot.id))
    assert kept is not None
    fingerprint = Identity.opened(kept, "a passphrase for tests").fingerprint
    (first, told), (second, state) = await found(matrix, matrix.settings)
    assert (first, second) == (OK, OK)
    assert fingerprint in told.replace(" ", "")
    assert state == f"the session {await matrix.device()} is signed by the bot"


async def test_a_wrong_passphrase_and_an_empty_folder_are_told(matrix: MatrixWorld) -> None:
    wrong = matrix.settings.model_copy(update={"store_passphrase": SecretStr("other words")})
    [(verdict, told)] = await found(matrix, wrong)
    assert verdict is PROBLEM
    assert "IMI_MATRIX_STORE_PASSPHRASE" in told
    assert "other words" not in told
    await matrix.stop()
    shutil.rmtree(matrix.store)
    [(verdict, told)] = await found(matrix, matrix.settings)
    assert verdict is PROBLEM
    assert f"{await matrix.device()} are not in" in told
    await matrix.start()


async def test_somebody_elses_identity_is_seen(matrix: MatrixWorld) -> None:
    other = Identity.new().kept("a passphrase for tests")
    await matrix.world.assistant.marks.put(identity_mark(matrix.bot.id), other)
    *_first, (verdict, told) = await found(matrix, matrix.settings)
    assert verdict is PROBLEM
    assert "belongs to another identity" in told
