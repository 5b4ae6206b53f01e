"""Training dates in chat: planned, taken, left, moved, called off; each in the reader's language and zone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from bot.channel import Letter
from chat.message import Document, Reply
from core.outbox import Delivery, Progress, Topic
from core.people import Role
from core.training_refusals import CalledOff
from core.trainings import TRAINING, TrainingId
from handlers._trainings import running
from tests.support.casework import Casework, roles
from tests.support.talking import Heard, Talking
from tests.support.world import World, official

BASICS = {
    "title.lv": "IMI pamati",
    "title.en": "IMI basics",
    "title.pt": "IMI: o essencial",
    "day": "2026-03-12",
    "hour": "10:00",
    "minutes": "90",
    "place": "https://meet.example.lv/imi",
    "languages": "lv, en, pt",
    "whom": "every",
    "roles": "",
    "seats": "1",
}


PARTS = {
    "when": ("day", "hour"),
    "where": ("place",),
    "long": ("minutes",),
    "seats": ("seats",),
    "title": ("title",),
    "languages": ("languages",),
}


class Post:
    """A channel that keeps what it is given."""

    platform = "terminal"

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def deliver(self, letter: Letter) -> str:
        self.letters.append(letter)
        return f"r{len(self.letters)}"

    async def reconcile(self, letter: Letter) -> str | None:
        return None

    async def revise(self, letter: Letter, receipt: str) -> None:
        """Nothing of a training is shown anew."""

    def to(self, person: str) -> list[str]:
        """What somebody was told since the last look, with what was told to others left there."""
        mine = [letter for letter in self.letters if letter.to.account == person]
        self.letters = [letter for letter in self.letters if letter not in mine]
        return [Heard(letter.reply, letter.voice).text for letter in mine]


@pytest.fixture
def post(world: World) -> Post:
    post = Post()
    world.assistant.mailman.channels["terminal"] = post
    return post


def someone(world: World, who: str) -> Talking:
    return Talking(world, who)


async def planned(world: World, who: str = "ilze", **changed: str) -> Heard:
    talking = someone(world, who)
    await talking.press("add training")
    answers = {name.replace(".", "__"): text for name, text in {**BASICS, **changed}.items()}
    await talking.fill(**answers)
    return await talking.fill(**answers, ending="add")


def calendar_of(turn: object) -> dict[str, str]:
    assert isinstance(turn, Reply)
    [file] = [part for part in turn.parts if isinstance(part, Document)]
    assert file.name.endswith(".ics")
    parsed = Calendar.from_ical(file.data)
    [event] = parsed.walk("VEVENT")
    return {
        "method": str(parsed["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": str(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "status": str(event["STATUS"]),
        "starts": event.decoded("DTSTART").isoformat(),
        "organiser": str(event["ORGANIZER"].params["CN"]),
    }


async def rows(world: World) -> Sequence[Delivery]:
    async with world.assistant.services.works.reading() as work:
        return await work.outbox.of(Topic(TRAINING, "1"))


async def open_rows(world: World, kind: str) -> list[tuple[str, datetime]]:
    return [
        (row.planned.recipient.key, row.planned.due)
        for row in await rows(world)
        if row.planned.kind == kind and row.progress is Progress.PLANNED
    ]


async def test_a_training_is_planned_by_form_and_stands_in_the_readers_words_and_time(
    world: World,
) -> None:
    heard = await planned(world)
    assert "Mācības ir ieplānotas" in heard.text
    riga = (await someone(world, "anna").say("nākamās mācības")).text
    lisbon = (await someone(world, "joao").say("próxima formação")).text
    assert "IMI pamati" in riga
    assert "10:00" in riga
    assert "IMI: o essencial" in lisbon
    assert "08:00" in lisbon, "by the clock of Lisbon"
    assert "1 livre" in lisbon or "um livre" in lisbon


async def test_a_seat_brings_an_entry_for_ones_calendar(world: World) -> None:
    await planned(world)
    heard = await someone(world, "joao").press("enrol 1")
    assert "Tem lugar: IMI: o essencial" in heard.text
    entry = calendar_of(heard.turn)
    assert entry["method"] == "REQUEST"
    assert entry["summary"] == "IMI: o essencial"
    assert entry["starts"] == "2026-03-12T08:00:00+00:00"
    assert entry["organiser"] == "Ministry of Economics", "no colleague is named"
    again = calendar_of((await someone(world, "joao").say("formação 1")).turn)
    assert again == entry


async def test_who_is_enrolled_twice_is_told_that_they_have_a_seat(world: World) -> None:
    await planned(world)
    joao = someone(world, "joao")
    await joao.press("enrol 1")
    assert "Já tem lugar" in (await joao.press("enrol 1")).problem
    anna = someone(world, "anna")
    await anna.press("enrol 1")
    assert "gaidīšanas sarakstā ar numuru 1" in (await anna.press("enrol 1")).problem


async def test_whoever_waits_moves_up_is_told_and_gets_the_entry(world: World, post: Post) -> None:
    await planned(world)
    joao, anna = someone(world, "joao"), someone(world, "anna")
    await joao.press("enrol 1")
    waiting = await anna.press("enrol 1")
    assert "numuru 1" in waiting.text
    assert not any(isinstance(part, Document) for part in waiting.reply.parts)
    left = await joao.press("leave training 1")
    assert calendar_of(left.turn)["method"] == "CANCEL"
    await world.settle()
    [letter] = post.letters
    assert letter.to.account == "anna"
    assert "Vieta ir jūsu: IMI pamati" in Heard(letter.reply, letter.voice).text
    assert calendar_of(letter.reply)["method"] == "REQUEST"
    assert [who for who, _due in await open_rows(world, "hour_before")] == ["person:anna"]


async def test_a_seat_taken_again_is_a_later_invitation_than_the_cancellation(world: World) -> None:
    await planned(world)
    joao = someone(world, "joao")
    first = calendar_of((await joao.press("enrol 1")).turn)
    gone = calendar_of((await joao.press("leave training 1")).turn)
    again = calendar_of((await joao.press("enrol 1")).turn)
    assert first["uid"] == gone["uid"] == again["uid"]
    assert int(first["sequence"]) < int(gone["sequence"]) <= int(again["sequence"])


async def test_reminders_come_the_day_and_an_hour_before_by_ones_own_clock(
    world: World, post: Post
) -> None:
    await planned(world, seats="5")
    for who in ("joao", "anna"):
        await someone(world, who).press("enrol 1")
    world.clock.moment = datetime(2026, 3, 11, 7, 30, tzinfo=UTC)
    await world.settle()
    assert [letter.to.account for letter in post.letters] == ["anna"], "nine o'clock in Riga"
    world.clock.moment = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
    await world.settle()
    assert "Amanhã: IMI: o essencial" in post.to("joao")[0]
    world.clock.moment = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)
    await world.settle()
    assert "Em breve: IMI: o essencial" in post.to("joao")[0]
    assert "Drīz: IMI pamati" in post.to("anna")[-1]


async def test_reminders_keep_quiet_hours_and_follow_them_when_they_change(world: World) -> None:
    await planned(world, hour="08:00")
    joao = someone(world, "joao")
    await joao.press("enrol 1")
    assert await open_rows(world, "hour_before") == [
        ("person:joao", datetime(2026, 3, 12, 5, tzinfo=UTC))
    ]
    await joao.say("não antes das 5:30")
    assert await open_rows(world, "hour_before") == [
        ("person:joao", datetime(2026, 3, 12, 5, 30, tzinfo=UTC))
    ]
    await joao.say("não antes das 7")
    assert await open_rows(world, "hour_before") == [], "it has begun by then"
    assert len(await open_rows(world, "day_before")) == 1


async def moved(world: World, who: str, **answers: str) -> Heard:
    talking = someone(world, who)
    await talking.press("move training 1")
    told = [
        part for part, names in PARTS.items() if any(n.partition("__")[0] in names for n in answers)
    ]
    given = {name: "" for part in told for name in PARTS[part] if name != "title"} | answers
    await talking.fill(training="1", what=",".join(told))
    await talking.fill(**given)
    return await talking.fill(**given, ending="move")


async def test_who_has_enrolled_is_told_once_of_another_time_and_gets_the_entry_anew(
    world: World, post: Post
) -> None:
    await planned(world)
    before = calendar_of((await someone(world, "joao").press("enrol 1")).turn)
    await someone(world, "anna").press("enrol 1")
    said = await moved(world, "ilze", day="2026-03-19")
    assert "2" in said.text
    again = await moved(world, "ilze", day="2026-03-19")
    assert "Nekas nemainās" in again.text
    await world.settle()
    letters = {letter.to.account: letter for letter in post.letters}
    assert len(post.letters) == len(letters) == 2
    after = calendar_of(letters["joao"].reply)
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    assert after["starts"] == "2026-03-19T08:00:00+00:00"
    assert "gaidīšanas sarakstā" in post.to("anna")[0]
    assert [due.day for _who, due in await open_rows(world, "hour_before")] == [19]


async def test_only_the_last_of_two_moves_is_told(world: World, post: Post) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    await moved(world, "ilze", day="2026-03-19")
    world.clock.forward(seconds=5)
    await moved(world, "ilze", day="2026-03-20")
    await world.settle()
    [told] = post.to("joao")
    assert "20" in told


async def test_more_seats_let_those_who_wait_move_up(world: World, post: Post) -> None:
    await planned(world)
    for who in ("joao", "anna", "sean"):
        await someone(world, who).press("enrol 1")
    await moved(world, "ilze", seats="2")
    await world.settle()
    assert [letter.to.account for letter in post.letters] == ["anna"]


@pytest.mark.parametrize(
    ("changed", "summary"),
    [
        ({"title__pt": "IMI na prática", "title__lv": "", "title__en": ""}, "IMI na prática"),
        ({"languages": "pt, en"}, "IMI: o essencial"),
    ],
)
async def test_another_title_or_language_is_told_once_with_the_entry_brought_up_to_date(
    world: World, post: Post, changed: dict[str, str], summary: str
) -> None:
    await planned(world)
    before = calendar_of((await someone(world, "joao").press("enrol 1")).turn)
    await moved(world, "ilze", **changed)
    await world.settle()
    [letter] = post.letters
    after = calendar_of(letter.reply)
    assert (after["uid"], after["summary"]) == (before["uid"], summary)
    assert int(after["sequence"]) == int(before["sequence"]) + 1
    [told] = post.to("joao")
    assert f"Há uma alteração: {summary}" in told
    assert len(await open_rows(world, "hour_before")) == 1, "it is where and when it was"


async def test_seats_alone_are_no_news_but_the_entry_has_a_new_number(
    world: World, post: Post
) -> None:
    await planned(world)
    before = calendar_of((await someone(world, "joao").press("enrol 1")).turn)
    assert "Nevienam" in (await moved(world, "ilze", seats="7")).text
    await world.settle()
    assert post.letters == []
    after = calendar_of((await someone(world, "joao").press("training 1")).turn)
    assert int(after["sequence"]) == int(before["sequence"]) + 1


async def test_a_longer_training_is_another_appointment(world: World, post: Post) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    await moved(world, "ilze", minutes="120")
    await world.settle()
    assert "Outra hora ou outro local" in post.to("joao")[0]


async def called_off(world: World, who: str) -> Heard:
    talking = someone(world, who)
    await talking.press("call off training 1")
    return await talking.fill(training="1", ending="off")


async def test_who_has_enrolled_is_told_once_that_it_is_called_off(
    world: World, post: Post
) -> None:
    await planned(world)
    for who in ("joao", "anna"):
        await someone(world, who).press("enrol 1")
    assert "Atceltas: IMI pamati" in (await called_off(world, "ilze")).text
    assert "ir atceltas" in (await someone(world, "ilze").press("call off training 1")).text
    await world.settle()
    entry = calendar_of(next(x.reply for x in post.letters if x.to.account == "joao"))
    assert (entry["method"], entry["status"]) == ("CANCEL", "CANCELLED")
    assert len(post.letters) == 2
    world.clock.moment = datetime(2026, 3, 12, 9, tzinfo=UTC)
    await world.settle()
    assert len(post.letters) == 2, "no reminder of what is not"
    assert "foi anulada" in (await someone(world, "joao").press("enrol 1")).problem


async def test_pressed_twice_at_once_it_is_told_once(world: World, post: Post) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    service = running(world.assistant.services)
    pressed = [service.call_off(world.person(who), TrainingId(1)) for who in ("ilze", "juris")]
    ended = await asyncio.gather(*pressed, return_exceptions=True)
    assert sorted(isinstance(each, CalledOff) for each in ended) == [False, True]
    await world.settle()
    assert len(post.letters) == 1


async def test_who_left_is_told_nothing_any_more(world: World, post: Post) -> None:
    await planned(world)
    joao = someone(world, "joao")
    await joao.press("enrol 1")
    await joao.press("leave training 1")
    await moved(world, "ilze", day="2026-03-19")
    world.clock.moment = datetime(2026, 3, 19, 7, 59, tzinfo=UTC)
    await world.settle()
    assert post.letters == []


async def test_the_coordinator_who_runs_it_sees_who_comes_and_nobody_else(world: World) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    await someone(world, "anna").press("enrol 1")
    ilze = (await someone(world, "ilze").say("kas nāks 1")).text
    assert "João Ferreira" in ilze
    assert "Portuguese Tourism Board" in ilze
    assert "Anna Kalniņa" in ilze
    for who in ("joao", "anna", "sean"):
        assert "João" not in (await someone(world, who).press("who comes 1")).text
    assert "João Ferreira" in (await someone(world, "juris").press("who comes 1")).text, "national"


async def test_a_coordinator_under_another_does_not_see_who_comes_to_the_others(
    casework: Casework,
) -> None:
    world = casework.world
    await planned(world)
    await casework.put(official("nina", "Nina Kalna", "lv-ptac", Role.COORDINATOR))
    heard = await someone(world, "nina").press("who comes 1")
    assert "To drīkst tikai" in heard.text


async def test_only_coordinators_plan_trainings(world: World) -> None:
    heard = await someone(world, "joao").press("add training")
    assert "Só os coordenadores" in heard.text


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("seats", "0", "0 šeit nav iespējams"),
        ("hour", "25", "25"),
        ("place", "http://meet.example.lv", "nesākas ar https://"),
        ("minutes", "-5", "-5 šeit nav iespējams"),
    ],
)
async def test_what_is_wrong_is_asked_again_and_the_rest_kept(
    world: World, field: str, said: str, told: str
) -> None:
    ilze = someone(world, "ilze")
    await ilze.press("add training")
    heard = ilze
    for name, text in {**BASICS, field: said}.items():
        last = await heard.say(text or "skip")
        if name == field:
            break
    assert told in last.problem
    assert last.asked == field


async def test_a_training_in_the_past_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    ilze = someone(world, "ilze")
    await ilze.press("add training")
    for text in (*{**BASICS, "day": "2026-03-02", "hour": "9:00"}.values(),):
        last = await ilze.say(text or "skip")
    last = await ilze.say("1")
    assert "jau ir pagājis" in last.text
    assert (await ilze.talk()).dialogue is not None


async def test_a_training_in_a_year_that_is_a_slip_is_refused(world: World) -> None:
    heard = await planned(world, day="9999-12-31")
    assert "vairāk nekā desmit gadi" in heard.text


async def test_it_is_shown_to_those_for_whom_it_is(casework: Casework) -> None:
    world = casework.world
    await planned(world, whom="own", roles="handler")
    assert "IMI pamati" in (await someone(world, "anna").say("mācības")).text
    for who, word in (("liga", "nav ieplānotas"), ("joao", "não há nenhuma")):
        text = (await someone(world, who).press("next training")).text
        assert word in text
        assert "1" not in (await someone(world, who).press("enrol 1")).text
    await casework.put(roles(world.person("liga"), Role.HANDLER))
    assert "IMI pamati" in (await someone(world, "liga").press("next training")).text


async def test_another_language_is_offered_as_what_it_is(world: World) -> None:
    await planned(world, languages="lv")
    joao = someone(world, "joao")
    heard = await joao.press("next training")
    assert "IMI" not in heard.text.replace("IMI Assistant", "")
    assert "next training all" in heard.runs
    all_of_them = (await joao.press("next training all")).text
    assert "IMI: o essencial" in all_of_them
    assert "letão" in all_of_them
    assert "Tem lugar" in (await joao.press("enrol 1")).text


async def test_nothing_planned_is_a_wish_that_is_kept_and_honoured_once(
    world: World, post: Post
) -> None:
    joao = someone(world, "joao")
    heard = await joao.press("next training")
    assert "tell me of trainings" in heard.runs
    await joao.press("tell me of trainings")
    await planned(world, languages="lv")
    await world.settle()
    assert post.letters == [], "not in their language"
    await planned(world)
    await planned(world, day="2026-03-13")
    await world.settle()
    [told] = post.to("joao")
    assert "Há uma formação planeada para si" in told
    assert "IMI: o essencial" in told


async def test_a_wish_is_taken_back(world: World, post: Post) -> None:
    joao = someone(world, "joao")
    await joao.press("tell me of trainings")
    await joao.press("tell me of trainings no")
    await planned(world)
    await world.settle()
    assert post.letters == []


async def test_who_leaves_the_house_leaves_a_seat_to_who_waits(world: World, post: Post) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    await someone(world, "anna").press("enrol 1")
    joao = someone(world, "joao")
    await joao.press("erase my data")
    await joao.say("1")
    await world.settle()
    assert "Vieta ir jūsu" in post.to("anna")[0]


async def test_the_nightly_round_gives_on_seats_of_who_was_made_inactive(
    world: World, post: Post
) -> None:
    await planned(world)
    await someone(world, "joao").press("enrol 1")
    await someone(world, "anna").press("enrol 1")
    async with world.assistant.services.works.writing() as work:
        await work.people.put(replace(world.person("joao"), active=False))
        await work.commit()
    tended = await running(world.assistant.services).round()
    assert (tended.moved_up, tended.forgotten) == (1, 0)
    await world.settle()
    assert len(post.to("anna")) == 1
    world.clock.forward(days=120)
    assert (await running(world.assistant.services).round()).forgotten == 1


async def test_ones_own_data_have_ones_trainings(world: World) -> None:
    await planned(world)
    joao = someone(world, "joao")
    await joao.press("enrol 1")
    heard = await joao.press("my data")
    files = [part for part in heard.reply.parts if isinstance(part, Document)]
    assert b'"seat": true' in files[1].data


async def test_after_it_has_begun_nobody_enrols(world: World) -> None:
    await planned(world)
    world.clock.moment = datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert "já começou" in (await someone(world, "joao").press("enrol 1")).problem
    assert "não há nenhuma" in (await someone(world, "joao").press("next training")).text


async def test_what_does_not_exist_is_told_with_a_way_on(world: World) -> None:
    for said in ("formação 99", "formação 9999999999999999"):
        heard = await someone(world, "joao").say(said)
        assert "Não conheço esta formação" in heard.text


@pytest.mark.parametrize("said", ["1", "#1", "o essencial", "qualquer coisa"])
async def test_which_training_is_meant_is_found_by_number_or_title(world: World, said: str) -> None:
    await planned(world)
    joao = someone(world, "joao")
    await joao.press("enrol")
    await joao.say(said)
    assert "Tem lugar" in (await joao.say("1")).text


async def test_a_wish_is_kept_where_what_would_have_honoured_it_is_called_off_first(
    world: World, post: Post
) -> None:
    await someone(world, "joao").press("tell me of trainings")
    await planned(world)
    await called_off(world, "ilze")
    await world.settle()
    assert post.letters == []
    await planned(world, day="2026-03-13")
    await world.settle()
    assert len(post.to("joao")) == 1


async def test_who_runs_a_training_sees_it_among_their_own(world: World) -> None:
    await planned(world, languages="pt", whom="some", countries="PT")
    heard = await someone(world, "ilze").say("nākamās mācības")
    assert "IMI pamati" in heard.text
    assert "who comes 1" in heard.runs
