"""What there is to learn, from the content folder to values, with everything that is wrong said at once."""

from __future__ import annotations

from datetime import date

from core.learning import Chapter, Explained, Material, Medium, Novelty
from core.questions.entries import Entry, Tree
from core.questions.problems import ContentProblem
from core.questions.reading import keywords, listed
from core.questions.wording import LABEL

_ANSWER = 450
_LONGEST_MINUTES = 600
_NOVELTY = 200


def read_answers(file: str, tree: Tree, problems: list[ContentProblem]) -> tuple[Explained, ...]:
    """Those of ``answers.yaml``; worth nothing when problems were added."""
    return listed(file, tree, problems, "answers", _explained)


def _explained(entry: Entry) -> Explained:
    entry.only("id", "topic", "title", "says", "keywords", "offers")
    return Explained(
        id=entry.name(),
        subject=entry.one_of("topic", Chapter),
        title=entry.text("title", LABEL),
        says=entry.text("says", _ANSWER),
        keywords=keywords(entry),
        offers=entry.words("offers"),
    )


def read_materials(file: str, tree: Tree, problems: list[ContentProblem]) -> tuple[Material, ...]:
    """Those of ``materials.yaml``; worth nothing when problems were added."""
    return listed(file, tree, problems, "materials", _material)


def _material(entry: Entry) -> Material:
    entry.only("id", "topic", "title", "kind", "language", "address", "link", "minutes")
    if ("address" in entry) == ("link" in entry):
        entry.wrong("Give an `address`, or the `link` of app.yaml that has it.")
    return Material(
        id=entry.name(),
        title=entry.text("title", LABEL),
        subject=entry.one_of("topic", Chapter),
        medium=entry.one_of("kind", Medium),
        minutes=entry.number("minutes", _LONGEST_MINUTES),
        language=entry.word("language") if "language" in entry else "",
        address=entry.word("address") if "address" in entry else "",
        link=entry.word("link") if "link" in entry else "",
    )


def read_news(file: str, tree: Tree, problems: list[ContentProblem]) -> tuple[Novelty, ...]:
    """Those of ``news.yaml``; worth nothing when problems were added."""
    return listed(file, tree, problems, "news", _novelty)


def _novelty(entry: Entry) -> Novelty:
    entry.only("id", "day", "says")
    return Novelty(entry.name(), _day(entry), entry.text("says", _NOVELTY))


def _day(entry: Entry) -> date:
    said = entry.word("day")
    try:
        return date.fromisoformat(said)
    except ValueError:
        if said:
            entry.wrong(f"`day` is a day such as 2026-11-30, not `{said}`.", "day")
        return date.min
