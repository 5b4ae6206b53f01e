"""Ask to be registered, see where that stands, answer what a coordinator asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import NO, YES, Answers, Choice, Field, Option, Search, Text
from chat.form import Branch, Form
from chat.guests import forget
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.admitting import Filing
from core.applications import Application, Stage, Wish
from core.authorities import Authority
from core.clock import today_in
from core.folding import fold_words
from core.likeness import nearest
from core.people import AreaId, AuthorityId, Role
from core.places import COUNTRIES, zone_of
from core.refusals import AuthorityUnknown
from core.text import Country, Message, as_written, msg, words
from handlers._admission import (
    ORDINARY,
    PersonsName,
    admissions,
    areas_field,
    areas_named,
    areas_of,
    roles_field,
    roles_named,
)
from handlers._authority_search import called
from handlers._terms import agreement_field, also_agreed, consent_now

_HITS = 20


@dataclass(frozen=True, slots=True)
class Registration:
    """Either what somebody says of themselves, or their word on an application that is there already."""

    name: str | None = None
    country: str | None = None
    authority: str | None = None
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    word: str | None = None
    answer: str | None = None
    joins: str | None = None
    agrees: str | None = None


async def register(ctx: Context, given: Registration) -> Reply:
    waiting = await _waiting(ctx)
    if waiting is not None:
        return await _continued(ctx, waiting, given)
    if ctx.who is not None:
        return say(
            msg("You are registered, {name}. Write `help` to see what I can do.", name=ctx.who.name)
        )
    if given.agrees == NO.value:
        return say(msg("Nothing was sent, and nothing is kept of what you wrote."))
    wish = Wish(
        AuthorityId(given.authority or ""),
        tuple(map(AreaId, given.areas)),
        frozenset(map(Role, given.roles)),
    )
    agreed = consent_now(ctx)
    filing = Filing(
        ctx.speaker, given.name or "", ctx.language, wish, given.word or "", agreed=agreed
    )
    filed = await admissions(ctx.services).file(filing)
    sent = msg("Your application is with your coordinator. I will write to you here.")
    return say(await _card(ctx, filed, sent), tone=Tone.GOOD)


async def _continued(ctx: Context, waiting: Application, given: Registration) -> Reply:
    service = admissions(ctx.services)
    if waiting.stage is Stage.ASKED and given.answer:
        filed = await service.answer(ctx.speaker, given.answer)
        return say(
            await _card(ctx, filed, msg("Thank you. Your answer is with your coordinator.")),
            tone=Tone.GOOD,
        )
    if waiting.stage is Stage.INVITED and given.joins:
        joins = given.joins == YES.value
        agreed = consent_now(ctx) if joins else None
        settled = await service.settle(ctx.speaker, ctx.language, joins=joins, agreed=agreed)
        return await _settled(ctx, settled)
    return say(await _card(ctx, waiting, _STANDS[waiting.stage]))


async def _settled(ctx: Context, application: Application) -> Reply:
    if application.stage is Stage.DECLINED:
        return say(msg("You are not registered."))
    if application.stage is Stage.WAITING:
        said = msg("Thank you. A second coordinator has to agree now. I will write to you here.")
        return say(await _card(ctx, application, said), tone=Tone.GOOD)
    await forget(ctx.services.talks, ctx.speaker, ctx.services.clock.now())
    return say(msg("Thank you. You are registered now."), tone=Tone.GOOD)


_STANDS = {
    Stage.WAITING: msg("Your application waits for a decision. I will write to you here."),
    Stage.ASKED: msg("Your application waits for your answer. Write `register` to give it."),
    Stage.INVITED: msg("You are invited. Write `register` to say yes or no."),
}


async def _card(ctx: Context, application: Application, said: Message) -> Card:
    authority = await _authority(ctx, application.wish.authority)
    return Card(
        title=msg("Your registration"),
        body=(said,),
        facts=(
            Fact(msg("Authority"), msg("{name}", name=authority.name)),
            Fact(msg("Areas"), areas_named(ctx.services, application.wish.areas)),
            Fact(msg("What you will do"), roles_named(application.wish.roles)),
            Fact(msg("Sent on"), msg("{day}", day=_day(application))),
        ),
        actions=(
            Button(msg("See where it stands"), "register"),
            Button(msg("Withdraw it"), "withdraw application"),
        ),
    )


def _day(application: Application) -> date:
    """Where they work: the bot does not know the clock of a stranger otherwise."""
    return today_in(zone_of(application.country), application.filed)


async def _waiting(ctx: Context) -> Application | None:
    async with ctx.services.works.reading() as work:
        return await work.applications.open_of(ctx.speaker)


async def _first(ctx: Context, answers: Answers) -> Sequence[Field]:
    """What is asked of a stranger; somebody whose application is open is asked for what it waits for."""
    if not await _is_fresh(ctx, answers):
        waiting = await _waiting(ctx)
        return await _open(ctx, waiting) if waiting else ()
    return (
        PersonsName("name", msg("What is your name?"), max_length=100),
        Search(
            "country",
            msg("In which country do you work?"),
            _countries,
            _country,
            hint=msg("Write its name, in any of my languages."),
            why=msg("Authorities are listed by country."),
        ),
    )


async def _is_fresh(ctx: Context, answers: Answers) -> bool:
    """Somebody who asks for the first time; whoever has begun to tell of themselves goes on."""
    return "name" in answers or (ctx.who is None and await _waiting(ctx) is None)


async def _open(ctx: Context, waiting: Application) -> Sequence[Field]:
    if waiting.stage is Stage.ASKED:
        return (Text("answer", as_written(waiting.question), multiline=True, max_length=1000),)
    if waiting.stage is not Stage.INVITED:
        return ()
    authority = await _authority(ctx, waiting.wish.authority)
    label = msg("Do you want to work with IMI for {name}?", name=authority.name)
    return (Choice("joins", label, (YES, NO), hint=also_agreed(ctx.services)),)


async def _countries(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    named = [(name, code) for code in COUNTRIES for name in _names(ctx, code)]
    exact = [code for name, code in named if name == fold_words(said)]
    found = list(dict.fromkeys(exact or nearest(said, named)))
    return [_in_country(code) for code in found[:_HITS]]


async def _country(_ctx: Context, _answers: Answers, value: str) -> Option | None:
    return _in_country(value.upper()) if value.upper() in COUNTRIES else None


def _names(ctx: Context, code: str) -> Sequence[str]:
    return tuple(ctx.services.ear.phrases(msg("{country}", country=Country(code))))


def _in_country(code: str) -> Option:
    return Option(code, msg("{country}", country=Country(code)))


async def _where(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if not answers.get("country"):
        return None if await _is_fresh(ctx, answers) else ()
    return (
        Search(
            "authority",
            msg("For which authority do you work?"),
            _authorities,
            _one_authority,
            hint=msg("Write its name or its town."),
            why=msg(
                "You see and answer the requests of this authority, once its coordinator has let you in."
            ),
        ),
    )


async def _authorities(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    found = await ctx.services.finder.find(said, limit=_HITS, country=answers.get("country"))
    # What is only somewhat like it helps nobody who has named the right one.
    best = [each for each in found if each.confident] or found
    return [Option(each.authority.id, called(each.authority)) for each in best]


async def _one_authority(ctx: Context, answers: Answers, value: str) -> Option | None:
    known = (await ctx.authorities(AuthorityId(value))).get(AuthorityId(value))
    if known is None or known.country != answers.get("country"):
        return None
    return Option(value, called(known))


async def _what(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if not answers.get("authority"):
        return None if await _is_fresh(ctx, answers) else ()
    authority = await _authority(ctx, AuthorityId(answers["authority"]))
    areas = areas_of(ctx.services, authority)
    return (
        areas_field(ctx.services, areas, msg("In which areas will you work?")),
        roles_field(ORDINARY, msg("What will you do?")),
        Text(
            "word",
            msg("Is there anything the coordinator should know?"),
            hint=msg("For example since when you work there, or whose work you take over."),
            required=False,
            multiline=True,
            max_length=1000,
            why=msg("It helps them to decide: your task, or who can vouch for you."),
        ),
        agreement_field(ctx),
    )


async def _authority(ctx: Context, id: AuthorityId) -> Authority:
    known = (await ctx.authorities(id)).get(id)
    if known is None:
        raise AuthorityUnknown
    return known


COMMAND = Command(
    name="register",
    words=words("register | register me | sign up | i am new here | join"),
    summary=msg("Ask to be registered"),
    form=Form(
        title=msg("Register"),
        fields=(Branch((), _first), Branch((), _where), Branch((), _what)),
        into=Registration,
    ),
    run=register,
    anyone=True,
    chapter=Chapter.HELP,
)
