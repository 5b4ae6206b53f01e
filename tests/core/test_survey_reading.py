"""Surveys of the content folder: read, or everything that is wrong with them said."""

from __future__ import annotations

from core.questions import ContentProblem, Tree, read_survey
from core.surveys import Kind

GOOD: dict[str, Tree] = {
    "id": "meetings",
    "title": "Our meetings",
    "questions": [
        {"text": "How useful are they?", "answer": "scale"},
        {"text": "When?", "answer": "choice", "options": {"a": "Early", "b": "Late"}},
        {"text": "What else?", "answer": "text"},
    ],
}


def said(**changed: Tree) -> list[str]:
    problems: list[ContentProblem] = []
    read_survey("surveys/meetings.yaml", {**GOOD, **changed}, problems)
    return [problem.sentence for problem in problems]


def test_a_survey_is_read() -> None:
    problems: list[ContentProblem] = []
    found = read_survey("surveys/meetings.yaml", GOOD, problems)
    assert problems == []
    assert found is not None
    assert [each.kind for each in found.questions] == [Kind.SCALE, Kind.CHOICE, Kind.TEXT]
    assert found.questions[0].values == ("1", "2", "3", "4", "5")
    assert found.questions[1].values == ("1", "2")


def test_what_is_wrong_is_told() -> None:
    assert "`answer` is one of scale, choice, text, not `marks`." in said(
        questions=[{"text": "How?", "answer": "marks"}]
    )
    assert said(questions=[{"text": "When?", "answer": "choice"}])
    assert said(questions=[{"text": "When?", "answer": "scale", "options": {"a": "A", "b": "B"}}])
    nine: list[Tree] = [{"text": f"How is number {n}?", "answer": "scale"} for n in range(9)]
    assert said(questions=nine) == ["A survey asks at most 8 questions."]
    assert said(subtitle="No")


def test_an_empty_file_is_told() -> None:
    problems: list[ContentProblem] = []
    assert read_survey("surveys/meetings.yaml", "", problems) is None
    assert len(problems) == 1
