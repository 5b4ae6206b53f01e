from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import CannotOpen, Ring

ONE, TWO = bytes(32), bytes(range(32))
CHUNK = 64 * 1024
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5]


@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_sealed_opens_again(length: int) -> None:
    ring = Ring((ONE,))
    text = bytes(length)
    sealed = ring.seal(text, "a")
    assert ring.open(sealed, "a") == text
    assert Ring((TWO, ONE)).open(sealed, "a") == text


@given(st.binary(max_size=200), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_byte_can_be_changed(text: bytes, place: int, by: int) -> None:
    ring = Ring((ONE,))
    sealed = bytearray(ring.seal(text, "a"))
    sealed[place % len(sealed)] ^= by
    with pytest.raises(CannotOpen):
        ring.open(bytes(sealed), "a")


@pytest.mark.parametrize("cut", [1, 16, CHUNK + 16, 2 * (CHUNK + 16), 3 * CHUNK])
def test_nothing_can_be_cut_off(cut: int) -> None:
    ring = Ring((ONE,))
    sealed = ring.seal(bytes(3 * CHUNK), "a")
    with pytest.raises(CannotOpen):
        ring.open(sealed[:-cut], "a")


def test_chunks_cannot_change_places() -> None:
    ring = Ring((ONE,))
    sealed = ring.seal(bytes(3 * CHUNK), "a")
    size = CHUNK + 16
    head, chunks = sealed[: -3 * size], [sealed[-3 * size :][n * size :][:size] for n in range(3)]
    with pytest.raises(CannotOpen):
        ring.open(b"".join([head, chunks[1], chunks[0], chunks[2]]), "a")


def test_what_belongs_to_one_does_not_open_for_another() -> None:
    with pytest.raises(CannotOpen):
        Ring((ONE,)).open(Ring((ONE,)).seal(b"-", "a"), "b")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        Ring((TWO,)).open(Ring((ONE,)).seal(b"-", "a"), "a")


def test_what_was_never_sealed_does_not_open() -> None:
    for text in (b"", b"%PDF-1.7", b"IMI\x01"):
        with pytest.raises(CannotOpen):
            Ring((ONE,)).open(text, "a")


def test_a_ring_shows_no_key() -> None:
    assert "x00" not in repr(Ring((ONE,)))
