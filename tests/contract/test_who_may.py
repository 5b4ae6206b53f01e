"""One table: every command, every role, in private and in a room, and those who have no role at all.

A command changes something only for the roles that stand here; one that does not stand here changes nothing
for anybody. So a new command is closed until somebody has thought about whom it is for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import read_parts
from bot.config import Config
from chat.addresses import PersonsAddress, WebAddress
from chat.command import Command
from chat.dialogue import Ask, Check
from chat.dispatcher import STRANGERS
from chat.fields import Choice, Choices, Day, Field, File, ReferenceField, Search, Text
from chat.message import Reply
from chat.numbers import Number
from chat.wishes import Hour
from core.admitting import Filing
from core.applications import Wish
from core.lifecycle import LIFE_CYCLE
from core.people import (
    ALL_AREAS,
    RIGHTS,
    Address,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Role,
)
from core.requests import Action, Reference
from core.surveys import NEW as NO_SURVEY
from core.surveys import Audience, Kind, Survey, SurveyId, SurveyQuestion
from core.text import Named
from core.trainings import NEW, Training
from core.workflows import Workflow
from handlers._admission import admissions
from tests.slack.test_forms import GUIDE, REQUEST
from tests.support.casework import Casework
from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.slack import Channel
from tests.support.slack import Person as Outsider
from tests.support.slack_chat import SlackChat, a_slack_world
from tests.support.synapse import Synapse
from tests.support.talking import Heard, Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url

COMMANDS: tuple[Command[Any], ...] = tuple(read_parts(Config()).registry.values())
BY_NAME: Mapping[str, Command[Any]] = {command.name: command for command in COMMANDS}

HANDLING = frozenset({Role.HANDLER})
ALLOCATING = frozenset({Role.ALLOCATOR, Role.HANDLER})
PASSING_ON = frozenset({Role.ALLOCATOR, Role.HANDLER, Role.REFERRAL_HANDLER})
APPROVING = frozenset({Role.APPROVER})
REFERRED = frozenset({Role.REFERRAL_HANDLER})
COORDINATING = frozenset({Role.COORDINATOR})
KEEPING = frozenset({Role.ADMINISTRATOR})
DECIDING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
# What one says about oneself, or only proposes.
EVERYBODY = frozenset(Role)

MAY: Mapping[frozenset[Role], str] = {
    HANDLING: (
        "accept agree answer ask_clarification clarify close copy keep_date message modify new_request "
        "propose_date rate refer reopen send send_part take_back withdraw"
    ),
    ALLOCATING: "allocate",
    PASSING_ON: "forward",
    APPROVING: "approve return",
    REFERRED: "send_back advise",
    KEEPING: (
        "add_register confirm_register edit_register open_blocked personal_data link_room unlink_room"
    ),
    DECIDING: (
        "approve_application approve_in_part ask_applicant refuse_application change_rights remove_colleague "
        "edit_authority all_still_right undo approval_and_allocation "
        "team_reminders"
    ),
    COORDINATING: (
        "add_authority invite_authority link_coordinator merge_authorities add_training move_training "
        "call_off_training import_trainings add_material remove_material grant_practice new_survey close_survey"
    ),
    EVERYBODY: (
        "deputy favourite forget_favourite invite_colleague language link_account my_data reach_me "
        "reminders report_register time_zone erase_my_data away i_am_back my_reminders not_after not_before on_it "
        "only_working_days remind_me snooze terms test_reminder unlink_account "
        "enrol leave_training tell_me_of_trainings practice answer_survey"
    ),
}
ALLOWED = {name.replace("_", " "): roles for roles, names in MAY.items() for name in names.split()}
# What a room must hear, being about the room itself.
ALOUD = {"link room", "unlink room", "room requests"}
# The rows that say how far a conversation is, and whom it is with.
_PASSING = {"talks", "events", "sightings", "marks", "leases", "stamps", "link_codes"}
_PASSING |= {"search_indexes"}

SEARCHED = {
    **{"person": "līga", "heir": "joao", "deputy": "anna", "application": "nora", "zone": "lisboa"},
    "colleague": "joão",
    **{
        "training": "1",
        "survey": "1",
        "answerer": "turismo de portugal",
        "to": "condições do trabalho",
        "authority": "patērētāju",
    },
}


@dataclass
class Table:
    casework: Casework
    file: Path
    names: tuple[Reference, ...]

    def stored(self) -> dict[str, list[Any]]:
        return stored(self.file)

    async def tries(self, talking: Talking, command: Command[Any]) -> list[Heard]:
        """With each request there is, or once; whatever is asked is answered."""
        about = bool(command.form.fields) and isinstance(command.form.fields[0], ReferenceField)
        heard: list[Heard] = []
        for name in self.names if about else ("",):
            heard += await to_the_end(talking, f"{command.name} {name}".strip())
        return heard


def stored(file: Path) -> dict[str, list[Any]]:
    """All that is kept, but how far a conversation is."""
    with sqlite3.connect(file) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        names = [name for (name,) in found if not name.startswith("sqlite")]
        kept = [name for name in names if name not in _PASSING]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in kept}


async def to_the_end(talking: Talking, said: str) -> list[Heard]:
    heard = [await talking.say(said, explicit=True)]
    for _step in range(16):
        turn = heard[-1].turn
        if not isinstance(turn, Ask | Check):
            return heard
        heard.append(await talking.say("1" if isinstance(turn, Check) else answer(turn)))
    return [*heard, await talking.say("cancel")]


def answer(ask: Ask) -> str:
    return "1" if ask.options else _typed(ask.field)


def _typed(field: Field) -> str:
    match field:
        case Choice() | Choices():
            return "1"
        case Search():
            return SEARCHED.get(field.name, "profesiju")
        case Day():
            return "2026-03-20"
        case WebAddress():
            return "https://registrs.example.lv"
        case Hour() | Number():
            return "10"
        case PersonsAddress():
            return "terminal:petra"
        case File() | Text(required=False):
            return "skip"
        case _:
            return "Rīga"


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    casework = Casework(world)
    names = (
        await casework.drafted(),
        await casework.asked(),
        await casework.accepted(),
        await casework.answered(attachments=()),
        await casework.answered(attachments=()),
    )
    await casework.act("anna", names[-1], Action.CLOSE)
    await casework.put(with_role(world.person("liga"), Role.APPROVER))
    await casework.put(with_role(world.person("marta"), Role.ALLOCATOR))
    everywhere = frozenset({ALL_AREAS})
    to_approve = await under(casework, "lv-ptac", Workflow(approval=everywhere))
    to_allocate = await under(casework, "pt-turismo", Workflow(allocation=everywhere))
    wish = Wish(AuthorityId("lv-ptac"), (AreaId("services"),), frozenset({Role.HANDLER}))
    filing = Filing(Address("terminal", "", "nora"), "Nora Vītola", "lv", wish)
    await admissions(world.assistant.services).file(filing)
    await planned(world)
    yield Table(casework, tmp_path / "imi.sqlite3", (*names, to_approve, to_allocate))
    await world.assistant.close()


def with_role(person: Person, role: Role) -> Person:
    members = tuple(replace(each, roles=each.roles | {role}) for each in person.memberships)
    return replace(person, memberships=members)


async def under(casework: Casework, where: str, workflow: Workflow) -> Reference:
    """A request that was sent while this was how they work there."""
    for way in (workflow, Workflow()):
        async with casework.world.assistant.services.works.writing() as work:
            await work.workflows.put(AuthorityId(where), way)
            await work.commit()
        if way is workflow:
            name = await casework.drafted()
            await casework.act("anna", name, Action.SUBMIT if way.approval else Action.SEND)
    return name


async def planned(world: World) -> None:
    """A training for everybody and a survey, run from the authority in Lisbon."""
    training = Training(
        id=NEW,
        uid="1",
        titles=Named({"en": "IMI basics"}),
        starts=world.clock.now() + timedelta(days=9),
        minutes=60,
        place="Lisboa",
        languages=("en",),
        countries=frozenset(),
        roles=frozenset(),
        seats=9,
        authority=AuthorityId("pt-turismo"),
        by=PersonId("marta"),
    )
    survey = Survey(
        id=NO_SURVEY,
        title=Named({"en": "Our meetings"}),
        questions=(SurveyQuestion(Named({"en": "How useful are they?"}), Kind.SCALE),),
        audience=Audience(),
        authority=AuthorityId("pt-turismo"),
        by=PersonId("marta"),
        started=world.clock.now(),
        ends=world.clock.now() + timedelta(days=9),
    )
    async with world.assistant.services.works.writing() as work:
        await work.trainings.add(training)
        await work.surveys.add(survey)
        await work.commit()


async def somebody(table: Table, *held: Role) -> Person:
    """At both authorities, so that each request is theirs from either side."""
    where = (AuthorityId("lv-ptac"), AuthorityId("pt-turismo"))
    members = tuple(Membership(id, ALL_AREAS, frozenset(held)) for id in where)
    person = Person(PersonId("vita"), "Vita Egle", "en", "Europe/Riga", members)
    await table.casework.put(person)
    async with table.casework.world.assistant.services.works.writing() as work:
        if not await work.surveys.asked(SurveyId(1), person.id):
            await work.surveys.ask(SurveyId(1), [person.id])
        await work.commit()
    return person


in_both_places = pytest.mark.parametrize("private", [True, False], ids=["private", "room"])


@in_both_places
@pytest.mark.parametrize("role", list(Role), ids=str)
async def test_p11_a_role_changes_only_what_the_table_says(
    table: Table, role: Role, private: bool
) -> None:
    await somebody(table, role)
    if not private:
        # In a room it is about who reads along: those in the hands of few are tried in private.
        table.names = table.names[:_IN_ROOMS]
    talking = Talking(table.casework.world, "vita", room="riga-team", private=private)
    beyond, changed, before = [], set(), table.stored()
    for command in COMMANDS:
        heard = await table.tries(talking, command)
        after = table.stored()
        if after != before:
            changed.add(command.name)
            where = sorted(name for name in after if after[name] != before[name])
            beyond += [] if role in ALLOWED.get(command.name, ()) else [(command.name, where)]
            await somebody(table, role)
            before = table.stored()
        shown = [h.turn for h in heard if isinstance(h.turn, Reply)]
        assert command.name in ALOUD or all(reply.private for reply in shown), command.name
    assert beyond == [], "who may do this? Enter it in MAY, in this file"
    least = _LEAST.get(role, set()) - (set() if private else {"approve", "allocate"})
    assert changed >= least, "the test itself does not get to the end any more"


_IN_ROOMS = 5
_LEAST: Mapping[Role, set[str]] = {
    Role.APPROVER: {"approve"},
    Role.ALLOCATOR: {"allocate"},
    Role.HANDLER: {"send", "accept", "withdraw", "invite colleague"},
    Role.COORDINATOR: {"add training", "call off training", "add material"},
    Role.ADMINISTRATOR: {"change rights", "all still right", "approve application"},
}


@in_both_places
@pytest.mark.parametrize("kind", ["unknown", "left", "deactivated"])
async def test_p11_who_is_not_known_any_more_changes_nothing_and_sees_nothing(
    table: Table, kind: str, private: bool
) -> None:
    person = await somebody(table, *Role)
    if kind != "unknown":
        await leave(table, person, addresses=kind == "left")
    account = "stranger" if kind == "unknown" else "vita"
    talking = Talking(table.casework.world, account, room="riga-team", private=private)
    welcome, before = (await talking.say(STRANGERS)).text, table.stored()
    for command in COMMANDS:
        if command.anyone:
            continue
        for name in ("", table.names[0]):
            run = f"{command.name} {name}".strip()
            assert (await talking.say(run, explicit=True)).text == welcome, run
            assert (await talking.press(run)).text == welcome, run
    assert table.stored() == before


async def leave(table: Table, person: Person, *, addresses: bool) -> None:
    """Whoever has left, with the account still linked or not."""
    async with table.casework.world.assistant.services.works.writing() as work:
        kept = [table.casework.world.address(person.id)] if addresses else []
        await work.people.put(replace(person, active=False), kept)
        await work.commit()


@pytest.mark.parametrize(
    ("kind", "where"),
    [("connect", "mention"), ("guest", "mention"), ("guest", "message"), ("guest", "slash")],
)
async def test_p11_slack_lets_no_command_of_somebody_from_outside_through(
    tmp_path: Path, kind: str, where: str
) -> None:
    """Somebody of another organisation in a shared channel, and a guest of the workspace itself."""
    async with a_slack_world(sqlite_url(tmp_path), MovableClock(), "http") as stage:
        room = stage.rooms["riga-team"]
        room.is_shared = kind == "connect"
        outsider = stage.slack.add_person(
            stage.workspace, "outsider", is_restricted=kind == "guest", **_HOMES[kind]
        )
        room.members.add(outsider.id)
        before = stored(tmp_path / "imi.sqlite3")
        for command in COMMANDS:
            await _said_on_slack(outsider, room, where, command.name)
        await stage.calm()
        assert stored(tmp_path / "imi.sqlite3") == before
        own = [one for one in outsider.messages() if one.user == stage.workspace.bot_user]
        answers = [m.words for m in (*outsider.ephemerals(room), *outsider.ephemerals(), *own)]
        assert answers
        assert all("only for people of this organisation" in each for each in answers)


@pytest.mark.parametrize("where", ["mention", "click"])
async def test_p11_slack_lets_nobody_of_another_organisation_through_who_is_registered(
    tmp_path: Path, where: str
) -> None:
    async with a_slack_world(sqlite_url(tmp_path), MovableClock(), "http") as stage:
        room, joao = stage.rooms["lisboa-team"], stage.person("joao")
        chat = SlackChat(stage)
        await chat.fill("anna", "new request", **GUIDE)
        await chat.settle()
        await joao.change(**_HOMES["connect"])
        room.is_shared, before = True, stored(tmp_path / "imi.sqlite3")
        if where == "mention":
            await joao.mention(room, f"accept {REQUEST}")
        else:
            await joao.click(room.messages[-1], f"show {REQUEST}")
        await stage.calm()
        assert stored(tmp_path / "imi.sqlite3") == before
        assert "Gonçalves" not in str([one.words for one in joao.messages()])
        [answer] = joao.ephemerals(room)
        assert "only for people of this organisation" in answer.words


_HOMES: Mapping[str, Mapping[str, Any]] = {"connect": {"home_team": "T9999999999"}, "guest": {}}


async def _said_on_slack(outsider: Outsider, room: Channel, where: str, said: str) -> None:
    if where == "message":
        await outsider.dm(said)
    elif where == "mention":
        await outsider.mention(room, said)
    else:
        await outsider.slash("/imi", said)


@pytest.mark.homeserver
async def test_p11_matrix_lets_no_command_of_another_domain_through(
    tmp_path: Path, synapse: Synapse
) -> None:
    """Not even of a person who is registered, since that homeserver is not allowed any more."""
    url = sqlite_url(tmp_path)
    async with a_matrix_world(url, MovableClock(), synapse, "anna") as matrix:
        chat = MatrixChat(matrix)
        await chat.say("anna", "help")
        await matrix.use(allowed_homeservers=("example.org",))
        before = stored(tmp_path / "imi.sqlite3")
        for command in COMMANDS:
            assert "localhost" in await chat.say("anna", command.name), command.name
        assert stored(tmp_path / "imi.sqlite3") == before


# What is no command of its own is done by another one's.
_DONE_BY = {Action.SUBMIT: "send", Action.SPLIT: "forward", Action.REPLY: "answer"}
# What follows from something else, and is no step anybody takes.
_NOBODYS = {Action.CREATE, Action.JOIN, Action.HAND_OVER}


@pytest.mark.parametrize("action", sorted(set(Action) - _NOBODYS), ids=str)
def test_the_life_cycle_gives_each_step_to_those_whom_this_table_gives_its_command(
    action: Action,
) -> None:
    """Whatever state a request would have to be in: not every one of them is tried above."""
    rights = {step.right for step in LIFE_CYCLE if step.action is action}
    given = {role for role, held in RIGHTS.items() if held & rights}
    assert given
    assert given <= ALLOWED[_DONE_BY.get(action, action.value.replace("_", " "))]


def test_nobody_takes_a_step_that_only_follows_from_something_else() -> None:
    assert not _NOBODYS & {step.action for step in LIFE_CYCLE}


def test_the_table_names_only_commands_that_are_there() -> None:
    assert set(ALLOWED) <= set(BY_NAME)
