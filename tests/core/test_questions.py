from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people import AreaId
from core.questions import (
    AnswerKind,
    Areas,
    ContentProblem,
    FieldKind,
    Period,
    PeriodUnit,
    QuestionSet,
    QuestionSets,
    Tree,
    UnknownQuestionSet,
    asked_questions,
    check_together,
    open_questions,
    read_areas,
    read_question_set,
    with_follow_ups,
)
from core.requests import QuestionId
from core.text import Message

Entries = list[Tree]


def question(name: str, answer: str = "yes_no_unknown", **more: Tree) -> Tree:
    return {"id": name, "text": f"Is it {name}?", "answer": answer, **more}


def after(name: str, *answers: str) -> Tree:
    return {"question": name, "answer": list[Tree](answers)}


# permit -> held -> until, and renewed beside them; a choice with two answers that lead on
QUESTIONS: Entries = [
    question("permit"),
    question("held", asked_when=after("permit", "yes")),
    question("until", "date", asked_when=after("held", "yes")),
    question("kind", "choice", options={"old": "Old", "new": "New", "none": "None"}),
    question("why", "text", asked_when=after("kind", "old", "new")),
]


def tree(questions: Entries = QUESTIONS, /, **other: Tree) -> dict[str, Tree]:
    return {
        "id": "permits",
        "area": "services",
        "title": "Permits",
        "legal_basis": "Directive 2006/123/EC, Article 28",
        "reply_period": {"days": "25", "unit": "working"},
        "subject": {
            "title": "The holder",
            "fields": [{"id": "name", "label": "Name", "kind": "text", "personal": "yes"}],
        },
        "groups": [{"title": "Permit", "questions": questions}],
        **other,
    }


def read(source: Tree) -> tuple[QuestionSet | None, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_question_set("questions/permits.yaml", source, problems), problems


def permits(questions: Entries = QUESTIONS) -> QuestionSet:
    question_set, problems = read(tree(questions))
    assert problems == []
    assert question_set is not None
    return question_set


def problem(source: Tree) -> ContentProblem:
    """The one problem of a file that has just one."""
    (found,) = read(source)[1]
    return found


def ids(*names: str) -> tuple[QuestionId, ...]:
    return tuple(QuestionId(name) for name in names)


def answers(**given: str) -> dict[QuestionId, str]:
    return {QuestionId(name): answer for name, answer in given.items()}


ALL = ids("permit", "held", "until", "kind", "why")


class TestReading:
    def test_a_set_has_what_its_file_says(self) -> None:
        question_set = permits()
        assert question_set.id == "permits"
        assert question_set.area == AreaId("services")
        assert question_set.period == Period(25, PeriodUnit.WORKING)
        assert question_set.groups[0].title == Message("Permit")
        (field,) = question_set.subject_fields
        assert (field.kind, field.personal, field.required) == (FieldKind.TEXT, True, False)

    def test_yes_and_no_come_with_their_answers(self) -> None:
        found = permits().question(QuestionId("permit"))
        assert found is not None
        assert found.kind is AnswerKind.YES_NO_UNKNOWN
        assert [option.id for option in found.options] == ["yes", "no", "unknown"]

    def test_a_choice_keeps_its_options_in_order(self) -> None:
        found = permits().question(QuestionId("kind"))
        assert found is not None
        assert [option.id for option in found.options] == ["old", "new", "none"]
        assert found.option("new") == found.options[1]
        assert found.option("newest") is None

    def test_keywords_are_words_a_person_may_type(self) -> None:
        problems: list[ContentProblem] = []
        area = {"id": "services", "label": "S", "description": "D.", "keywords": "shops | guides"}
        (found,) = read_areas("areas.yaml", {"areas": [dict(area)]}, problems)
        assert problems == []
        assert found.keywords == Message("shops | guides", context="typed words")


class TestProblems:
    def test_all_are_told_at_once(self) -> None:
        broken: Entries = [
            question("Permit"),
            question("held", "maybe"),
            {"id": "until", "text": "Until when", "answer": "date"},
        ]
        paths = [found.path for found in read(tree(broken, title="", reply_period="soon"))[1]]
        assert sorted(paths) == [
            "groups 1 > questions 1 > id",
            "groups 1 > questions 2 > answer",
            "groups 1 > questions 3 > text",
            "reply_period",
            "title",
        ]

    def test_one_names_its_file_and_its_place(self) -> None:
        found = problem(tree(title="Permits "))
        assert str(found) == (
            "questions/permits.yaml (title):"
            " Remove spaces at the beginning, at the end, and double ones."
        )

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"titel": "Permits"}, "`titel` means nothing here. Did you mean `title`?"),
            ({"legal_basis": "x" * 151}, "This has 151 characters. At most 150 fit."),
            ({"title": "Permits {now}"}, "Leave out { }: it would be read as a mark."),
            ({"title": "Permits\nand more"}, "Write it on one line."),
            ({"title": ["Permits"]}, "`title` takes one value, not a list."),
            ({"groups": []}, "`groups` is missing."),
            ({"groups": "none"}, "`groups` is a list: each entry begins with a hyphen."),
            ({"groups": ["one"]}, "This entry needs lines such as `id:`."),
            (
                {"reply_period": {"days": "0", "unit": "working"}},
                "`days` is a number from 1 to 180, not `0`.",
            ),
            (
                {"reply_period": {"days": "5", "unit": "workin"}},
                "`unit` is one of calendar, working, not `workin`. Did you mean `working`?",
            ),
        ],
    )
    def test_a_wrong_value_is_explained(self, changed: dict[str, Tree], sentence: str) -> None:
        assert problem(tree(**changed)).sentence == sentence

    @pytest.mark.parametrize(
        ("broken", "place", "sentence"),
        [
            (
                question("held", asked_when=after("permt", "yes")),
                "asked_when > question",
                "No question above this one has the id `permt`. Did you mean `permit`?",
            ),
            (
                question("held", asked_when=after("permit", "maybe")),
                "asked_when > answer",
                "`permit` is answered with yes, no, unknown, never with `maybe`.",
            ),
            (
                question("held", asked_when=after("day", "yes")),
                "asked_when > answer",
                "`day` has no answers to pick from, so nothing can depend on it.",
            ),
            (
                question("held", asked_when={"question": "permit"}),
                "asked_when > answer",
                "`answer` is missing.",
            ),
            (
                question("held", asked_when="permit"),
                "asked_when",
                "`asked_when` needs lines below it.",
            ),
            (question("permit"), "id", "The id `permit` is used twice."),
            (question("held", "choice"), "options", "`options` is missing."),
            (
                question("held", "choice", options={"one": "One"}),
                "options",
                "A choice has 2 to 10 options.",
            ),
            (
                question("held", options={"one": "One", "two": "Two"}),
                "options",
                "Only a choice has options.",
            ),
            (question("held", retired="maybe"), "retired", "`retired` is yes or no, not `maybe`."),
        ],
    )
    def test_a_wrong_question_is_explained(self, broken: Tree, place: str, sentence: str) -> None:
        found = problem(tree([question("permit"), question("day", "date"), broken]))
        assert found.path == f"groups 1 > questions 3 > {place}"
        assert found.sentence == sentence

    def test_a_follow_up_cannot_wait_for_a_question_below_it(self) -> None:
        early: Entries = [question("held", asked_when=after("permit", "yes")), question("permit")]
        assert problem(tree(early)).path == "groups 1 > questions 1 > asked_when > question"

    def test_a_field_must_say_whether_it_is_personal(self) -> None:
        field: Tree = {"id": "name", "label": "Name", "kind": "text"}
        found = problem(tree(subject={"title": "The holder", "fields": [field]}))
        assert found.path == "subject > fields 1"

    @pytest.mark.parametrize("empty", ["", [], "permits"])
    def test_a_file_without_a_set_is_one_problem(self, empty: Tree) -> None:
        question_set, problems = read(empty)
        assert question_set is None
        assert len(problems) == 1

    def test_files_are_compared_with_each_other(self) -> None:
        problems: list[ContentProblem] = []
        listed: Entries = [
            {"id": name, "label": "L", "description": "D.", "keywords": "k"}
            for name in ("service", "general")
        ]
        areas = read_areas("areas.yaml", {"areas": listed}, problems)
        found = list(check_together("areas.yaml", areas, {"questions/other.yaml": permits()}))
        assert problems == []
        assert [(p.file, p.path) for p in found] == [
            ("questions/other.yaml", "id"),
            ("questions/other.yaml", "area"),
            ("areas.yaml", "areas 1"),
            ("areas.yaml", "areas 2"),
        ]
        assert found[1].sentence.endswith("Did you mean `service`?")


class TestFollowUps:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({}, ids("permit", "kind")),
            ({"permit": "no"}, ids("kind")),
            ({"permit": "yes"}, ids("held", "kind")),
            ({"permit": "yes", "held": "yes"}, ids("until", "kind")),
            ({"kind": "none"}, ids("permit")),
            ({"kind": "new"}, ids("permit", "why")),
            ({"permit": "no", "kind": "none"}, ()),
        ],
    )
    def test_they_wait_for_their_answer(
        self, given: dict[str, str], expected: tuple[QuestionId, ...]
    ) -> None:
        assert open_questions(permits(), ALL, answers(**given)) == expected

    def test_they_close_when_the_answer_above_them_changes(self) -> None:
        changed = answers(permit="no", held="yes", kind="none")
        assert open_questions(permits(), ALL, changed) == ()
        asked = asked_questions(permits(), ALL, changed)
        assert [found.id for found in asked] == list(ids("permit", "kind"))

    def test_an_answered_question_is_asked_but_not_open(self) -> None:
        given = answers(permit="yes")
        asked = asked_questions(permits(), ids("permit", "held"), given)
        assert [found.id for found in asked] == list(ids("permit", "held"))
        assert open_questions(permits(), ids("permit", "held"), given) == ids("held")

    def test_an_empty_answer_is_none(self) -> None:
        assert open_questions(permits(), ids("permit"), answers(permit="")) == ids("permit")

    def test_what_was_not_chosen_is_not_asked(self) -> None:
        assert open_questions(permits(), ids("permit"), answers(permit="yes")) == ()

    def test_one_chosen_without_its_question_is_asked_at_once(self) -> None:
        assert open_questions(permits(), ids("until"), {}) == ids("until")

    def test_they_come_along_with_the_question_picked(self) -> None:
        assert with_follow_ups(permits(), ids("permit")) == ids("permit", "held", "until")
        assert with_follow_ups(permits(), ids("why", "held")) == ids("held", "until", "why")

    def test_only_leading_questions_are_offered(self) -> None:
        assert [found.id for found in permits().offered] == list(ids("permit", "kind"))

    def test_a_retired_question_is_kept_but_not_offered(self) -> None:
        retired: Entries = [
            question("permit"),
            question("held", asked_when=after("permit", "yes"), retired="yes"),
            question("old", retired="yes"),
        ]
        question_set = permits(retired)
        assert [found.id for found in question_set.offered] == list(ids("permit"))
        assert with_follow_ups(question_set, ids("permit")) == ids("permit")
        assert open_questions(question_set, ids("old"), {}) == ids("old")

    @given(
        chosen=st.sets(st.sampled_from(ALL)),
        picks=st.lists(st.sampled_from(["yes", "no", "unknown", "old", "none"]), min_size=5),
    )
    def test_answering_what_is_open_always_comes_to_an_end(
        self, chosen: set[QuestionId], picks: list[str]
    ) -> None:
        given: dict[QuestionId, str] = {}
        for pick in picks:
            waiting = open_questions(permits(), chosen, given)
            assert chosen.issuperset(waiting)
            if not waiting:
                break
            given[waiting[0]] = pick
        assert open_questions(permits(), chosen, given) == ()


class TestLookup:
    def test_a_set_is_found_by_id_and_by_area(self) -> None:
        sets = QuestionSets((permits(),))
        assert sets.get("permits") is sets.find("permits")
        assert sets.in_area(AreaId("services")) == sets.all
        assert sets.in_area(AreaId("general")) == ()

    def test_a_set_that_is_gone_is_named(self) -> None:
        sets = QuestionSets(())
        assert sets.find("permits") is None
        with pytest.raises(UnknownQuestionSet) as refused:
            sets.get("permits")
        assert refused.value.message.values == {"name": "permits"}

    def test_an_area_that_is_gone_is_called_by_its_id(self) -> None:
        assert Areas(()).label(AreaId("fishing")).values == {"text": "fishing"}
