"""Practice, from the content folder to values, with everything that is wrong said at once."""

from __future__ import annotations

from core.lessons import Deed, Holding, Lesson, Move, Player, Stage
from core.people import AreaId
from core.questions.entries import Entry, Tree
from core.questions.problems import ContentProblem
from core.questions.reading import top_of
from core.questions.wording import LABEL
from core.requests import Action, QuestionId
from core.text import Message
from core.theatre import Inquiry, Office, Theatre

_SAYS = 450
_MOST_DAYS = 60
_MOST_ABROAD = 2
_MOST_STAGES = 12


def read_theatre(file: str, tree: Tree, problems: list[ContentProblem]) -> Theatre:
    """Worth nothing when problems were added."""
    top = top_of(file, tree, problems)
    if top is None:
        return Theatre()
    top.only("colleague", "offices", "inquiries")
    return Theatre(
        colleague=top.text("colleague", LABEL),
        offices=tuple(map(_office, top.entries("offices"))),
        inquiries=tuple(map(_inquiry, top.entries("inquiries"))),
    )


def _office(entry: Entry) -> Office:
    entry.only("id", "player", "abroad", "title", "official", "manner", "asking")
    return Office(
        id=entry.name(),
        player=entry.one_of("player", Player),
        abroad=entry.number("abroad", _MOST_ABROAD) if "abroad" in entry else 0,
        title=entry.text("title", LABEL),
        official=entry.text("official", LABEL),
        manner=tuple(map(_move, entry.entries("manner"))) if "manner" in entry else (),
        asking=tuple(map(_move, entry.entries("asking"))) if "asking" in entry else (),
    )


def _inquiry(entry: Entry) -> Inquiry:
    entry.only("id", "area", "questions_of", "questions", "subject", "says")
    subject = entry.entry("subject")
    return Inquiry(
        id=entry.name(),
        area=AreaId(entry.name("area")),
        question_set=entry.name("questions_of"),
        questions=tuple(map(QuestionId, entry.words("questions"))),
        subject={key: subject.word(key) for key in subject.tree} if subject else {},
        note=entry.text("says", _SAYS),
    )


def read_lesson(file: str, tree: Tree, problems: list[ContentProblem]) -> Lesson | None:
    """The lesson of one file; worth nothing when problems were added."""
    top = top_of(file, tree, problems)
    if top is None:
        return None
    top.only("id", "title", "aim", "learnt", "stages", "others", "wrong")
    return Lesson(
        id=top.name(),
        title=top.text("title", LABEL),
        aim=top.text("aim", _SAYS),
        learnt=top.text("learnt", _SAYS),
        stages=tuple(map(_stage, top.entries("stages"))),
        plot=tuple(map(_move, top.entries("others"))),
        wrong=dict(map(_wrong, top.entries("wrong"))) if "wrong" in top else {},
    )


def _stage(entry: Entry) -> Stage:
    entry.only("says", "did", "by", "holds", "offers")
    if ("did" in entry) == ("holds" in entry):
        entry.wrong("Say what has to be done, `did`, or what has to be so, `holds`.")
    return Stage(
        says=entry.text("says", _SAYS),
        did=frozenset(_actions(entry)) if "did" in entry else frozenset(),
        by=entry.one_of("by", Player) if "by" in entry else Player.YOU,
        holds=entry.one_of("holds", Holding) if "holds" in entry else None,
        offers=entry.words("offers") if "offers" in entry else (),
    )


def _move(entry: Entry) -> Move:
    entry.only("who", "does", "after_days", "at_stage", "inquiry", "by_days", "late")
    return Move(
        who=entry.one_of("who", Player),
        does=entry.one_of("does", Deed),
        days=entry.number("after_days", _MOST_DAYS) if "after_days" in entry else 0,
        step=entry.number("at_stage", _MOST_STAGES) if "at_stage" in entry else 1,
        asks=entry.word("inquiry") if "inquiry" in entry else "",
        by_days=entry.number("by_days", _MOST_DAYS) if "by_days" in entry else 10,
        late=entry.flag("late"),
    )


def _wrong(entry: Entry) -> tuple[Action, Message]:
    entry.only("did", "says")
    return entry.one_of("did", Action), entry.text("says", _SAYS)


def _actions(entry: Entry) -> list[Action]:
    known = {action.value: action for action in Action}
    for word in entry.words("did"):
        if word not in known:
            entry.wrong(f"`{word}` is nothing that can be done with a request.", "did")
    return [known[word] for word in entry.words("did") if word in known]


def check_theatre(theatre: Theatre) -> list[str]:
    """What is named has to be there."""
    moves = [m for lesson in theatre.lessons for m in lesson.plot]
    moves += [m for office in theatre.offices for m in office.manner]
    asked = {move.asks for move in moves if move.does is Deed.SEND}
    return [name for name in sorted(asked) if theatre.inquiry(name) is None]
