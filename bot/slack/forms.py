"""A form that is filled in through modals: which page comes next, and what was wrong with the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.slack.elements import Before, option, remark
from bot.slack.heard import Closed, Sought, Submitted, Turned
from bot.slack.modal import AGAIN, CHANGE, ENDING, Shown, page_view, reply_view
from bot.slack.richtext import Json
from bot.slack.scene import PLATFORM, Scene
from bot.slack.spot import PRACTICE, Spot, mark
from bot.slack.uploads import take_in
from chat.aside import suggested
from chat.conversation import Conversation
from chat.dialogue import Ask, Check, Dialogue, Turn
from chat.fields import Answers, Field, File, Search
from chat.form import ENDING as CHOSEN
from chat.heads import REAL
from chat.message import Reply, Tone, problem
from chat.page import Page, Wrong
from core.attachments import KINDS, Kind
from core.errors import UserError
from core.talks import Events
from core.text import Message, msg

_MOST_HITS = 100
_GONE = msg("This form is no longer open, so its answers were not taken. Please begin it again.")
_LEFT = msg(
    "This form belongs to practice, which you have left. Write `practice` to go back, and then send it again."
)
_CHANGED = msg("Your answers have changed since they were shown here. Please check them again.")


@dataclass(frozen=True, slots=True)
class Step:
    """What a page sent off leads to: another view, or the same one with problems; ``said`` ends the form."""

    view: Json
    errors: Json | None = None
    said: Reply | None = None

    @property
    def is_done(self) -> bool:
        return self.said is not None and self.said.tone is not Tone.PROBLEM

    def acknowledgement(self) -> Json:
        if self.errors:
            return {"response_action": "errors", "errors": self.errors}
        if self.is_done or not self.view:
            return {"response_action": "clear"}
        return {"response_action": "update", "view": self.view}


@dataclass(frozen=True, slots=True)
class Forms:
    conversation: Conversation
    most_bytes: int
    events: Events

    async def view(self, scene: Scene, turn: Turn | None = None) -> Json | None:
        """The form that is open in this place; ``turn``: what the conversation has just asked."""
        page = await self.conversation.page(scene.ctx)
        return await self._page(scene, page, turn) if page else None

    async def submit(self, scene: Scene, sent: Submitted) -> Step:
        if _has_left(scene, sent.spot):
            return _kept_open(scene, sent.asked)
        scene = _where_opened(scene, sent.spot)
        dialogue = await self._turned_to(scene, sent.spot) or await self._begun(scene, sent.spot)
        if dialogue is None:
            return end(scene, problem(_GONE))
        step = await self._sent(scene, sent, dialogue)
        if step.is_done:
            await self._is_first(scene, dialogue)
        return step

    async def _sent(self, scene: Scene, sent: Submitted, dialogue: Dialogue) -> Step:
        try:
            if not sent.asked:
                return await self._ended(scene, sent.spot, dialogue, None)
            return await self._take(scene, sent)
        except UserError as error:
            return await self._wrong(scene, Wrong({sent.asked[0]: error.message}), sent.asked)

    async def turn(self, scene: Scene, turned: Turned) -> Step:
        """A button inside the form."""
        if _has_left(scene, turned.spot):
            return end(scene, problem(_LEFT))
        scene = _where_opened(scene, turned.spot)
        dialogue = await self._turned_to(scene, turned.spot)
        if dialogue is None:
            return end(scene, problem(_GONE))
        if turned.action.startswith(ENDING):
            return await self._ended(scene, turned.spot, dialogue, turned.value)
        if turned.action.startswith(CHANGE) or turned.action == AGAIN:
            page = await self.conversation.change(scene.ctx, turned.value)
            return Step(await self._page(scene, page)) if page else end(scene, problem(_GONE))
        return Step(await self.view(scene) or {})

    async def close(self, scene: Scene, closed: Closed) -> Reply | None:
        """Keep what was answered for later; a form without an answer is forgotten."""
        scene = _where_opened(scene, closed.spot)
        dialogue = await self._dialogue(scene)
        if dialogue is None or mark(dialogue) != closed.spot.state:
            return None
        if not dialogue.answers:
            await self.conversation.hear(scene.ctx, "cancel")
            return None
        kept = await self.conversation.hear(scene.ctx, "later")
        return kept if isinstance(kept, Reply) else None

    async def suggest(self, scene: Scene, sought: Sought) -> Json:
        voice = scene.voice()
        if _has_left(scene, sought.spot):
            return {"options": [remark(_LEFT, voice)]}
        scene = _where_opened(scene, sought.spot)
        registry = self.conversation.dispatcher.registry
        dialogue = await self._seen(scene, sought.spot)
        if dialogue is None:
            return {"options": [remark(_GONE, voice)]}
        try:
            found = await suggested(registry, scene.ctx, dialogue, sought.field, sought.text)
        except UserError as error:
            return {"options": [remark(error.message, voice)]}
        return {"options": [option(hit, voice) for hit in found[:_MOST_HITS]]}

    async def _turned_to(self, scene: Scene, spot: Spot) -> Dialogue | None:
        return await self.conversation.turn_to(scene.ctx, spot.form) if spot.form else None

    async def _begun(self, scene: Scene, spot: Spot) -> Dialogue | None:
        """Another form was opened before anything was answered in this one; it is not sent twice."""
        fresh = spot.forgotten(self.conversation.dispatcher.registry)
        if fresh is None or not await self._is_first(scene, fresh):
            return None
        return await self.conversation.begin(scene.ctx, fresh.command, fresh.mark)

    async def _is_first(self, scene: Scene, dialogue: Dialogue) -> bool:
        now = scene.ctx.services.clock.now()
        return await self.events.take(PLATFORM, f"{scene.source.team}:form {dialogue.mark}", now)

    async def _seen(self, scene: Scene, spot: Spot) -> Dialogue | None:
        """The form, without turning to it: whoever only looks something up changes nothing."""
        forms = (await self.conversation.talk(scene.ctx)).forms
        here = next((form for form in forms if form.mark == spot.form), None)
        return here or spot.forgotten(self.conversation.dispatcher.registry)

    async def _dialogue(self, scene: Scene) -> Dialogue | None:
        return (await self.conversation.talk(scene.ctx)).dialogue

    async def _take(self, scene: Scene, sent: Submitted) -> Step:
        answers = dict(sent.answers)
        kinds = await self._kinds(scene) if sent.files else {}
        for name, files in sent.files:
            wanted = kinds.get(name, KINDS)
            try:
                stored = await take_in(scene, files, self.most_bytes, wanted)
            except UserError as refused:
                return await self._wrong(scene, Wrong({name: refused.message}), sent.asked)
            answers[name] = ",".join(stored)
        return await self._filled(scene, answers, sent.asked)

    async def _kinds(self, scene: Scene) -> Mapping[str, Sequence[Kind]]:
        page = await self.conversation.page(scene.ctx)
        fields = page.fields if page else ()
        return {field.name: field.kinds for field in fields if isinstance(field, File)}

    async def _ended(
        self, scene: Scene, spot: Spot, dialogue: Dialogue, ending: str | None
    ) -> Step:
        """Only what has been checked is sent."""
        page = await self.conversation.page(scene.ctx)
        if page is None or page.check is None or mark(dialogue) != spot.state:
            page = page and replace(
                page, check=page.check and replace(page.check, problem=_CHANGED)
            )
            return Step(await self._page(scene, page)) if page else end(scene, problem(_GONE))
        chosen = ending or page.check.endings[0].value
        return await self._filled(scene, {CHOSEN: chosen}, ())

    async def _filled(self, scene: Scene, answers: Answers, asked: Sequence[str]) -> Step:
        outcome = await self.conversation.fill(scene.ctx, answers)
        if isinstance(outcome, Wrong):
            return await self._wrong(scene, outcome, asked)
        if isinstance(outcome, Reply):
            return end(scene, outcome)
        return Step(await self.view(scene, outcome) or {})

    async def _wrong(self, scene: Scene, wrong: Wrong, asked: Sequence[str]) -> Step:
        """Slack shows an error at its question, if that question stands on the page."""
        voice = scene.voice()
        errors = {n: voice.text(m) for n, m in wrong.problems.items() if n in asked}
        first = next(iter(wrong.problems.values()))
        page = await self.conversation.page(scene.ctx)
        view = await self._page(scene, page, said=first) if page else {}
        return Step(view, errors or None)

    async def _page(
        self, scene: Scene, page: Page, turn: Turn | None = None, said: Message | None = None
    ) -> Json:
        if isinstance(turn, Ask | Check):
            said = turn.problem or said
        before = {field.name: await _before(scene, field, page, turn) for field in page.fields}
        dialogue = await self._dialogue(scene)
        source = scene.source
        world = PRACTICE if scene.ctx.practice else ""
        spot = Spot(source.channel, source.thread, source.origin, mark(dialogue), world)
        return page_view(page, spot, scene.voice(), Shown(said, before))


def end(scene: Scene, reply: Reply) -> Step:
    """The form is over; what is no problem is said in the conversation."""
    return Step(reply_view(reply, scene.voice(reply)), said=reply)


async def _before(scene: Scene, field: Field, page: Page, turn: Turn | None) -> Before:
    answer = page.answers.get(field.name, "")
    hits = turn.options if isinstance(turn, Ask) and turn.field.name == field.name else ()
    if not isinstance(field, Search) or not answer:
        return Before(answer, hits=hits)
    try:
        return Before(answer, await field.pick(scene.ctx, page.answers, answer), hits)
    except UserError:
        return Before(answer, hits=hits)


def _where_opened(scene: Scene, spot: Spot) -> Scene:
    """A form that was open before somebody went into practice stays real, and says so."""
    practice = scene.ctx.practice
    if practice is None or spot.world == PRACTICE:
        return scene
    return replace(scene, ctx=replace(practice.outer, head=REAL))


def _has_left(scene: Scene, spot: Spot) -> bool:
    """Nothing that was filled in in practice may become real."""
    return spot.world == PRACTICE and scene.ctx.practice is None


def _kept_open(scene: Scene, asked: Sequence[str]) -> Step:
    """With what was typed, so that it can be sent later."""
    if not asked:
        return end(scene, problem(_LEFT))
    return Step({}, errors={asked[0]: scene.voice().text(_LEFT)})
