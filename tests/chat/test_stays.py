"""Absences as people write them: what is meant is understood, what cannot be is asked again."""

from __future__ import annotations

from datetime import date

import pytest

from chat.ear import Hearing
from chat.stays import read_stay
from core.errors import UserError
from core.habits import Stay
from tests.chat.conftest import TODAY


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("from 1 to 14 August", date(2026, 8, 1), date(2026, 8, 14)),
        ("until 20.3.", TODAY, date(2026, 3, 20)),
        ("from 23.2. to 6.3.", date(2026, 2, 23), date(2026, 3, 6)),
        ("from 28.12. to 3.1.", date(2026, 12, 28), date(2027, 1, 3)),
        ("12.03.2026 20.03.2026", date(2026, 3, 12), date(2026, 3, 20)),
        ("from 12 March 20 March 2026", date(2026, 3, 12), date(2026, 3, 20)),
        ("12. 3. 2026", date(2026, 3, 12), date(2026, 3, 12)),
        ("from 1.4.2026 to 1.3.2027", date(2026, 4, 1), date(2027, 3, 1)),
    ],
)
def test_it_is_understood(said: str, first: date, last: date, hearing: Hearing) -> None:
    assert read_stay(said, hearing) == Stay(first, last)


@pytest.mark.parametrize(
    "said",
    ["from 14.8. to 1.8.", "from 14.8.2026 to 1.8.2026", "from 1.12.2026 to 10.3.2026"],
)
def test_what_ends_before_it_begins_is_asked_again(said: str, hearing: Hearing) -> None:
    with pytest.raises(UserError) as refused:
        read_stay(said, hearing)
    assert "first day" in refused.value.message.singular
