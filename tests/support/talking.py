"""One person and the bot, without a platform: what is said, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Voice
from bot.lines import turn_lines
from chat.context import Context, Place
from chat.conversation import Conversation
from chat.dialogue import Ask, Check, Talk, Turn
from chat.message import Reply, Tone
from core.people import Address
from tests.support.world import World


@dataclass
class Talking:
    """``account`` is a person's id, or anything else for a stranger.

    ``room``: a team's room with its id, as `riga-team`; then ``private`` is false.
    """

    world: World
    account: str
    room: str = "private"
    private: bool = True

    @property
    def conversation(self) -> Conversation:
        """Of the assistant that runs now: after a restart it is another one."""
        return self.world.assistant.front.conversation

    async def context(self) -> Context:
        room = (
            f"{self.room}:{self.account}" if self.private else self.world.address(self.room).account
        )
        place = Place(self.world.platform, room, private=self.private)
        speaker = Address(self.world.platform, "", self.account)
        return await self.world.assistant.front.context(speaker, place)

    async def say(self, *texts: str, explicit: bool = False) -> Heard:
        """Say these one after the other; what the last one is answered with."""
        assert texts, "something has to be said"
        for text in texts:
            ctx = await self.context()
            turn = await self.conversation.hear(ctx, text, explicit=explicit)
            heard = self.shown(ctx, turn)
        return heard

    async def press(self, run: str) -> Heard:
        ctx = await self.context()
        return self.shown(ctx, await self.conversation.press(ctx, run))

    async def fill(self, **answers: str) -> Heard:
        """A sheet's answers, ``__`` for the dot in a name. Fails when one of them does not hold."""
        ctx = await self.context()
        said = {name.replace("__", "."): text for name, text in answers.items()}
        turn = await self.conversation.fill(ctx, said)
        assert isinstance(turn, Reply | Ask | Check), f"these do not hold: {turn}"
        return self.shown(ctx, turn)

    async def talk(self) -> Talk:
        return await self.conversation.talk(await self.context())

    def shown(self, ctx: Context, turn: Turn) -> Heard:
        return Heard(turn, self.world.assistant.front.voice(ctx, turn))

    @staticmethod
    def voice_of(ctx: Context) -> Voice:
        return Voice("en", ctx.time_zone)


@dataclass(frozen=True)
class Heard:
    turn: Turn
    voice: Voice

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in turn_lines(self.turn, self.voice))

    @property
    def reply(self) -> Reply:
        assert isinstance(self.turn, Reply), f"a question instead of a reply: {self.text}"
        return self.turn

    @property
    def ask(self) -> Ask:
        assert isinstance(self.turn, Ask), f"no question: {self.text}"
        return self.turn

    @property
    def check(self) -> Check:
        assert isinstance(self.turn, Check), f"no answers to be checked: {self.text}"
        return self.turn

    @property
    def asked(self) -> str:
        """The name of the question."""
        return self.ask.field.name

    @property
    def problem(self) -> str:
        """What was wrong, as it is shown; empty when nothing was."""
        if isinstance(self.turn, Reply):
            return self.text if self.turn.tone is Tone.PROBLEM else ""
        return self.voice.text(self.turn.problem) if self.turn.problem else ""

    @property
    def runs(self) -> tuple[str, ...]:
        return tuple(button.run for button in self.reply.buttons())
