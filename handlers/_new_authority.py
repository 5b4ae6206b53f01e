"""What registering an authority and inviting one begin with: it is looked for, so that none stands there twice."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, Text
from chat.form import Branch
from chat.message import Button, Card, Reply, say
from core.authorities import Authority
from core.founding import NotACoordinator, coordinating
from core.text import Listing, msg
from handlers._authority_search import called

DOUBLE, THERE, NEW = "double", "there", "new"


async def own_authority(ctx: Context) -> Authority:
    """The one for which the speaker coordinates. Raises ``NotACoordinator``."""
    async with ctx.services.works.reading() as work:
        own = await coordinating(work, ctx.person)
    if own is None:
        raise NotACoordinator
    return own


def there_already(name: str) -> Reply:
    find = Button(msg("Find an authority"), f"find authority {name}")
    return say(
        Card(
            title=msg("Good: nothing was added."),
            body=(
                msg(
                    "You can give it more areas, and invite its people, instead of registering it again."
                ),
            ),
            actions=(find, Button(msg("Invite a colleague"), "invite colleague")),
        )
    )


async def _first(ctx: Context, _answers: Answers) -> Sequence[Field]:
    await own_authority(ctx)
    return (
        Text("name", msg("What is the authority called officially?"), max_length=300),
        Text("city", msg("In which town is it?"), max_length=100),
    )


async def _doubles(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Those that may be the same; nothing is asked where there is none."""
    found = await _alike(ctx, answers)
    if not found and DOUBLE not in answers:
        return ()
    names = Listing(tuple(called(each) for each in found))
    return (
        Choice(
            DOUBLE,
            msg("Is it one of these, which are in the directory already?"),
            (
                Option(THERE, msg("Yes, it is there: stop here"), ends=True),
                Option(NEW, msg("No, it is another one")),
            ),
            hint=msg("{names}", names=names),
        ),
    )


async def _alike(ctx: Context, answers: Answers) -> list[Authority]:
    own = await own_authority(ctx)
    said = f"{answers.get('name', '')} {answers.get('city', '')}"
    found = await ctx.services.finder.find(said, limit=3, country=own.country)
    return [each.authority for each in found if each.confident]


FIRST = (Branch((), _first), Branch(("name", "city"), _doubles))
