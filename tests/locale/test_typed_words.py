"""What people type finds its command in every language, however it is spelled; no two commands share a word."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache

import pytest

from chat.recognition import Exact, Near, Phrases
from core.folding import fold_words
from core.text import Message
from tests.locale.catalogues import (
    LANGUAGES,
    NAVIGATION,
    SPOKEN,
    code_spans,
    first_word,
    parts,
    sentences,
    voice,
)

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_voice = pytest.mark.parametrize("language", SPOKEN)
COMMANDS = {command.name: command.words for command in parts().registry.values()}
# Words this long are found with a letter missing or two letters changed over.
LONG = 4


@cache
def phrases() -> Phrases:
    return Phrases(parts().registry, parts().languages)


def alternatives(language: str, words: Message) -> list[str]:
    return [each.strip() for each in voice(language).template(words).split("|")]


def meant(said: str) -> str | None:
    """The command that comes first to mind."""
    match phrases().recognise(said):
        case Exact(command):
            return command.name
        case Near(meant):
            return meant[0].command.name
    return None


@pytest.mark.parametrize("name", COMMANDS)
@each_voice
def test_every_word_finds_its_command(language: str, name: str) -> None:
    for said in alternatives(language, COMMANDS[name]):
        for spelled in (said, said.upper(), without_marks(said), f"  {said} LV-2026-000042"):
            found = phrases().recognise(spelled)
            assert isinstance(found, Exact), f"`{spelled}` should mean `{name}`, and means nothing"
            assert found.command.name == name, f"`{spelled}` should mean `{name}`"


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(char for char in letters if not unicodedata.combining(char))


@pytest.mark.parametrize("name", COMMANDS)
@each_voice
def test_a_typing_error_leads_to_the_command(language: str, name: str) -> None:
    words = [said for said in alternatives(language, COMMANDS[name]) if len(said) >= LONG]
    wrong = {typo: meant(typo) for said in words for typo in typos(said) if meant(typo) != name}
    assert wrong == {}, f"these should lead to `{name}`; a word too like another's is not taken"


def typos(said: str) -> list[str]:
    """One letter left out, or two changed over, anywhere but at the beginning."""
    inside = [n for n in range(1, len(said) - 1) if " " not in said[n : n + 2]]
    missing = [said[:n] + said[n + 1 :] for n in inside]
    return missing + [said[:n] + said[n + 1] + said[n] + said[n + 2 :] for n in inside]


@pytest.mark.parametrize(
    ("said", "name", "rest"),
    [
        ("mani uzdvumi", "my tasks", ""),
        ("Meklet iestadi portugāle tūrisms", "find authority", "portugāle tūrisms"),
        ("find authroity lisbon", "find authority", "lisbon"),
        ("novo peddo", "new request", ""),
        ("as mihas tarefas", "my tasks", ""),
        ("procurar autoriddade lisboa", "find authority", "lisboa"),
    ],
)
def test_what_officials_really_type_is_understood(said: str, name: str, rest: str) -> None:
    match phrases().recognise(said):
        case Exact(command, remainder):
            assert (command.name, remainder) == (name, rest)
        case Near((best, *_others), clear):
            assert (best.command.name, best.rest, clear) == (name, rest, True)
        case None:
            pytest.fail("not recognised")


def test_no_two_commands_share_a_word_in_any_languages() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for language in SPOKEN:
        for name, words in (COMMANDS | {f"({n})": w for n, w in NAVIGATION.items()}).items():
            for said in alternatives(language, words):
                owners[fold_words(said)].add(name)
    shared = {said: names for said, names in owners.items() if len(names) > 1}
    # Help is understood everywhere, inside a form and outside.
    assert {said: names for said, names in shared.items() if names != {"help", "(help)"}} == {}


@each_language
def test_every_language_has_its_own_word_for_everything(language: str) -> None:
    for name, words in (COMMANDS | NAVIGATION).items():
        own = alternatives(language, words)
        assert all(own), f"`{name}` has no word in locale/{language}: translate its `typed words`"
        assert len({fold_words(said) for said in own}) == len(own), own
        english = {fold_words(s) for s in alternatives("en", words)}
        assert fold_words(own[0]) not in english, f"the first word of `{name}` is English"


@each_language
def test_what_a_text_says_to_type_is_what_its_reader_would_type(language: str) -> None:
    """Code is there to be typed: commands and form words in the reader's language, the rest unchanged."""
    checked = 0
    for pair in sentences(language):
        wanted = [expected(language, span) for span in code_spans(pair.source)]
        found = Counter(code_spans(pair.translated))
        missing = Counter(w for w in wanted if w) - found
        assert not missing, pair
        assert sum(found.values()) == len(wanted), pair
        for span in (found - missing).elements():
            assert span in wanted or not names_command(span), pair
        checked += len(wanted)
    assert checked > 40


def expected(language: str, span: str) -> str | None:
    """How this language types it; ``None`` for an example that is only words."""
    if span in NAVIGATION:
        return first_word(language, NAVIGATION[span])
    if names_command(span):
        return voice(language).typed(span)
    return span if span.startswith("/") or not span.replace(" ", "").isalpha() else None


def names_command(span: str) -> bool:
    return isinstance(phrases().recognise(span), Exact)


def test_the_english_texts_name_commands_by_their_first_word() -> None:
    spans = {s for pair in sentences(LANGUAGES[0]) for s in code_spans(pair.source)}
    named = {span for span in spans if names_command(span)}
    assert {"my tasks", "find authority", "answer {reference}"} <= named
    assert [span for span in named if voice("en").typed(span) != span] == []


@pytest.mark.parametrize(
    ("said", "name", "rest"),
    [
        ("What do I have to do?", "my tasks", ""),
        ("any news?", "my tasks", ""),
        ("could you please show me my tasks", "my tasks", ""),
        ("who can help me", "who can help", ""),
        ("extend deadline LV-2026-42", "propose date", "LV-2026-42"),
        ("please find authroity lisbon", "find authority", "lisbon"),
        ("I want to ask Portugal", "new request", "Portugal"),
        ("show LV-2026-42", "show", "LV-2026-42"),
        ("decline LV-2026-42", "show", "LV-2026-42"),
        ("how can I withdraw LV-2026-42", "help", "withdraw LV-2026-42"),
        ("atrast reģistru", "find register", ""),
        ("atrast Lisabona", "find authority", "Lisabona"),
        ("Labdien, kas mani gaida?", "my tasks", ""),
        ("lūdzu, parādi man manus uzdevumus", "my tasks", ""),
        ("ko man darit", "my tasks", ""),
        ("pajautāt Portugālei", "new request", "Portugālei"),
        ("pagarināt termiņu LV-2026-42", "propose date", "LV-2026-42"),
        ("kas man var palīdzēt", "who can help", ""),
        ("parādiet LV-2026-42", "show", "LV-2026-42"),
        ("quero perguntar", "new request", ""),
        ("o que tenho para fazer?", "my tasks", ""),
        ("mostre-me as minhas tarefas, por favor", "my tasks", ""),
        ("prorrogar o prazo LV-2026-42", "propose date", "LV-2026-42"),
        ("bom dia, há novidades?", "my tasks", ""),
        ("quem me pode ajudar", "who can help", ""),
        ("when do I have to answer?", "my tasks", ""),
        ("kad man jāatbild?", "my tasks", ""),
        ("quando é o prazo?", "my tasks", ""),
        ("es neko nesaprotu", "help", ""),
        ("não percebo nada", "help", ""),
        ("gribu runāt ar cilvēku", "who can help", ""),
        ("quero falar com alguém", "who can help", ""),
        ("izlabot atbildi", "answer", ""),
        ("corrigir a resposta", "answer", ""),
    ],
)
def test_an_official_who_has_lost_the_routine_is_understood(
    said: str, name: str, rest: str
) -> None:
    found = phrases().recognise(said)
    assert isinstance(found, Exact)
    assert (found.command.name, found.rest) == (name, rest)


@pytest.mark.parametrize("said", ["Goodbye!", "uz redzēšanos", "Adeus", "até amanhã"])
def test_whoever_takes_leave_is_not_asked_what_they_mean(said: str) -> None:
    assert phrases().is_goodbye(said)
