"""What can only be seen when all content files lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from core.questions.problems import ContentProblem, meant
from core.questions.professions import Profession
from core.questions.sets import SUBJECT, Area, QuestionSet


def check_registers(
    sets: Mapping[str, QuestionSet], professions: Sequence[Profession]
) -> Iterator[ContentProblem]:
    """What public registers are about is said in the words of the list of professions."""
    known = [SUBJECT, *(profession.id for profession in professions)]
    for file, question_set in sets.items():
        for place, group in enumerate(question_set.groups, start=1):
            for number, question in enumerate(group.questions, start=1):
                for name in sorted(question.registers.difference(known)):
                    sentence = f"`{name}` is neither `{SUBJECT}` nor a profession."
                    path = f"groups {place} > questions {number} > registers"
                    yield ContentProblem(file, path, sentence + meant(name, known))


def check_together(
    areas_file: str, areas: tuple[Area, ...], sets: Mapping[str, QuestionSet]
) -> Iterator[ContentProblem]:
    """``sets`` by the file each came from."""
    known = [area.id for area in areas]
    for file, question_set in sets.items():
        if question_set.id and question_set.id != PurePath(file).stem:
            sentence = f"The id `{question_set.id}` must be the file's own name."
            yield ContentProblem(file, "id", sentence)
        if question_set.area and question_set.area not in known:
            sentence = f"`{question_set.area}` is not an area of {areas_file}."
            yield ContentProblem(file, "area", sentence + meant(question_set.area, known))
    used = {question_set.area for question_set in sets.values()}
    for number, area in enumerate(areas, start=1):
        if area.id and area.id not in used:
            sentence = f"No question set belongs to the area `{area.id}`, so nobody could use it."
            yield ContentProblem(areas_file, f"areas {number}", sentence)
