"""What a reader who cannot press a button is told to type is in their own words, and is understood."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app import read_parts
from bot.config import Config
from chat.ear import Hearing
from chat.fields import Choice

PARTS = read_parts(Config())
LANGUAGES = sorted(PARTS.languages.codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_in_a_button_is_typed_as_it_is_called(language: str) -> None:
    voice = PARTS.languages.voice(language, "UTC")
    typed = voice.typed("snooze LV-2026-000042 hour")
    own = {"lv": "pēc stundas", "pt": "daqui a uma hora", "en": "in an hour"}
    assert typed.casefold().endswith(own[language])
    assert "LV-2026-000042" in typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_is_heard_by_the_words_it_is_shown_with(language: str) -> None:
    voice = PARTS.languages.voice(language, "UTC")
    hearing = Hearing(PARTS.languages, date(2026, 3, 2), language)
    for command in PARTS.registry.values():
        for asked in command.form.fields:
            if isinstance(asked, Choice):
                for option in asked.options:
                    said = voice.typed(f"{command.name} {option.value}")
                    own = said.removeprefix(voice.typed(command.name)).strip()
                    assert asked.hear(own, hearing) == option.value, (command.name, own)
