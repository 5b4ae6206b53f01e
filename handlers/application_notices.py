"""What is said unasked about an application: to those who decide, to the person, to whoever has invited them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from chat.mailing import Mailing, News
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.applications import Application, ApplicationId, Stage
from core.authorities import Authority
from core.invoking import APPLICATION, Say
from core.people import Person, Role, Room
from core.routing import decided_by
from core.text import as_written, msg
from handlers._admission import areas_named, roles_named
from handlers._application_card import private_card, room_card
from handlers._terms import also_agreed
from handlers.tour import STEPS

# What a team's room may hear: that something waits, and that it waits no more.
_ALOUD = (Say.FILED, Say.DECIDED, Say.REVISED)

Written: TypeAlias = Callable[[News, Application, Authority], Awaitable[Reply | None]]


async def write(news: News) -> Reply | None:
    application = await news.work.applications.get(ApplicationId(int(news.planned.about.key)))
    if application is None or (isinstance(news.reader, Room) and news.planned.kind not in _ALOUD):
        return None
    authority = await news.work.authorities.get(application.wish.authority)
    assert authority is not None, "the table refers to it"
    return await _WRITTEN[Say(news.planned.kind)](news, application, authority)


async def _filed(news: News, application: Application, authority: Authority) -> Reply | None:
    if application.stage is not Stage.WAITING:
        return None
    if isinstance(news.reader, Room):
        return say(*news.lateness(), room_card(news.services, application), private=False)
    if not await _decides(news, application, authority):
        return None
    card = await private_card(news.services, news.work, application)
    return say(msg("**Somebody wants to be registered.** Please decide."), *news.lateness(), card)


async def _answered(news: News, application: Application, authority: Authority) -> Reply | None:
    waits = application.stage is Stage.WAITING and application.answer
    if not waits or not await _decides(news, application, authority):
        return None
    card = await private_card(news.services, news.work, application)
    return say(msg("**{name} has answered.** Please decide.", name=application.name), card)


async def _decided(news: News, application: Application, authority: Authority) -> Reply | None:
    """To whoever was asked too: nobody works on what is done."""
    if isinstance(news.reader, Room):
        card = room_card(news.services, application)
        return say(msg("This is decided. Nobody need do anything."), card, private=False)
    if application.is_open or not await _decides(news, application, authority):
        return None
    card = await private_card(news.services, news.work, application)
    return say(msg("**This is decided.** You need not do anything."), card)


async def _revised(news: News, application: Application, authority: Authority) -> Reply | None:
    """The card itself, without its buttons; whoever does not decide there any more sees nobody on it."""
    told = await _decided(news, application, authority)
    return told or say(msg("This is decided. Nobody need do anything."))


async def _decides(news: News, application: Application, authority: Authority) -> bool:
    if not isinstance(news.reader, Person):
        return False
    areas = application.wish.areas
    return bool(await decided_by(news.work, news.reader, authority, areas))


async def _question(_news: News, application: Application, _authority: Authority) -> Reply | None:
    if application.stage is not Stage.ASKED:
        return None
    return say(
        Card(
            title=msg("A question about your application"),
            body=(as_written(application.question),),
            actions=(Button(msg("Answer"), "register"),),
        )
    )


async def _approved(news: News, application: Application, authority: Authority) -> Reply:
    welcome = Card(
        title=msg("Welcome, {name}! You are registered.", name=application.name),
        body=(msg("Here is a tour of two minutes: your first three steps."),),
        facts=(
            Fact(msg("Authority"), msg("{name}", name=authority.name)),
            Fact(msg("Areas"), areas_named(news.services, application.wish.areas)),
            Fact(msg("What you do"), roles_named(application.wish.roles)),
        ),
        actions=_describing(application),
    )
    return say(welcome, *STEPS, tone=Tone.GOOD)


def _describing(application: Application) -> tuple[Button, ...]:
    """For who keeps the description: others find the authority by it."""
    if Role.ADMINISTRATOR not in application.wish.roles:
        return ()
    run = f"edit authority {application.wish.authority}"
    return (Button(msg("Change the description"), run),)


async def _refused(_news: News, application: Application, authority: Authority) -> Reply:
    return say(
        Card(
            title=msg("Your application is refused"),
            body=(
                msg(
                    "You are not registered for {name}. If that is a mistake, you can ask again.",
                    name=authority.name,
                ),
            ),
            facts=(Fact(msg("Reason"), as_written(application.reason)),),
            actions=(Button(msg("Ask again"), "register"),),
        )
    )


async def _invitation(news: News, application: Application, authority: Authority) -> Reply | None:
    """It may reach the wrong person: it names the authority and nobody there."""
    if application.stage is not Stage.INVITED:
        return None
    team = await news.work.people.of_authority(authority.id)
    return say(
        Card(
            title=msg("You are invited to work with IMI"),
            body=(
                msg(
                    "I am the IMI Assistant: through me, public authorities of EU and EEA countries "
                    "ask each other questions, each in its own language."
                ),
                *(() if team else (_YOU_DESCRIBE,)),
                also_agreed(news.services),
            ),
            facts=(
                Fact(msg("Authority"), msg("{name}", name=authority.name)),
                Fact(msg("Areas"), areas_named(news.services, application.wish.areas)),
                Fact(msg("What you will do"), roles_named(application.wish.roles)),
            ),
            actions=(
                Button(msg("Yes, register me"), "register yes"),
                Button(msg("No"), "register no"),
            ),
        )
    )


_YOU_DESCRIBE = msg(
    "Nobody there works with me yet: if you say yes, you describe the authority, so that others find it, and "
    "invite your colleagues."
)


async def _joined(_news: News, application: Application, _authority: Authority) -> Reply:
    return say(msg("{name} is registered now.", name=application.name), tone=Tone.GOOD)


async def _declined(_news: News, application: Application, _authority: Authority) -> Reply:
    return say(msg("{name} does not want to be registered.", name=application.name))


async def _refused_there(_news: News, application: Application, _authority: Authority) -> Reply:
    return say(
        Card(
            title=msg("{name} is not registered", name=application.name),
            body=(msg("A second person has decided against it."),),
            facts=(Fact(msg("Reason"), as_written(application.reason)),),
        )
    )


_WRITTEN: Mapping[Say, Written] = {
    Say.FILED: _filed,
    Say.ANSWERED: _answered,
    Say.DECIDED: _decided,
    Say.REVISED: _revised,
    Say.QUESTION: _question,
    Say.APPROVED: _approved,
    Say.REFUSED: _refused,
    Say.INVITATION: _invitation,
    Say.JOINED: _joined,
    Say.DECLINED: _declined,
    Say.REFUSED_THERE: _refused_there,
}

# What needs no answer of the reader as a whole message.
_MERGED = frozenset({Say.FILED, Say.ANSWERED, Say.DECIDED, Say.REFUSED_THERE})

MAILING = Mailing(topic=APPLICATION, write=write, merged=_MERGED)
