"""Cards and what is said unasked: made from what its reader may see, with buttons that do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import Parts
from bot.lines import turn_lines
from chat.cards import answer_text, brief_card, button, case_card, turn
from chat.desk import Desk
from chat.message import Card, Reply, say
from chat.notices import SENTENCES, Occasion, private_notice, room_notice
from chat.recognition import Exact, Phrases
from chat.room_cards import room_card
from core.calendar import Calendar
from core.exchange import Case
from core.lifecycle import LIFE_CYCLE, possible
from core.people import Address, Person, Room, RoomId
from core.placing import Readers, Schedule
from core.questions import asked_questions, open_questions
from core.reminders import Planner
from core.requests import Action, Answer, Attachment, Proposal, QuestionId, Request, Side, State
from core.steps import Circumstances, Notice
from core.text import Listing, Message
from core.views import outline_of, view_of
from tests.core.cases import ALDA, ANNA, JOAO, LISBON, NOW, RIGA, RUI, VERA, request

READERS = (ANNA, JOAO, VERA, ALDA, RUI)
TODAY = date(2026, 3, 2)
LANGUAGES = ("en", "lv", "pt")
SECRETS = ("Rui Guia", "Vai viņš ir gids?", "paper.pdf", "anna", "joao", "Anna", "Joao")
QUESTIONS = (QuestionId("established"), QuestionId("entitled"), QuestionId("certificate-problem"))
PROPOSAL = Proposal(date(2026, 3, 27), JOAO.id, NOW)


def held(state: State, **changes: object) -> Request:
    attached = Attachment("0" * 64, "paper.pdf", "application/pdf", 3, ANNA.id)
    case = request(state, questions=QUESTIONS, attachments=(attached,))
    return replace(case, **changes)  # type: ignore[arg-type]


def every_state() -> Iterator[Request]:
    answer = Answer("yes", JOAO.id, NOW, "pt")
    for state in State:
        for proposal in (None, PROPOSAL) if state in (State.AWAITING, State.ACCEPTED) else (None,):
            yield held(state, proposal=proposal, answers={QUESTIONS[0]: answer})


def case_of(case: Request, reader: Person, parts: Parts) -> Case | None:
    view = view_of(case, reader)
    if view is None:
        return None
    answers = {question: answer.value for question, answer in case.answers.items()}
    waiting = open_questions(parts.texts.sets.get("services"), case.questions, answers)
    return Case(view, possible(case, reader, Circumstances(len(waiting))), waiting)


def room(of: str) -> Room:
    at = Address("terminal", "", "team")
    return Room(RoomId("team"), type(RIGA)(of), "team", "lv", "Europe/Riga", at)


def desk(parts: Parts) -> Desk:
    return Desk(parts.texts, {})


def texts(parts: Parts, reply: Reply) -> list[str]:
    voices = [parts.languages.voice(language, "UTC") for language in LANGUAGES]
    return ["\n".join(line.text for line in turn_lines(reply, voice)) for voice in voices]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.id)
def test_every_card_reads_in_every_state_and_language(parts: Parts, reader: Person) -> None:
    for known in every_state():
        case = case_of(known, reader, parts)
        if case is not None:
            for card in (case_card(case, desk(parts)), brief_card(case, desk(parts))):
                for text in texts(parts, say(card)):
                    assert known.reference in text
                    assert "{" not in text


def test_a_card_offers_just_what_is_possible_and_each_button_is_its_command(parts: Parts) -> None:
    phrases = Phrases(parts.registry, parts.languages)
    for known in every_state():
        for reader in READERS:
            case = case_of(known, reader, parts)
            if case is None:
                continue
            for step in case.steps:
                found = phrases.recognise(button(step, case.view).run)
                assert isinstance(found, Exact)
                assert found.command.effect
                assert found.rest.startswith(known.reference)
            runs = [b.run for b in say(case_card(case, desk(parts))).buttons()]
            wanted = [
                button(step, case.view).run
                for step in case.steps
                if step.action is not Action.ANSWER or case.open_questions
            ]
            assert [r for r in runs if not r.startswith(("file ", "timeline ", "copy "))] == wanted


def test_every_step_of_the_table_has_a_button(parts: Parts) -> None:
    labels = set()
    for known in every_state():
        for reader in READERS:
            case = case_of(replace(known, answers={}), reader, parts)
            labels |= {step.action for step in case.steps} if case else set()
    within = {Action.REPLY, Action.SUBMIT, Action.SEND_PART, Action.REOPEN}
    assert labels | within == {step.action for step in LIFE_CYCLE}


def test_before_acceptance_a_card_says_that_something_is_hidden_and_nothing_of_it(
    parts: Parts,
) -> None:
    for proposal in (None, PROPOSAL):
        case = case_of(held(State.AWAITING, proposal=proposal), JOAO, parts)
        assert case is not None
        card = case_card(case, desk(parts))
        assert card.footer is not None
        for text in texts(parts, say(card)):
            assert not [secret for secret in SECRETS[:3] if secret in text]


def test_a_brief_card_says_nothing_of_the_case_itself(parts: Parts) -> None:
    for known in every_state():
        for reader in READERS:
            case = case_of(known, reader, parts)
            if case is not None:
                for text in texts(parts, say(brief_card(case, desk(parts)))):
                    assert not [secret for secret in SECRETS[:3] if secret in text]


def occasion(kind: Notice, side: Side, lateness: tuple[Message, ...] = ()) -> Occasion:
    values = {"day": "2026-03-27"} if kind is Notice.DATE_PROPOSED else {}
    return Occasion(kind, side, values, lateness)


@pytest.mark.parametrize(("kind", "side"), SENTENCES, ids=lambda each: each.value)
def test_a_room_hears_reference_area_countries_and_dates_only(
    parts: Parts, kind: Notice, side: Side
) -> None:
    for known in every_state():
        for of in (RIGA, LISBON):
            outline = outline_of(known, room(of))
            if outline is not None:
                reply = room_notice(occasion(kind, side), outline, desk(parts))
                assert not reply.private
                for text in texts(parts, reply):
                    assert not [secret for secret in (*SECRETS, RIGA, LISBON) if secret in text]
                # What may be put in hand, and nothing that shows more to the room.
                offered = [f"show {known.reference}", f"on it {known.reference}"]
                assert [b.run for b in reply.buttons()] in (offered[:1], offered)


@pytest.mark.parametrize(("kind", "side"), SENTENCES, ids=lambda each: each.value)
def test_a_person_hears_it_in_private_and_learns_no_more_than_they_may(
    parts: Parts, kind: Notice, side: Side
) -> None:
    reader = ANNA if side is Side.ASKER else JOAO
    for known in every_state():
        case = case_of(known, reader, parts)
        if case is not None:
            reply = private_notice(occasion(kind, side), case, desk(parts))
            assert reply.private
            hidden = () if case.view.details else SECRETS[:3]
            for text in texts(parts, reply):
                assert known.reference in text
                assert not [secret for secret in hidden if secret in text]


def test_what_comes_on_a_later_day_than_meant_says_so(parts: Parts) -> None:
    case = case_of(held(State.ACCEPTED), JOAO, parts)
    assert case is not None
    on_time = private_notice(occasion(Notice.REPLY_DUE, Side.ANSWERER), case, desk(parts))
    lateness = (Message("This message is late."),)
    late = private_notice(occasion(Notice.REPLY_DUE, Side.ANSWERER, lateness), case, desk(parts))
    assert late.parts == (on_time.parts[0], *lateness, *on_time.parts[1:])


def test_whatever_is_told_or_planned_has_its_sentence() -> None:
    told = {(notice, side) for step in LIFE_CYCLE for side, notice in step.tells.items()}
    assert told <= SENTENCES.keys()
    planner, readers = Planner(Schedule(), Calendar()), Readers([ANNA], [JOAO])
    sides = {f"person:{ANNA.id}": Side.ASKER, f"person:{JOAO.id}": Side.ANSWERER}
    for known in every_state():
        for now in (NOW, NOW + timedelta(days=30)):
            for row in planner.plan(known, readers, now):
                assert (row.kind, sides[row.recipient.key]) in SENTENCES


def test_it_is_always_said_whose_turn_it_is(parts: Parts) -> None:
    for known in every_state():
        for reader in READERS:
            case = case_of(known, reader, parts)
            assert case is None or turn(case).singular


def test_an_answer_in_words_names_its_language_and_a_choice_is_translated(parts: Parts) -> None:
    chosen = parts.texts.sets.get("services")
    asked = {q.id: q for q in asked_questions(chosen, [q.id for q in chosen.questions], {})}
    portuguese = Answer("**Não** sei", JOAO.id, NOW, "pt")
    latvian = parts.languages.voice("lv", "UTC")
    text = next(q for q in chosen.questions if q.kind.value == "text")
    assert latvian.text(answer_text(text, portuguese)) == "**Não** sei (portugāļu)"
    yes = Answer("yes", JOAO.id, NOW, "pt")
    assert latvian.text(answer_text(asked[QuestionId("entitled")], yes)) == "Jā"


def test_a_day_that_was_stored_as_words_is_shown_as_they_stand(parts: Parts) -> None:
    """Its question may have been about something else when it was answered."""
    asked = next(q for q in parts.texts.sets.get("services").questions if q.kind.value == "date")
    english = parts.languages.voice("en", "UTC")
    assert english.text(answer_text(asked, Answer("2020-03-01", JOAO.id, NOW))) == "Sun 1 Mar 2020"
    assert "in spring" in english.text(answer_text(asked, Answer("in spring", JOAO.id, NOW, "en")))


def test_a_card_of_a_room_has_no_place_for_more(parts: Parts) -> None:
    outline = outline_of(held(State.ACCEPTED), room(LISBON))
    assert outline is not None
    card = room_card(outline, parts.texts)
    assert isinstance(card, Card)
    named = [value for fact in card.facts for value in fact.value.values.values()]
    assert not [value for value in named if isinstance(value, str | Listing)]


def test_nobody_reads_that_a_question_is_unanswered_where_they_only_do_not_see_the_answer(
    parts: Parts,
) -> None:
    """One answer is saved and not sent."""
    answer = Answer("yes", JOAO.id, NOW, "pt")
    shown = {}
    for reader, state in ((ANNA, State.ACCEPTED), (JOAO, State.ACCEPTED), (RUI, State.REFERRED)):
        case = case_of(held(state, answers={QUESTIONS[0]: answer}), reader, parts)
        assert case
        shown[reader.id] = texts(parts, say(case_card(case, desk(parts))))[0]
    assert "not answered yet" in shown[JOAO.id]
    assert "answer not sent yet" in shown[ANNA.id]
    assert "shown to the two authorities only" in shown[RUI.id]
    assert not [who for who in (ANNA.id, RUI.id) if "not answered yet" in shown[who]]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_of_what_was_not_sent_yet_the_questions_are_read_and_nothing_of_answers(
    state: State, parts: Parts
) -> None:
    case = case_of(held(state), ANNA, parts)
    assert case
    shown = texts(parts, say(case_card(case, desk(parts))))[0]
    chosen = parts.texts.sets.get("services")
    for number, id in enumerate(QUESTIONS, 1):
        question = chosen.question(id)
        assert question
        assert f"Question {number}: {question.text.singular}" in shown
    assert "answer not sent yet" not in shown
