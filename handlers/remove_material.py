"""Remove something to learn from that a coordinator has added."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.materials import MaterialId
from core.text import msg, words
from handlers._materials import library, material_field


@dataclass(frozen=True, slots=True)
class Removed:
    material: str


async def remove_material(ctx: Context, removed: Removed) -> Reply:
    gone = await library(ctx.services).remove(ctx.person, MaterialId(int(removed.material)))
    return say(msg("**{title}** is no longer in `learn`.", title=gone.title), tone=Tone.GOOD)


COMMAND = Command(
    name="remove material",
    words=words("remove material | delete material"),
    summary=msg("Remove something to learn from"),
    form=Form(title=msg("Remove a material"), fields=(material_field(),), into=Removed),
    run=remove_material,
    chapter=Chapter.HELP,
)
