"""Every form and every card, in every language, is something Slack takes."""

from __future__ import annotations

import pytest

import handlers
from bot import content
from bot.i18n import Voice
from bot.slack.modal import Shown, page_view, waiting_view
from bot.slack.posts import invitation_posts, question_posts, reply_posts
from bot.slack.spot import Spot
from chat.dialogue import Ask, Check, Checked
from chat.fields import Choices, Option
from chat.form import Branch
from chat.message import Button, Card, Fact, say
from chat.notices import SENTENCES
from chat.page import Page
from chat.registry import discover
from core.questions import QuestionSet
from core.text import msg
from handlers._questions import question_field, subject_field
from tests.slack.sheets import ROOT, assert_modal, assert_posts, nodes, voices

SPOT = Spot("C0000000001", "1795520499.000005", "", "0123456789abcdef")
COMMANDS = list(discover(handlers).values())
SETS = list(content.load(ROOT / "content").sets.all)

every_voice = pytest.mark.parametrize("voice", voices(), ids=["en", "lv", "pt", "wordy"])
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
every_set = pytest.mark.parametrize("chosen", SETS, ids=lambda chosen: str(chosen.id))


@every_voice
@every_command
def test_a_commands_form_is_a_modal(command: object, voice: Voice) -> None:
    form = command.form  # type: ignore[attr-defined]
    fields = tuple(step for step in form.fields if not isinstance(step, Branch))
    for more in (False, True) if fields else ():
        assert_modal(page_view(Page(form.title, fields, {}, None, more), SPOT, voice, Shown()))
    items = tuple(Checked(field, msg("no answer")) for field in fields)
    if form.endings:
        check = Check(form.title, items, form.endings)
        assert_modal(page_view(Page(form.title, (), {}, check, True), SPOT, voice, Shown()))
        assert_posts(question_posts(check, voice))
    for position, field in enumerate(fields, 1):
        ask = Ask(field, position, len(fields), title=form.title)
        assert_posts(question_posts(ask, voice))


@every_voice
@every_command
def test_a_command_fits_on_a_button(command: object, voice: Voice) -> None:
    summary, name = command.summary, command.name  # type: ignore[attr-defined]
    shown = Card(summary, (summary,), (Fact(summary, summary),), (Button(summary, name),))
    assert_posts(reply_posts(say(shown), voice))


@every_voice
@every_set
def test_a_question_set_is_a_modal(chosen: QuestionSet, voice: Voice) -> None:
    options = tuple(Option(question.id, question.text) for question in chosen.questions)
    asking = (
        Choices("questions", msg("Which questions do you want to ask?"), options),
        *(subject_field(field) for field in chosen.subject_fields),
    )
    answering = tuple(question_field(q, longest=10_000) for q in chosen.questions)
    for fields in (asking, answering):
        page = Page(chosen.title, fields, {}, None, True)
        view = page_view(page, SPOT, voice, Shown())
        assert_modal(view)
        asked = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        assert asked == [field.name for field in fields]
    items = tuple(Checked(field, field.label) for field in (*asking, *answering))
    check = Check(chosen.title, items, (Option("send", msg("Send")),))
    assert_modal(page_view(Page(chosen.title, (), {}, check, True), SPOT, voice, Shown()))


@every_voice
@every_set
def test_a_long_question_can_be_read_in_full(chosen: QuestionSet, voice: Voice) -> None:
    options = tuple(Option(question.id, question.text) for question in chosen.questions)
    asked = Choices("questions", msg("Which questions do you want to ask?"), options)
    page = Page(chosen.title, (asked,), {}, None, True)
    shown = [
        text for node in nodes(page_view(page, SPOT, voice, Shown())) if (text := node.get("text"))
    ]
    for option in options:
        assert any(voice.text(option.label) in text for text in shown if isinstance(text, str))


@every_voice
def test_a_notice_is_a_message(voice: Voice) -> None:
    for sentence in SENTENCES.values():
        text = msg(
            sentence.singular, reference="LV-2026-000042", due="2026-03-01", day="2026-03-02"
        )
        assert_posts(reply_posts(say(text), voice))


@every_voice
def test_the_adapters_own_words_fit(voice: Voice) -> None:
    assert_modal(waiting_view(voice))
    assert_posts(invitation_posts(voice))
