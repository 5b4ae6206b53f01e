"""Who vouches for the bot's session: signatures, what is kept of them, and what others see."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.matrix.crypto.box import WrongPassphrase, locked, unlocked
from bot.matrix.crypto.canonical import canonical, decoded, unpadded
from bot.matrix.crypto.chain import Standing, chain_of
from bot.matrix.crypto.folder import Folder, InUse
from bot.matrix.crypto.identity import Identity, is_signed

BOT, SESSION, KEY = "@imi:localhost", "SESSION", "k" * 43
IDENTITY = Identity.new()
BARE = {
    "user_id": BOT,
    "device_id": SESSION,
    "keys": {f"ed25519:{SESSION}": KEY},
    "signatures": {BOT: {f"ed25519:{SESSION}": "its own"}},
    "unsigned": {"device_display_name": "IMI Assistant"},
}


def shown(identity: Identity = IDENTITY) -> dict[str, Any]:
    """What the homeserver shows of a bot that has done everything."""
    keys = identity.public_keys(BOT)
    return {
        "device_keys": {BOT: {SESSION: identity.signed_session(BARE, BOT)}},
        "master_keys": {BOT: keys["master_key"]},
        "self_signing_keys": {BOT: keys["self_signing_key"]},
    }


def standing(answer: dict[str, Any]) -> Standing:
    return chain_of(BOT, answer).standing(SESSION, KEY, IDENTITY.fingerprint)


def test_json_is_signed_in_one_form_only() -> None:
    assert (
        canonical({"b": "ā", "a": {"d": 1, "c": None}}) == '{"a":{"c":null,"d":1},"b":"ā"}'.encode()
    )


def test_names_of_keys_have_no_padding() -> None:
    keys = IDENTITY.public_keys(BOT)
    assert not any("=" in name for key in keys.values() for name in key["keys"])
    assert decoded(unpadded(b"12345")) == b"12345"


def test_a_signed_session_keeps_its_own_signature_and_loses_what_is_not_signed() -> None:
    signed = IDENTITY.signed_session(BARE, BOT)
    assert len(signed["signatures"][BOT]) == 2
    assert "unsigned" not in signed


def test_a_signature_holds_for_what_was_signed_alone() -> None:
    keys = IDENTITY.public_keys(BOT)
    vouched = keys["self_signing_key"]
    assert is_signed(vouched, BOT, IDENTITY.fingerprint)
    assert not is_signed({**vouched, "usage": ["master"]}, BOT, IDENTITY.fingerprint)
    assert not is_signed(vouched, "@other:localhost", IDENTITY.fingerprint)
    assert not is_signed({}, BOT, "no key")


def test_whoever_has_done_everything_is_signed() -> None:
    assert standing(shown()) is Standing.SIGNED


def test_each_break_in_the_chain_is_seen() -> None:
    unsigned, unvouched, other_keys = deepcopy(shown()), deepcopy(shown()), deepcopy(shown())
    unsigned["device_keys"][BOT][SESSION] = BARE
    unvouched["self_signing_keys"][BOT]["signatures"] = {}
    other_keys["device_keys"][BOT][SESSION]["keys"][f"ed25519:{SESSION}"] = "x" * 43
    assert standing(unsigned) is Standing.UNSIGNED
    assert standing(unvouched) is Standing.UNSIGNED
    assert standing(other_keys) is Standing.OTHER_KEYS
    assert standing({**shown(), "device_keys": {}}) is Standing.UNPUBLISHED
    assert standing(shown(Identity.new())) is Standing.OTHER_IDENTITY
    assert standing({}) is Standing.NO_IDENTITY


def test_an_identity_is_kept_under_the_passphrase() -> None:
    kept = IDENTITY.kept("secret words")
    assert Identity.opened(kept, "secret words").fingerprint == IDENTITY.fingerprint
    assert unpadded(IDENTITY.master.private_bytes_raw()) not in kept
    with pytest.raises(WrongPassphrase):
        Identity.opened(kept, "other words")


def test_what_is_locked_twice_looks_different() -> None:
    one, other = locked(b"same", "words"), locked(b"same", "words")
    assert json.loads(one)["box"] != json.loads(other)["box"]
    assert unlocked(one, "words") == unlocked(other, "words") == b"same"


def test_a_folder_of_keys_serves_one_assistant(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "keys", "words")
    with (
        folder.held(),
        pytest.raises(InUse, match="store"),
        Folder(tmp_path / "keys", "words").held(),
    ):
        pass
    with Folder(tmp_path / "keys", "words").held():
        assert (tmp_path / "keys").stat().st_mode & 0o77 == 0


def test_a_folder_remembers_its_session_while_its_keys_are_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "words")
    folder.keep(SESSION, "the token")
    assert folder.session is None
    keys = tmp_path / f"{BOT}_{SESSION}.db"
    keys.touch()
    again = Folder(tmp_path, "words")
    assert (again.session, again.token) == (SESSION, "the token")
    assert "the token" not in (tmp_path / "session.json").read_text()
    with pytest.raises(WrongPassphrase):
        _ = Folder(tmp_path, "other words").token
    keys.unlink()
    assert again.token is None
