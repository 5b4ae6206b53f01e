"""A reminder is put off in the words in which people put things off."""

from __future__ import annotations

import pytest

from tests.support.casework import Casework
from tests.support.talking import Talking


@pytest.mark.parametrize(
    ("who", "said", "when"),
    [
        ("joao", "adiar {name} para segunda", "09/03/2026"),
        ("joao", "adiar {name} até amanhã", "03/03/2026"),
        ("joao", "adiar {name} por uma hora", "02/03/2026"),
        ("anna", "atlikt {name} uz pirmdienu", "09.03.2026"),
        ("anna", "atlikt {name} līdz rītam", "03.03.2026"),
        ("anna", "snooze {name} until monday", "09.03.2026"),
    ],
)
async def test_it_is_put_off_until_what_was_said(
    casework: Casework, who: str, said: str, when: str
) -> None:
    name = await casework.asked()
    heard = await Talking(casework.world, who).say(said.format(name=name))
    assert when in heard.text
