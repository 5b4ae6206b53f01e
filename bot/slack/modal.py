"""Forms as modals: a page of questions, the answers to be checked, a word at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.i18n import Voice
from bot.lines import reply_lines
from bot.slack.elements import Before, element, in_full, keeps
from bot.slack.posts import NOTHING, reply_posts, worded_blocks
from bot.slack.richtext import Json, paragraphs
from bot.slack.spot import Spot
from bot.slack.wording import chunks, clean, clipped, size
from chat.dialogue import Check, Checked
from chat.fields import Choice, Field, Option
from chat.markup import Span, Style
from chat.message import Reply
from chat.page import Page
from core.text import Message, msg

FORM, NOTE = "form", "note"
CHANGE, ENDING, AGAIN = "change:", "ending:", "search again"
MOST_FIELDS = 30
_BLOCKS = 100
_TITLE, _LABEL, _SECTION, _NAME = 24, 75, 3000, 2000
_NOTHING = Before()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said beside the questions: what was wrong, and what stood there before."""

    problem: Message | None = None
    before: Mapping[str, Before] = field(default_factory=dict)


def page_view(page: Page, spot: Spot, voice: Voice, shown: Shown) -> Json:
    if page.check:
        return _check_view(page.check, page, spot, voice, shown.problem)
    fields = page.fields[:MOST_FIELDS]
    last = not page.more and len(fields) == len(page.fields)
    blocks = [*_above(page, voice), *_problem(shown.problem, voice)]
    for asked in fields:
        blocks += _question(asked, voice, shown.before.get(asked.name, _NOTHING))
    submit = msg("OK") if last else msg("Continue")
    return _view(page.title, blocks, voice, spot, submit=voice.text(submit))


def reply_view(reply: Reply, voice: Voice) -> Json:
    """What came of it, in the window that is still open."""
    lines = [line for part in reply.parts for line in reply_lines(Reply((part,)), voice, None)]
    return _view(None, worded_blocks(lines), voice)


def answer_view(reply: Reply, voice: Voice, spot: Spot) -> Json:
    """An answer in a window of its own, from which one can go on."""
    blocks = [block for post in reply_posts(reply, voice) for block in post.blocks]
    return {**_view(None, blocks, voice), "private_metadata": spot.dump()}


def waiting_view(voice: Voice) -> Json:
    return _view(None, paragraphs([voice.spans(msg("One moment, please…"))]), voice)


def _view(
    title: Message | None,
    blocks: Sequence[Json],
    voice: Voice,
    spot: Spot | None = None,
    *,
    submit: str = "",
) -> Json:
    named = clipped(voice.text(title), _TITLE) if title else ""
    view: Json = {
        "type": "modal",
        "callback_id": FORM if spot else NOTE,
        "title": _plain(named or "IMI Assistant"),
        "close": _plain(clipped(voice.text(msg("Later") if spot else msg("OK")), _TITLE)),
        "blocks": list(blocks[:_BLOCKS]) or paragraphs([(Span(NOTHING),)]),
    }
    if spot:
        view |= {"private_metadata": spot.dump(), "notify_on_close": True}
    return {**view, "submit": _plain(clipped(submit, _TITLE) or NOTHING)} if submit else view


def _above(page: Page, voice: Voice) -> list[Json]:
    head = paragraphs([voice.spans(page.head)]) if page.head else []
    return [*head, *_long_title(page.title, voice)]


def _long_title(title: Message, voice: Voice) -> list[Json]:
    text = voice.text(title)
    return _bold(text) if clipped(text, _TITLE) != text else []


def _problem(problem: Message | None, voice: Voice) -> list[Json]:
    return paragraphs([voice.spans(problem)]) if problem else []


def _bold(text: str) -> list[Json]:
    return paragraphs([(Span(text, Style.BOLD),)])


def _question(asked: Field, voice: Voice, before: Before) -> Iterator[Json]:
    label, kept = voice.text(asked.label), keeps(asked, before.answer)
    if options := in_full(asked, voice):
        listed = [(Span(f"{number}. {text}"),) for number, text in enumerate(options, 1)]
        yield from paragraphs([(Span(label, Style.BOLD),), *listed])
    if isinstance(asked, Choice) and asked.links:
        listed = [(Span(voice.text(link.label), url=link.url),) for link in asked.links]
        yield from paragraphs(listed)
    # Nobody can ask for help in a window: what it would say of the question stands below it.
    helps = asked.hint or asked.why
    hint = clipped(voice.text(_hint(helps, kept)), _NAME) if helps or kept else ""
    block: Json = {
        "type": "input",
        "block_id": asked.name,
        "label": _plain(clipped(label, _NAME) or NOTHING),
        "optional": kept or not asked.required,
        "element": element(asked, voice, before),
    }
    yield {**block, "hint": _plain(hint)} if hint else block
    if before.hits:
        again = _button(AGAIN, voice.text(msg("Look for another")), asked.name)
        yield {"type": "actions", "elements": [again]}


def _hint(hint: Message | None, kept: bool) -> Message:
    if not kept:
        return hint or msg("Leave it empty to keep what you gave before.")
    if hint is None:
        return msg("Leave it empty to keep what you gave before.")
    return msg("{hint} Leave it empty to keep what you gave before.", hint=hint)


def _check_view(
    check: Check, page: Page, spot: Spot, voice: Voice, problem: Message | None
) -> Json:
    first, *others = check.endings
    label = voice.text(first.label)
    blocks = [*_above(page, voice), *_problem(check.problem or problem, voice)]
    blocks += _bold(voice.text(msg("Check your answers")))
    closing = list(_endings(others, voice)) + ([] if size(label) <= _TITLE else _bold(label))
    room = _BLOCKS - len(blocks) - len(closing)
    blocks += [block for item in check.items for block in _item(item, voice)][:room] + closing
    short = label if size(label) <= _TITLE else voice.text(msg("OK"))
    return _view(page.title, blocks, voice, spot, submit=short)


def _item(item: Checked, voice: Voice) -> Iterator[Json]:
    """A question and its answer, with the way back to it."""
    label = clean(voice.text(item.field.label)).strip()
    said = f"{label}\n{clean(voice.text(item.answer))}".strip()
    first, *more = chunks(said, _SECTION) or [NOTHING]
    change = _button(f"{CHANGE}{item.field.name}", voice.text(msg("Change")), item.field.name)
    spoken = clipped(voice.text(msg("Change: {question}", question=label)), _LABEL)
    yield {**_section(first), "accessory": {**change, "accessibility_label": spoken}}
    yield from (_section(piece) for piece in more)


def _endings(others: Sequence[Option], voice: Voice) -> Iterator[Json]:
    if others:
        buttons = [_button(f"{ENDING}{o.value}", voice.text(o.label), o.value) for o in others]
        yield {"type": "actions", "elements": buttons}


def _section(text: str) -> Json:
    return {"type": "section", "text": _plain(text)}


def _button(action: str, label: str, value: str) -> Json:
    text = _plain(clipped(label, _LABEL) or NOTHING)
    return {"type": "button", "action_id": action, "text": text, "value": value}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
