"""What can only be seen when all content files lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from core.questions.problems import ContentProblem, meant
from core.questions.sets import Area, QuestionSet


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
