"""What is kept about the speaker as they read it: on a card, and in full on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chat.context import Context
from chat.message import Fact
from chat.paper import Line, Section
from core.authorities import Authority
from core.own_data import OwnData
from core.people import AuthorityId
from core.refusals import ACTIONS
from core.text import Listing, Message, Tongue, as_written, msg, msgs
from core.upkeep import Deed, Upkeep
from handlers._accounts import account_label
from handlers._reminding import habit_facts
from handlers._trainings import brief
from handlers.change_rights import rights_facts

Known = Mapping[AuthorityId, Authority]

# More would be a book: the file for machines has all of it.
_MOST = 300

DEEDS: Mapping[Deed, Message] = {
    Deed.REGISTER_ADDED: msg("added a register"),
    Deed.REGISTER_CHANGED: msg("changed a register"),
    Deed.REGISTER_CONFIRMED: msg("confirmed a register"),
    Deed.AUTHORITY_CHANGED: msg("changed an authority's description"),
    Deed.AUTHORITY_CONFIRMED: msg("confirmed an authority's description"),
    Deed.AUTHORITY_UNDONE: msg("took back a change of an authority's description"),
    Deed.WORKFLOW_CHANGED: msg("changed approval or allocation"),
    Deed.AUTHORITY_MERGED: msg("merged two authorities"),
    Deed.AUTHORITIES_TOLD_APART: msg("told two authorities apart"),
    Deed.ACCOUNT_LINKED: msg("linked an account"),
    Deed.ACCOUNT_UNLINKED: msg("unlinked an account"),
    Deed.ROOM_LINKED: msg("linked a room"),
    Deed.ROOM_UNLINKED: msg("unlinked a room"),
    Deed.REMINDERS_CHANGED: msg("changed an authority's reminders"),
    Deed.PERSON_APPROVED: msg("approved an application"),
    Deed.PERSON_REFUSED: msg("refused an application"),
    Deed.PERSON_REMOVED: msg("removed a colleague"),
    Deed.PERSON_ERASED: msg("erased one's own data"),
    Deed.PERSON_ADDED: msg("registered somebody"),
    Deed.PERSON_CHANGED: msg("changed somebody's data"),
    Deed.RIGHTS_CHANGED: msg("changed a colleague's rights"),
    Deed.REVIEWED: msg("reviewed an authority and its people"),
    Deed.AUTHORITY_ADDED: msg("registered an authority"),
    Deed.COORDINATORS_LINKED: msg("linked coordinators"),
    Deed.TERMS_AGREED: msg("agreed to the terms"),
    Deed.TRAINING_ADDED: msg("planned a training"),
    Deed.TRAINING_CHANGED: msg("changed a training"),
    Deed.TRAINING_CALLED_OFF: msg("called a training off"),
    Deed.MATERIAL_ADDED: msg("added something to learn from"),
    Deed.MATERIAL_REMOVED: msg("removed something to learn from"),
    Deed.SURVEY_STARTED: msg("started a survey"),
    Deed.SURVEY_CLOSED: msg("closed a survey"),
}


def sections(ctx: Context, kept: OwnData, known: Known) -> Iterator[Section]:
    yield Section(msg("Who you are"), tuple(identity(kept, known)))
    yield Section(msg("What you may do"), tuple(_rights(ctx, kept, known)))
    yield Section(msg("How I remind you"), tuple(habit_facts(kept.habits)))
    yield Section(msg("What you agreed to"), tuple(agreements(kept)))
    if kept.applications:
        yield Section(msg("Your applications"), tuple(_applications(kept, known)))
    if trainings := tuple(_trainings(kept)):
        yield Section(msg("Your trainings"), trainings)
    if surveys := tuple(_surveys(kept)):
        yield Section(msg("Your surveys"), surveys)
    if practice := tuple(_practice(kept)):
        yield Section(msg("Your practice"), practice)
    yield Section(msg("What you did"), tuple(_done(kept)))


def identity(kept: OwnData, known: Known) -> Iterator[Fact]:
    person, where = kept.person, tuple(account_label(each) for each in kept.addresses)
    yield Fact(msg("Name"), as_written(person.name))
    yield Fact(msg("Language"), msg("{language}", language=Tongue(person.language)))
    yield Fact(msg("Time zone"), as_written(person.time_zone))
    yield Fact(msg("Authorities"), _named(person.authorities(), known))
    yield Fact(msg("Accounts"), msg("{where}", where=Listing(where)))
    if kept.deputies:
        names = Listing(tuple(kept.deputies))
        yield Fact(msg("Deputies"), msg("{names}", names=names))
    if kept.favourites:
        yield Fact(msg("Favourites"), _named(kept.favourites, known))
    if kept.calendar:
        yield Fact(msg("Calendar opened on"), msg("{at}", at=kept.calendar))
    if kept.seen:
        yield Fact(msg("Day on which you last wrote"), msg("{day}", day=kept.seen))


def agreements(kept: OwnData) -> Iterator[Line]:
    for each in kept.consents:
        yield Fact(msg("Version {n}", n=each.version), msg("agreed to on {at}", at=each.at))
        yield as_written(each.text)
    if not kept.consents:
        yield msg("You were registered outside this chat: I have not asked you here.")


def counted(kept: OwnData) -> Message:
    if not kept.acts and not kept.deeds:
        return msg("Nothing that you did is in the audit trail yet.")
    return msgs(
        "You did one thing that is in the audit trail.",
        "You did {n} things that are in the audit trail.",
        len(kept.acts) + len(kept.deeds),
    )


def _named(ids: Sequence[AuthorityId], known: Known) -> Message:
    names = tuple(known[id].name for id in ids if id in known)
    return msg("{names}", names=Listing(names))


def _rights(ctx: Context, kept: OwnData, known: Known) -> Iterator[Line]:
    for id in kept.person.authorities():
        if id in known:
            yield msg("{name}", name=known[id].name)
            yield from rights_facts(ctx, kept.person, id)


def _applications(kept: OwnData, known: Known) -> Iterator[Line]:
    for each in kept.applications:
        yield Fact(msg("{at}", at=each.filed), _named([each.wish.authority], known))
        for said in (each.word, each.answer):
            if said:
                yield as_written(said)


def _trainings(kept: OwnData) -> Iterator[Line]:
    for training, mine in kept.enrolments:
        said = msg("you have a seat") if mine.seated else msg("you are on the waiting list")
        yield Fact(brief(training), said)
    for training in kept.runs:
        yield Fact(brief(training), msg("you run it"))
    if kept.training_wish:
        yield Fact(
            msg("You want to hear of the next one since"), msg("{at}", at=kept.training_wish)
        )


def _surveys(kept: OwnData) -> Iterator[Line]:
    """Once it has ended, nobody is kept as one who was asked."""
    for survey, asked in kept.surveys_asked:
        said = msg("you have answered") if asked.answered else msg("you are asked")
        yield Fact(msg("{title}", title=survey.title), said)
    for survey in kept.surveys_run:
        yield Fact(msg("{title}", title=survey.title), msg("you run it"))


def _practice(kept: OwnData) -> Iterator[Line]:
    if kept.practice:
        yield Fact(msg("You asked to practise"), msg("{at}", at=kept.practice.asked))
        if kept.practice.until:
            yield Fact(msg("You may practise until"), msg("{at}", at=kept.practice.until))
    for lesson, day in kept.lessons.items():
        yield Fact(as_written(lesson), msg("finished on {day}", day=day))
    if kept.let_practise:
        yield msgs(
            "You have let one person practise.",
            "You have let {n} people practise.",
            len(kept.let_practise),
        )


def _done(kept: OwnData) -> Iterator[Line]:
    yield counted(kept)
    for reference, entry in kept.acts[-_MOST:]:
        action = ACTIONS[entry.action]
        yield Fact(msg("{at}", at=entry.at), msg("{name}: {what}", name=reference, what=action))
    for deed in kept.deeds[-_MOST:]:
        yield _deed(deed)


def _deed(deed: Upkeep) -> Fact:
    return Fact(msg("{at}", at=deed.at), DEEDS[deed.deed])
