"""Surveys in chat: started, answered once, closed, and read as numbers in which nobody can be found."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from chat.message import Document, Reply
from core.acts import Given
from core.outbox import Delivery, Progress, Topic
from core.people import Person, PersonId, Role
from core.ratings import Effort, Rating, Timeliness
from core.requests import Action
from core.survey_refusals import AnsweredAlready
from core.surveys import SURVEY, SurveyId
from handlers._surveys import surveying
from storage.leftovers import Leftovers
from tests.handlers.test_trainings import Post
from tests.support.casework import Casework
from tests.support.talking import Heard, Talking
from tests.support.world import World, official

READY = {"source": "after-training", "areas": "", "roles": "", "until": "2026-03-16"}
OWN = {
    "source": "own",
    "title.lv": "Mūsu sapulces",
    "title.en": "Our meetings",
    "title.pt": "",
}
ANSWERS = {"answer.1": "5", "answer.2": "4", "answer.3": "2", "answer.4": "1"}
OTHERS = ("dace", "egils", "fanija", "guna")


@pytest.fixture
def post(world: World) -> Post:
    post = Post()
    world.assistant.mailman.channels["terminal"] = post
    return post


def someone(world: World, who: str) -> Talking:
    return Talking(world, who)


async def with_colleagues(world: World) -> None:
    """Four more in Riga: with Anna, Līga, Ilze and Juris there are eight."""
    async with world.assistant.services.works.writing() as work:
        for id in OTHERS:
            await work.people.put(official(id, id.title(), "lv-ptac"), [world.address(id)])
        await work.commit()


async def started(world: World, who: str = "ilze", **changed: str) -> Heard:
    talking = someone(world, who)
    await talking.press("new survey")
    given = {**READY, **changed}
    await talking.fill(source=given["source"])
    rest = {name: given[name] for name in ("areas", "roles", "until")}
    await talking.fill(**rest)
    return await talking.fill(**rest, ending="send")


async def answered(world: World, who: str, words: str = "", **changed: str) -> Heard:
    talking = someone(world, who)
    await talking.press("answer survey 1")
    given = {**ANSWERS, "answer.5": words, **changed}
    answers = {name.replace(".", "__"): said for name, said in given.items()}
    await talking.fill(**answers)
    return await talking.fill(**answers, ending="send")


async def rows(world: World, *kinds: str) -> Sequence[Delivery]:
    async with world.assistant.services.works.reading() as work:
        found = await work.outbox.of(Topic(SURVEY, "1"))
    return [row for row in found if not kinds or row.planned.kind in kinds]


def planned_for(rows: Sequence[Delivery]) -> dict[str, datetime]:
    return {
        row.planned.recipient.key: row.planned.due
        for row in rows
        if row.progress is Progress.PLANNED
    }


def files(turn: object) -> dict[str, Document]:
    assert isinstance(turn, Reply)
    return {part.name: part for part in turn.parts if isinstance(part, Document)}


async def test_everybody_whom_a_coordinator_looks_after_is_asked_in_their_own_words(
    world: World, post: Post
) -> None:
    heard = await started(world)
    assert "Aptauju saņem 4 cilvēki" in heard.text
    assert "mazāk nekā 5" in heard.text
    await world.settle()
    [letter] = post.to("anna")
    assert "Aptauja: Pēc mācībām" in letter
    assert "Ekonomikas ministrija" in letter
    assert post.to("joao") == []


async def test_only_coordinators_start_one(world: World) -> None:
    assert "koordinatori" in (await someone(world, "anna").press("new survey")).text


async def test_who_has_answered_is_thanked_and_reminded_no_more(world: World, post: Post) -> None:
    await started(world)
    await world.settle()
    reminded = planned_for(await rows(world, "reminded"))
    assert len(reminded) == 4
    assert "Paldies" in (await answered(world, "anna")).text
    left = planned_for(await rows(world, "reminded"))
    assert reminded.keys() - left.keys() == {"person:anna"}
    world.clock.moment = datetime(2026, 3, 13, 12, tzinfo=UTC)
    post.letters.clear()
    await world.settle()
    assert post.to("anna") == []
    [letter] = post.to("liga")
    assert "Vēl nav atbildēts" in letter


async def test_a_second_answer_is_refused_in_a_sentence_and_changes_nothing(world: World) -> None:
    await started(world)
    await answered(world, "anna")
    again = (await someone(world, "anna").press("answer survey 1")).text
    assert "Jūs jau atbildējāt aptaujā Pēc mācībām" in again
    anna = world.person("anna")
    with pytest.raises(AnsweredAlready):
        await surveying(world.assistant.services).answer(anna, SurveyId(1), {1: "1"})
    async with world.assistant.services.works.reading() as work:
        survey = await work.surveys.get(SurveyId(1))
    assert survey is not None
    assert survey.answered == 1


async def test_two_answers_of_one_person_at_once_count_once(world: World) -> None:
    await started(world)
    service, anna = surveying(world.assistant.services), world.person("anna")
    both = [service.answer(anna, SurveyId(1), {1: "5"}) for _time in range(2)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(each, AnsweredAlready) for each in done) == 1


async def test_after_its_end_nobody_answers_and_what_was_typed_is_kept(world: World) -> None:
    await started(world)
    talking = someone(world, "anna")
    await talking.press("answer survey 1")
    answers = {name.replace(".", "__"): said for name, said in ANSWERS.items()}
    await talking.fill(**answers, answer__5="Vairāk piemēru")
    world.clock.forward(days=30)
    heard = await talking.say("1")
    assert "ir beigusies" in heard.text
    ctx = await talking.context()
    kept = await talking.conversation.talk(ctx)
    assert kept.dialogue is not None
    assert kept.dialogue.answers["answer.5"] == "Vairāk piemēru"
    assert "ir beigusies" in (await someone(world, "liga").press("answer survey 1")).text


async def test_before_the_end_only_how_many_have_answered_is_shown(world: World) -> None:
    await with_colleagues(world)
    await started(world)
    for who in ("anna", "liga", *OTHERS):
        await answered(world, who)
    heard = await someone(world, "ilze").press("survey results 1")
    assert "Atbildēja 6 no 8 cilvēkiem" in heard.text
    assert "Vidēji" not in heard.text
    assert files(heard.turn) == {}


async def test_results_are_a_sentence_a_table_a_picture_and_a_sheet(
    world: World, post: Post
) -> None:
    await with_colleagues(world)
    await started(world)
    words = {
        "anna": "Vairāk piemēru",
        "dace": "=SUM(A1)",
        "egils": "Vairāk laika; =HYPERLINK(1)\n- un pauzes - īsas",
    }
    for who in ("anna", "liga", *OTHERS):
        await answered(world, who, words.get(who, ""))
    await world.settle()
    world.clock.moment = datetime(2026, 3, 17, 12, tzinfo=UTC)
    post.letters.clear()
    await world.settle()
    [told] = post.to("ilze")
    assert "Jūsu aptauja ir beigusies" in told
    heard = await someone(world, "ilze").press("survey results 1")
    assert "Vidēji 5,0 no 5; 6 atbildes" in heard.text
    assert "5 – augstākais vērtējums: 6 cilvēki (100 %)" in heard.text
    assert "Vairāk piemēru" in heard.text
    found = files(heard.turn)
    picture, sheet = found["survey-1.png"], found["survey-1.csv"]
    assert picture.data.startswith(b"\x89PNG")
    assert "Stabiņu diagramma: Pēc mācībām" in picture.alt
    assert "Vidēji 5,0 no 5" in picture.alt
    table = list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"))))
    assert ["Cik skaidri bija paskaidrojumi?", "4", "6"] in table
    assert ["Kam nākamreiz jābūt citādi?", "'=SUM(A1)", ""] in table
    told = "Vairāk laika; '=HYPERLINK(1)\n'- un pauzes - īsas"
    assert ["Kam nākamreiz jābūt citādi?", told, ""] in table


async def test_who_runs_it_answers_too_and_hears_of_the_results_all_the_same(
    world: World, post: Post
) -> None:
    await started(world)
    await answered(world, "ilze")
    world.clock.moment = datetime(2026, 3, 17, 12, tzinfo=UTC)
    await world.settle()
    assert any("Jūsu aptauja ir beigusies" in told for told in post.to("ilze"))


async def test_of_fewer_than_five_nothing_is_shown_and_nothing_stays(world: World) -> None:
    await with_colleagues(world)
    await started(world)
    for who in ("anna", "liga", "dace", "egils"):
        await answered(world, who, "Slepeni")
    await someone(world, "ilze").press("close survey 1")
    closed = await someone(world, "ilze").say("1")
    assert "Pabeigta" in closed.text
    heard = await someone(world, "ilze").press("survey results 1")
    assert "mazāk nekā 5 cilvēki" in heard.text
    assert "Slepeni" not in heard.text
    assert files(heard.turn) == {}
    for table in ("survey_people", "survey_tallies", "survey_texts"):
        assert await stored(world, table) == []


async def stored(world: World, table: str) -> list[tuple[object, ...]]:
    async with world.assistant.database.reader.connect() as connection:
        await connection.start()
        found = await connection.execute(text(f"SELECT * FROM {table}"))
        return [tuple(row) for row in found]


async def test_no_row_has_a_person_and_an_answer(world: World) -> None:
    """Whoever reads the whole database finds no way from one to the other."""
    await with_colleagues(world)
    await started(world)
    for who in ("anna", "liga", *OTHERS):
        await answered(world, who, f"Vārdi {who}")
    [heap] = await stored(world, "survey_texts")
    assert "Vārdi anna" in str(heap)
    assert await stored(world, "survey_tallies") == [
        (1, 1, "5", 6),
        (1, 2, "4", 6),
        (1, 3, "2", 6),
        (1, 4, "1", 6),
    ]
    for table in ("survey_people", "upkeeps", "outbox", "talks"):
        assert "Vārdi" not in str(await stored(world, table))
    columns = await stored(world, "survey_people")
    assert {len(row) for row in columns} == {3}
    world.clock.forward(days=30)
    await surveying(world.assistant.services).round()
    assert await stored(world, "survey_people") == []
    assert {row.planned.kind for row in await rows(world)} == {"ready"}


async def test_after_its_end_the_files_hold_nothing_of_who_wrote_what(world: World) -> None:
    """What was typed step by step was kept with its conversation, and is gone with it."""
    await with_colleagues(world)
    await started(world)
    for who in ("anna", "liga", *OTHERS):
        await someone(world, who).press("answer survey 1")
        await someone(world, who).say("5", "4", "2", "1", f"Slepeni {who}", "1")
    file = Path(world.assistant.database.writer.url.database or "")
    log = file.with_name(f"{file.name}-wal")
    assert b"Slepeni anna" in await asyncio.to_thread(log.read_bytes)
    assert (await Leftovers(world.assistant.database).round()).logs == 1
    assert await asyncio.to_thread(log.read_bytes) == b""
    assert (await asyncio.to_thread(file.read_bytes)).count(b"Slepeni anna") == 1


async def test_free_texts_do_not_stand_in_the_order_in_which_they_came(world: World) -> None:
    await started(world)
    came = [f"{number}" for number in range(40)]
    async with world.assistant.services.works.writing() as work:
        for said in came:
            await work.surveys.write(SurveyId(1), 5, said)
        survey = await work.surveys.get(SurveyId(1))
        assert survey is not None
        texts = (await work.surveys.tallies(survey))[4].texts
    assert sorted(texts) == sorted(came)
    assert list(texts) != came


async def test_own_questions_are_asked_in_the_languages_in_which_they_were_written(
    world: World, post: Post
) -> None:
    async with world.assistant.services.works.writing() as work:
        sean = official("nils", "Nils Kalns", "lv-ptac")
        await work.people.put(in_english(sean), [world.address("nils")])
        await work.commit()
    talking = someone(world, "ilze")
    await talking.press("new survey")
    await talking.say("4", "Mūsu sapulces", "Our meetings", "izlaist")
    await talking.say("Cik noderīgas tās ir?", "How useful are they?", "1")
    await talking.say("Kad tām jābūt?", "izlaist", "2")
    few = await talking.say("Tikai viena")
    assert "2 līdz 8" in few.text
    await talking.say("No rīta; Pēcpusdienā")
    await talking.say("izlaist", "izlaist", "izlaist", "2026-03-16")
    assert "Aptauju saņem 5 cilvēki" in (await talking.say("1")).text
    await world.settle()
    assert "A survey: Our meetings" in post.to("nils")[0]
    asked = await someone(world, "nils").press("answer survey 1")
    assert "How useful are they?" in asked.text
    asked = await someone(world, "nils").say("5")
    assert "Kad tām jābūt? (Latvian)" in asked.text
    assert "Pēcpusdienā" in asked.text


def in_english(person: Person) -> Person:
    return Person(person.id, person.name, "en", person.time_zone, person.memberships)


async def test_a_survey_is_asked_outside_quiet_hours(world: World) -> None:
    """At eight in the evening in Riga; Anna wants to hear nothing then."""
    await someone(world, "anna").say("ne vēlāk kā 18:00", "ne agrāk kā 9:00")
    world.clock.moment = datetime(2026, 3, 2, 18, tzinfo=UTC)
    await started(world)
    due = planned_for(await rows(world, "asked"))
    assert due["person:anna"] == datetime(2026, 3, 3, 7, tzinfo=UTC)


@pytest.mark.usefixtures("post")
async def test_new_quiet_hours_count_for_what_is_planned_already(world: World) -> None:
    await started(world)
    await world.settle()
    before = planned_for(await rows(world, "reminded"))["person:anna"]
    await someone(world, "anna").say("ne agrāk kā 11:00")
    after = planned_for(await rows(world, "reminded"))["person:anna"]
    assert before.hour < after.hour == 9


async def test_somebody_else_learns_nothing_of_it(world: World) -> None:
    await started(world)
    assert (
        "Não conheço este inquérito" in (await someone(world, "joao").press("answer survey 1")).text
    )
    unknown = (await someone(world, "joao").press("survey results 1")).text
    assert "Não conheço este inquérito" in unknown
    hers = (await someone(world, "anna").press("survey results 1")).text
    assert "tikai koordinators" in hers


async def test_my_data_says_that_one_has_answered_and_not_what(world: World) -> None:
    await started(world)
    await answered(world, "anna", "Vārdi")
    async with world.assistant.services.works.reading() as work:
        [asked] = await work.surveys.of(PersonId("anna"))
    assert asked.answered
    kept = files((await someone(world, "anna").press("my data")).turn)["imi-assistant.json"].data
    assert b'"answered": true' in kept
    assert "Vārdi".encode() not in kept


async def test_ratings_are_counted_and_fewer_than_five_are_not_shown(
    casework: Casework,
) -> None:
    rui = official("rui", "Rui Almeida", "pt-turismo", Role.COORDINATOR)
    await casework.put(rui)
    talking = Talking(casework.world, "rui")
    for closed in range(1, 6):
        name = await casework.answered(attachments=())
        rating = Rating(Timeliness.IN_TIME, Effort.USEFUL if closed > 1 else None)
        await casework.act("anna", name, Action.CLOSE, Given(rating=rating))
        heard = await talking.press("survey results ratings")
        assert ("menos de 5" in heard.text) == (closed < 5)
    assert "5 pessoas (100 %)" in heard.text
    assert "Úteis?" not in heard.text
    assert set(files(heard.turn)) == {"ratings.png", "ratings.csv"}
    others = await Talking(casework.world, "ilze").press("survey results ratings")
    assert "mazāk nekā 5" in others.text
    assert (
        "koordinatori"
        in (await Talking(casework.world, "anna").press("survey results ratings")).text
    )
