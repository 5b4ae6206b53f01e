"""Short answers in one's own words and language, and what is kept said in plain words."""

from __future__ import annotations

import pytest

from bot.app import assemble
from bot.settings import Links, Retention
from chat.chapters import Chapter
from core.learning import Explained
from tests.handlers.test_contract import COMMANDS, PARTS
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import World

LEARNING = PARTS.texts.learning


def test_twenty_answers_and_more_stand_in_the_bot_itself_in_every_chapter() -> None:
    assert len(LEARNING.answers) >= 20
    assert {each.subject for each in LEARNING.answers} == set(Chapter)


@pytest.mark.parametrize("answer", LEARNING.answers, ids=lambda answer: answer.id)
def test_what_an_answer_offers_can_be_done(answer: Explained) -> None:
    assert set(answer.offers) <= {command.name for command in COMMANDS}


@pytest.mark.parametrize(
    ("who", "said", "title"),
    [
        ("sean", "learn what does accept mean?", "What does accepting mean?"),
        ("sean", "learn can I change the deadline", "Can I change the date?"),
        ("sean", "learn who sees my qestion", "Who sees my question?"),
        ("sean", "learn i am on vacation", "I will be away. Who takes over?"),
        ("anna", "uzzināt vai var mainīt termiņu", "Vai var mainīt termiņu?"),
        ("anna", "uzzinat kas redz manu jautajumu", "Kas redz manu jautājumu?"),
        ("anna", "uzzināt can I change the date", "Vai var mainīt termiņu?"),
        ("joao", "aprender posso mudar o prazo", "Posso mudar o prazo?"),
        ("joao", "aprender o que significa aceitar", "O que significa aceitar?"),
    ],
)
async def test_a_question_in_ones_own_words_is_answered(
    casework: Casework, who: str, said: str, title: str
) -> None:
    heard = await Talking(casework.world, who).say(said)
    assert heard.text.splitlines()[0] == title


@pytest.mark.parametrize("answer", LEARNING.answers, ids=lambda answer: answer.id)
async def test_each_answer_is_found_by_its_own_question_in_every_language(
    casework: Casework, answer: Explained
) -> None:
    for who in ("sean", "anna", "joao"):
        talking = Talking(casework.world, who)
        title = casework.world.voice(who).template(answer.title)
        assert title in (await talking.say(f"learn {title}")).text.splitlines()[0:3]


async def test_what_nothing_answers_is_said_with_a_way_on(anna: Talking) -> None:
    heard = await anna.say("uzzināt zyzzyva qqq")
    assert "zyzzyva qqq" in heard.text
    assert "who can help" in heard.runs


async def test_words_that_look_like_a_question_can_be_looked_up(casework: Casework) -> None:
    heard = await Talking(casework.world, "sean").say(
        "whatever became of all those wishes and plans"
    )
    assert any(run.startswith("learn whatever became") for run in heard.runs)


async def test_what_there_is_to_learn_from_has_the_operators_addresses(casework: Casework) -> None:
    talking = Talking(casework.world, "sean")
    assert "To read" not in (await talking.say("learn learning")).text
    links = Links(learning_materials="https://learn.example/{language}")
    await configured(casework, links=links)
    heard = await talking.say("learn learning")
    assert "web page, 20 minutes" in heard.text
    assert "https://learn.example/en" in heard.text


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("anna", "kas tiek glabāts par mani?"),
        ("joao", "o que fica guardado sobre mim?"),
        ("sean", "what is kept about me"),
    ],
)
async def test_privacy_is_asked_for_in_ones_own_words(
    casework: Casework, who: str, said: str
) -> None:
    own = (await Talking(casework.world, who).say("privacy")).text
    assert (await Talking(casework.world, who).say(said)).text == own


async def test_privacy_says_the_times_that_are_in_force(casework: Casework) -> None:
    given = {"block_after_months": 4, "delete_after_months": 30, "forms_days": 11}
    areas = {"services": {"block_after_months": 17}}
    kept = Retention.model_validate({**given, "areas": areas})
    await configured(casework, retention=kept)
    text = (await Talking(casework.world, "sean").say("privacy")).text
    assert "from month 4 after closing, deleted after month 30" in text
    assert "from month 17 after closing" in text
    assert "11 days" in text


async def test_who_is_not_known_may_read_it_too(stranger: Talking) -> None:
    heard = await stranger.press("privacy")
    assert "What I keep, and why" in heard.text
    assert "erase my data" not in heard.runs


async def configured(casework: Casework, **given: object) -> None:
    world = casework.world
    config = world.assistant.config.model_copy(update=given)
    await world.assistant.close()
    world.assistant = assemble(config, world.clock)


@pytest.mark.parametrize(
    ("who", "said", "title"),
    [
        ("anna", "ko nozīmē pieņemt?", "Ko nozīmē"),
        ("anna", "kas redz manu jautājumu", "Kas redz"),
        ("anna", "man neatbild jau mēnesi", "Kas notiek, ja termiņš"),
        ("anna", "kāpēc nav aizsūtīts", "Kāpēc mans pieprasījums"),
        ("anna", "atbilde ir neskaidra", "Atbilde man nepalīdz"),
        ("joao", "tenho de escrever em inglês?", "Em que idioma escrevo?"),
        ("joao", "esqueci-me de juntar o diploma", "Posso alterar um pedido"),
        ("joao", "como se contam os dias úteis", "Como se conta um período?"),
        ("joao", "posso mudar a data?", "Posso mudar o prazo?"),
        ("joao", "o que significa aceitar?", "O que significa"),
        ("sean", "what does accept mean?", "What does"),
        ("sean", "who sees my question?", "Who sees"),
    ],
)
async def test_what_is_often_asked_is_answered_as_it_is_typed(
    world: World, who: str, said: str, title: str
) -> None:
    assert (await Talking(world, who).say(said)).text.startswith(title)


async def test_what_only_sounds_alike_is_not_taken_for_a_question(world: World) -> None:
    heard = await Talking(world, "sean").say("accept the request please")
    assert "What does" not in heard.text
    heard = await Talking(world, "anna").say("kāpēc LV-2026-000001")
    assert "Kāpēc mans" not in heard.text
