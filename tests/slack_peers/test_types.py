"""What is shown is what Slack's own types say: checked by their compiler, for every form and every step of a case."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import handlers
from bot import content
from bot.i18n import Voice
from bot.slack.home import home_view
from bot.slack.modal import Shown, answer_view, page_view, waiting_view
from bot.slack.posts import invitation_posts, question_posts, reply_posts
from bot.slack.spot import Spot
from chat.command import Command
from chat.dialogue import Ask, Check, Checked
from chat.fields import Choices, Option
from chat.form import Branch
from chat.message import Button, Card, Fact, Link, say
from chat.page import Page
from chat.registry import discover
from core.text import msg
from handlers._questions import question_field, subject_field
from tests.slack.sheets import ROOT, voices
from tests.slack_peers.conftest import PEERS
from tests.support.slack.wire import Json

SPOT = Spot("C0000000001", "1795520499.000005", "", "0123456789abcdef")
_CARD = Card(
    msg("My tasks"),
    (msg("**Bold** and `code`"),),
    (Fact(msg("Date"), msg("{day}", day="2026-03-02")),),
    (Button(msg("Show"), "show LV-2026-000042"), Link(msg("Open"), "https://example.org/")),
    msg("Small print"),
)


def test_every_form_and_card_in_every_language_is_of_slacks_types(node: str) -> None:
    lines = ['import type { KnownBlock, ModalView, HomeView } from "@slack/types";']
    for number, (kind, shown) in enumerate(_everything()):
        lines.append(f"export const x{number}: {kind} = {json.dumps(shown)};")
    assert _complaints(node, "payloads.ts", lines) == ""


def test_the_compiler_finds_what_is_wrong(node: str) -> None:
    lines = [
        'import type { KnownBlock } from "@slack/types";',
        'export const x: KnownBlock[] = [{type: "header", text: {type: "mrkdwn", text: "a"}}];',
    ]
    assert "mrkdwn" in _complaints(node, "wrong.ts", lines)


def _complaints(node: str, name: str, lines: list[str]) -> str:
    (PEERS / name).write_text("\n".join(lines), encoding="utf-8")
    compiler = str(PEERS / "node_modules" / "typescript" / "bin" / "tsc")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler"]
    options += ["--module", "esnext", "--target", "es2022"]
    checked = subprocess.run(
        [node, compiler, *options, name], cwd=PEERS, capture_output=True, text=True, check=False
    )
    return checked.stdout[:3000]


def _everything() -> Iterator[tuple[str, object]]:
    """Whole views, and the blocks of everything: Slack's types of views let any block through."""
    for voice in voices():
        for view in _views(voice):
            yield "HomeView" if view["type"] == "home" else "ModalView", view
            yield "KnownBlock[]", view["blocks"]
        for blocks in _blocks(voice):
            yield "KnownBlock[]", blocks


def _views(voice: Voice) -> Iterator[Json]:
    reply = say(msg("Nothing waits for you."), _CARD)
    yield from (waiting_view(voice), answer_view(reply, voice, SPOT), home_view(reply, voice))
    for command in discover(handlers).values():
        yield from _form(command, voice)
    for chosen in content.load(ROOT / "content").sets.all:
        options = tuple(Option(question.id, question.text) for question in chosen.questions)
        asked = Choices("questions", msg("Which questions do you want to ask?"), options)
        subject = (subject_field(field) for field in chosen.subject_fields)
        answering = (question_field(question, longest=10_000) for question in chosen.questions)
        for fields in ((asked, *subject), tuple(answering)):
            page = Page(chosen.title, fields, {}, None, True)
            yield page_view(page, SPOT, voice, Shown())


def _form(command: Command[object], voice: Voice) -> Iterator[Json]:
    form = command.form
    fields = tuple(step for step in form.fields if not isinstance(step, Branch))
    if fields:
        yield page_view(Page(form.title, fields, {}, None, False), SPOT, voice, Shown())
    if form.endings:
        items = tuple(Checked(field, msg("no answer")) for field in fields)
        check = Check(form.title, items, form.endings)
        yield page_view(Page(form.title, (), {}, check, True), SPOT, voice, Shown())


def _blocks(voice: Voice) -> Iterator[list[Json]]:
    posts = [*reply_posts(say(_CARD), voice), *invitation_posts(voice)]
    for command in discover(handlers).values():
        fields = [step for step in command.form.fields if not isinstance(step, Branch)]
        for position, field in enumerate(fields, 1):
            posts += question_posts(Ask(field, position, len(fields), title=command.summary), voice)
    yield from (list(post.blocks) for post in posts)
