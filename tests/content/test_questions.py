"""The content that ships: complete, plain, and the same in every language."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from bot.content import InvalidContent, lint, load
from bot.extraction import from_content
from core.people import AreaId
from core.questions import (
    AnswerKind,
    PeriodUnit,
    Question,
    QuestionSet,
    SubjectField,
    asked_questions,
    open_questions,
    with_follow_ups,
)
from core.requests import QuestionId
from core.text import Message

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "content"
LOCALE = ROOT / "locale"
LANGUAGES = ["lv", "pt"]
LABEL = 75
CONTENT = load(FOLDER)

each_set = pytest.mark.parametrize("question_set", CONTENT.sets.all, ids=lambda found: found.id)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def template() -> Catalog:
    return _catalogue(LOCALE / "content.pot")


def catalogue(language: str) -> Catalog:
    return _catalogue(LOCALE / language / "LC_MESSAGES" / "content.po")


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, abort_invalid=True)


def entries(found: Catalog) -> dict[tuple[str, str | None], Entry]:
    """By text and context; the header is none."""
    return {(str(entry.id), entry.context): entry for entry in found if entry.id}


def labels(question_set: QuestionSet) -> Iterator[Message]:
    """Every text that stands on a button, in a list to pick from or above a field."""
    yield question_set.title
    yield question_set.subject_title
    for field in question_set.subject_fields:
        yield field.label
        yield from (option.label for option in field.options)
    for group in question_set.groups:
        yield group.title
    for question in question_set.questions:
        yield question.text
        yield from (option.label for option in question.options)


def texts() -> Iterator[Message]:
    """Everything of the content that a reader ever sees."""
    yield from asked_texts()
    for answer in CONTENT.learning.answers:
        yield from (answer.title, answer.says, answer.keywords)
    yield from (material.title for material in CONTENT.learning.materials)
    yield from (novelty.says for novelty in CONTENT.learning.news)
    yield from practised_texts()
    yield from surveyed_texts()


def surveyed_texts() -> Iterator[Message]:
    for survey in CONTENT.surveys:
        yield survey.title
        for question in survey.questions:
            asked = (question.text, *question.options)
            yield from (text for text in asked if isinstance(text, Message))


def practised_texts() -> Iterator[Message]:
    theatre = CONTENT.theatre
    yield theatre.colleague
    for office in theatre.offices:
        yield from (office.title, office.official)
    yield from (inquiry.note for inquiry in theatre.inquiries)
    for lesson in theatre.lessons:
        yield from (lesson.title, lesson.aim, lesson.learnt)
        yield from (stage.says for stage in lesson.stages)
        yield from lesson.wrong.values()


def asked_texts() -> Iterator[Message]:
    """What is asked, and of what."""
    for area in CONTENT.areas.all:
        yield from (area.label, area.description, area.keywords)
    for profession in CONTENT.professions:
        yield from (profession.label, profession.keywords)
    for question_set in CONTENT.sets.all:
        yield question_set.legal_basis
        yield from labels(question_set)
        yield from (asked.hint for asked in _asked(question_set) if asked.hint)


def _asked(question_set: QuestionSet) -> list[Question | SubjectField]:
    return [*question_set.subject_fields, *question_set.questions]


class TestSets:
    def test_there_is_one_for_each_area(self) -> None:
        expected = ["general", "posting-of-workers", "professional-qualifications", "services"]
        assert [found.id for found in CONTENT.sets.all] == expected
        assert sorted(area.id for area in CONTENT.areas.all) == expected
        for area in CONTENT.areas.all:
            assert [found.area for found in CONTENT.sets.in_area(area.id)] == [area.id]

    @each_set
    def test_one_has_ten_to_sixteen_questions_in_groups(self, question_set: QuestionSet) -> None:
        assert 10 <= len(list(question_set.questions)) <= 16
        assert len(question_set.groups) >= 3

    @each_set
    def test_one_has_follow_ups_and_several_kinds_of_answer(
        self, question_set: QuestionSet
    ) -> None:
        kinds = {question.kind for question in question_set.questions}
        assert kinds >= {AnswerKind.YES_NO_UNKNOWN, AnswerKind.CHOICE, AnswerKind.DATE}
        assert AnswerKind.TEXT in kinds
        assert any(question.condition for question in question_set.questions)

    @each_set
    def test_one_tells_before_acceptance_what_the_case_is_and_hides_who(
        self, question_set: QuestionSet
    ) -> None:
        fields = question_set.subject_fields
        assert any(field.personal for field in fields)
        assert any(field.required and not field.personal for field in fields)

    @each_set
    def test_any_way_of_answering_it_comes_to_an_end(self, question_set: QuestionSet) -> None:
        chosen = with_follow_ups(question_set, [q.id for q in question_set.offered])
        asked: set[QuestionId] = set()
        for seed in range(200):
            asked |= _answered(question_set, chosen, Random(seed))
        assert asked == set(chosen), "each follow-up is reached by some answers"

    def test_posting_counts_working_days(self) -> None:
        units = {found.id: found.period.unit for found in CONTENT.sets.all}
        assert units.pop("posting-of-workers") is PeriodUnit.WORKING
        assert set(units.values()) == {PeriodUnit.CALENDAR}

    def test_none_claims_to_be_official_or_of_the_original_system(self) -> None:
        claims = re.compile(r"official|oficiāl|oficial|\bIMI\b|Commission|Komisij|Comissão")
        sources = [message.singular for message in asked_texts()]
        known = [entries(catalogue(language)) for language in LANGUAGES]
        translated = [
            str(each[m.singular, m.context].string) for each in known for m in asked_texts()
        ]
        assert [text for text in (*sources, *translated) if claims.search(text)] == []

    def test_no_source_text_has_a_placeholder(self) -> None:
        assert [message for message in texts() if message.values or "{" in message.singular] == []


def _answered(
    question_set: QuestionSet, chosen: tuple[QuestionId, ...], chance: Random
) -> set[QuestionId]:
    """Answer whatever is open until nothing is; which questions were asked on the way."""
    answers: dict[QuestionId, str] = {}
    while waiting := open_questions(question_set, chosen, answers):
        question = question_set.question(chance.choice(waiting))
        assert question is not None
        answers[question.id] = _any_answer(question, chance)
    return {question.id for question in asked_questions(question_set, chosen, answers)}


def _any_answer(question: Question, chance: Random) -> str:
    return chance.choice(question.options).id if question.options else "2020-01-31"


class TestTouristGuide:
    """The person a Latvian city asks a Portuguese authority about."""

    @pytest.mark.parametrize("name", ["services", "professional-qualifications"])
    def test_entitled_since_when_genuine_and_restricted_can_be_asked(self, name: str) -> None:
        wanted = [QuestionId("entitled"), QuestionId("certificate-genuine")]
        question_set = CONTENT.sets.get(name)
        chosen = with_follow_ups(question_set, [*wanted, QuestionId("restricted")])
        told = {QuestionId("entitled"): "yes", QuestionId("restricted"): "no"}
        expected = ("entitled-since", "certificate-genuine")
        assert open_questions(question_set, chosen, told) == expected

    def test_the_trade_is_known_before_the_name(self) -> None:
        field = CONTENT.sets.get("professional-qualifications").field("profession")
        assert field is not None
        assert (field.personal, field.required) == (False, True)
        assert field.hint == Message("For example: tourist guide")


class TestCatalogues:
    def test_the_template_is_what_the_content_gives(self, tmp_path: Path) -> None:
        fresh = tmp_path / "content.pot"
        command = ["--quiet", "extract", "--mapping=babel.cfg", f"--output={fresh}"]
        layout = ["--sort-by-file", "--no-location", "--omit-header", "content"]
        babel = [sys.executable, "-m", "babel.messages.frontend"]
        subprocess.run([*babel, *command, *layout], cwd=ROOT, check=True, timeout=60)
        current = (LOCALE / "content.pot").read_text(encoding="utf-8")
        assert fresh.read_text(encoding="utf-8") == current

    def test_the_template_holds_every_text_a_reader_can_see(self) -> None:
        shown = {(message.singular, message.context) for message in texts()}
        assert set(entries(template())) == shown

    @each_language
    def test_every_text_is_translated_and_none_is_fuzzy(self, language: str) -> None:
        translated = entries(catalogue(language))
        assert set(translated) == set(entries(template()))
        assert [entry.id for entry in translated.values() if entry.fuzzy or not entry.string] == []

    @each_language
    def test_nothing_is_left_in_english(self, language: str) -> None:
        same = [e.id for e in entries(catalogue(language)).values() if e.id == e.string]
        assert same == []

    @each_language
    def test_a_translation_has_the_marks_of_its_source(self, language: str) -> None:
        pairs = [(str(e.id), str(e.string)) for e in entries(catalogue(language)).values()]
        assert [pair for pair in pairs if _marks(pair[0]) != _marks(pair[1])] == []
        assert [text for _source, text in pairs if text != text.strip() or "  " in text] == []

    @each_language
    def test_keywords_are_parted_like_their_source(self, language: str) -> None:
        found = [str(e.string) for e in entries(catalogue(language)).values() if e.context]
        keyed = (*CONTENT.areas.all, *CONTENT.professions, *CONTENT.learning.answers)
        assert len(found) == len(keyed)
        for keywords in found:
            words = keywords.split(" | ")
            assert len(words) >= 2
            assert all(word and "|" not in word for word in words)
            assert len(set(words)) == len(words)

    @each_language
    def test_what_stands_in_a_list_is_short_enough_for_every_platform(self, language: str) -> None:
        translated = entries(catalogue(language))
        areas = [text for area in CONTENT.areas.all for text in (area.label, area.description)]
        areas += [profession.label for profession in CONTENT.professions]
        listed = [*areas, *(text for found in CONTENT.sets.all for text in labels(found))]
        shown = [str(translated[message.singular, None].string) for message in listed]
        assert [text for text in shown if len(text) > LABEL] == []

    @each_language
    def test_the_options_of_a_question_differ(self, language: str) -> None:
        translated = entries(catalogue(language))
        for question_set in CONTENT.sets.all:
            for asked in _asked(question_set):
                shown = [translated[one.label.singular, None].string for one in asked.options]
                assert len(set(shown)) == len(shown)


def _marks(text: str) -> tuple[str, str, int]:
    """How it ends, what could be read as markup, and the articles and acts it names."""
    end = text[-1] if text[-1] in "?.!:" else ""
    return end, "".join(re.findall(r"[{}\[\]<>*`@]", text)), len(re.findall(r"\d{2,}", text))


class TestFolder:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A copy of the content that a test may break."""
        return Path(shutil.copytree(FOLDER, tmp_path / "content"))

    def _break(self, folder: Path, name: str, before: str, after: str) -> int:
        """Change the first such place; its line."""
        path = folder / name
        kept, found, rest = path.read_text(encoding="utf-8").partition(before)
        assert found
        path.write_text(kept + after + rest, encoding="utf-8")
        return kept.count("\n") + 1

    def test_what_ships_has_no_problem(self) -> None:
        assert lint(FOLDER) == ()
        label = CONTENT.areas.label(AreaId("services"))
        assert label == Message("Services")

    def test_problems_of_all_files_are_told_at_once_with_their_lines(self, folder: Path) -> None:
        kind = self._break(folder, "questions/services.yaml", "answer: yes_no\n", "answer: no\n")
        unit = self._break(folder, "questions/general.yaml", "unit: calendar", "unit: moon")
        label = self._break(folder, "areas.yaml", "label: Services", "lable: Services")
        found = lint(folder)
        assert [(p.file, p.line) for p in found] == [
            ("areas.yaml", label - 1),
            ("areas.yaml", label),
            ("questions/general.yaml", unit),
            ("questions/services.yaml", kind),
        ]
        with pytest.raises(InvalidContent) as refused:
            load(folder)
        assert refused.value.problems == found
        assert f"areas.yaml, line {label} (areas 2 > lable)" in str(refused.value)

    @pytest.mark.parametrize(
        ("broken", "line", "said"),
        [
            ("id: services\n\ttitle: Services\n", 2, "never with tabs"),
            ("id: services\ntitle: Services: all\n", 2, "quotation marks"),
            ("id: services\nid: trade\n", 2, "stands twice"),
            ("", 1, "empty"),
            ("- one\n- two\n", 1, "begins with something unknown"),
            ("id: \x07\n", 0, "no plain text"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_a_problem(
        self, folder: Path, broken: str, line: int, said: str
    ) -> None:
        path = folder / "questions" / "services.yaml"
        path.write_text(broken, encoding="utf-8")
        found = [p for p in lint(folder) if p.file == "questions/services.yaml"]
        assert any(p.line == line and said in p.sentence for p in found)

    def test_a_file_in_another_encoding_is_a_problem(self, folder: Path) -> None:
        (folder / "areas.yaml").write_bytes("areas: Dienstleistungen für alle".encode("utf-16"))
        assert "The file is not written in UTF-8." in [p.sentence for p in lint(folder)]

    def test_a_missing_folder_is_a_problem(self, tmp_path: Path) -> None:
        (found,) = lint(tmp_path / "nowhere")
        assert found.file == "areas.yaml"
        assert "cannot be read" in found.sentence

    def test_a_broken_file_is_never_extracted(self) -> None:
        source = io.BytesIO(b"id: services\nid: trade\n")
        source.name = "services.yaml"
        with pytest.raises(ValueError, match="stands twice"):
            list(from_content(source))
