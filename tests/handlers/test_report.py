"""The report: read back as a reader would, from the PDF itself."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from chat.message import Document, Fact
from chat.paper import Paper, Section
from core.acts import Given
from core.ratings import Effort, Rating, Timeliness
from core.requests import Action, FreeText, Reference
from core.text import as_written, msg
from tests.support.casework import ENTITLED, INSURED, SECRETS, Casework
from tests.support.talking import Heard, Talking

GREEK, BULGARIAN = "Ελένη Παπαδοπούλου", "Иван Христов Щърбанов"


def document(heard: Heard) -> Document:
    [found] = [part for part in heard.reply.parts if isinstance(part, Document)]
    return found


def text_of(data: bytes) -> str:
    """Words as they follow each other, wherever a line ends."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


async def printed(talking: Talking, name: Reference) -> str:
    return text_of(document(await talking.say(f"report {name}")).data)


async def test_each_reader_gets_it_in_their_language(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name = await casework.answered()
    latvian, portuguese = await printed(anna, name), await printed(joao, name)
    for said in (str(name), SECRETS[0], SECRETS[1], SECRETS[2]):
        assert said in latvian
        assert said in portuguese
    assert "Vai pakalpojumu sniedzējam jūsu valstī ir tiesības" in latvian
    assert "Nav zināms" in latvian
    assert "Anna Kalniņa" in latvian
    assert "O prestador" in portuguese
    assert "João Ferreira" in portuguese


async def test_it_says_no_more_than_its_reader_may_see(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name = await casework.asked()
    assert SECRETS[0] in await printed(anna, name)
    early = await printed(joao, name)
    assert str(name) in early
    assert not any(secret in early for secret in SECRETS)
    assert (await Talking(casework.world, "tiago").say(f"report {name}")).problem


async def test_it_tells_of_clarifications_messages_parts_and_the_rating(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name, given_on = await casework.split()
    await casework.act("tiago", given_on, Action.ACCEPT)
    await casework.act("tiago", given_on, Action.ANSWER, Given(answers={ENTITLED: "unknown"}))
    await casework.act("tiago", given_on, Action.REPLY)
    await casework.act("joao", name, Action.MESSAGE, said("Falta um documento.", "pt"))
    await casework.act("joao", name, Action.ANSWER, Given(answers={INSURED: "no"}))
    await casework.act("joao", name, Action.REPLY)
    await casework.act("anna", name, Action.ASK, said("Kāpēc nav zināms?", "lv"))
    await casework.act("joao", name, Action.CLARIFY, said("O registo é de 1998.", "pt"))
    rating = Given(rating=Rating(Timeliness.IN_TIME, Effort.USEFUL))
    await casework.act("anna", name, Action.CLOSE, rating)
    latvian, portuguese = await printed(anna, name), await printed(joao, name)
    for words in ("Falta um documento.", "Kāpēc nav zināms?", "O registo é de 1998.", given_on):
        assert words in latvian
        assert words in portuguese
    assert "Daļas pie citām iestādēm" in latvian
    assert "Kā atbildes novērtētas" in latvian
    assert "portugāļu" in latvian
    assert "letão" in portuguese
    early = await printed(Talking(casework.world, "tiago"), given_on)
    assert not any(words in early for words in ("Falta um documento.", "Kāpēc nav zināms?"))


def said(text: str, language: str) -> Given:
    return Given(text=FreeText(text, language))


async def test_names_of_every_alphabet_can_be_read(casework: Casework, anna: Talking) -> None:
    subject = {"name": f"{GREEK} {BULGARIAN}", "service": "šķūņu būve, ação, Łódź"}
    note = FreeText("Ξένος \u202eabc 😀 " + "x" * 300, "el")
    name = await casework.accepted(subject=subject, note=note)
    said = await printed(anna, name)
    for word in (GREEK, BULGARIAN, "šķūņu būve, ação, Łódź", "Ξένος", "grieķu"):
        assert word in said


async def test_it_is_a_file_with_the_requests_name(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    found = document(await anna.say(f"report {name}"))
    assert (found.name, found.kind) == (f"{name}.pdf", "application/pdf")
    assert len(found.data) < 200_000


@pytest.mark.parametrize("lines", [0, 1, 300])
async def test_every_page_says_for_whom_it_was_made(casework: Casework, lines: int) -> None:
    facts = tuple(Fact(as_written(f"Question {n}?"), as_written("yes")) for n in range(lines))
    paper = Paper(msg("{t}", t="Title"), (Section(as_written("Facts"), facts),), as_written("Me"))
    printer = casework.world.assistant.services.printer
    pages = PdfReader(io.BytesIO(await printer.pdf(paper, "en", "UTC"))).pages
    assert len(pages) == (1 if lines < 2 else 8)
    assert all("Me" in page.extract_text() for page in pages)


async def pages_of(casework: Casework, *sections: Section) -> list[str]:
    paper = Paper(msg("{t}", t="Title"), sections, as_written("Me"))
    printed = await casework.world.assistant.services.printer.pdf(paper, "en", "UTC")
    return [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]


async def test_no_heading_stands_alone_at_the_foot_of_a_page(casework: Casework) -> None:
    """However much stands before it."""
    after = Section(as_written("Heading"), (Fact(as_written("Later"), as_written("yes")),))
    for lines in range(26, 38):
        facts = tuple(Fact(as_written(f"{n}"), as_written("yes")) for n in range(lines))
        pages = await pages_of(casework, Section(as_written("Facts"), facts), after)
        assert ["Later" in page for page in pages] == ["Heading" in page for page in pages]


async def test_no_word_is_cut_at_the_end_of_a_line(casework: Casework) -> None:
    """Wherever its line ends, and in whatever style it is."""
    facts = tuple(
        Fact(as_written("i" * n), msg("w **{a}** {b}, {a}", a="wednesday", b="i" * 5))
        for n in range(60, 120)
    )
    [*pages] = await pages_of(casework, Section(as_written("Facts"), facts))
    assert "".join(pages).count("wednesday") == 2 * len(facts)
