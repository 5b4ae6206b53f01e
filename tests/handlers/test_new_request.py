"""Asking another authority, with all that can be in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.attaching import keep
from chat.message import Document
from core.people import ALL_AREAS, AreaId, AuthorityId, Membership, Role
from core.requests import Reference, State
from tests.support.casework import Casework, roles
from tests.support.talking import Heard, Talking

FIRST = Reference("LV-2026-000001")
ABOUT = ("entitled, insured", "Rui", "gids", "skip", "skip")
REST = ("Vai viņš ir gids?", "skip", "2026-03-23")


async def checked(talking: Talking, *before: str) -> Heard:
    return await talking.say(
        *(before or ("new request", "turismo de portugal", "1", "services")), *ABOUT, *REST
    )


async def test_a_request_is_checked_and_sent(casework: Casework, anna: Talking) -> None:
    heard = await checked(anna)
    assert heard.check.items
    heard = await anna.say("1")
    assert FIRST in heard.text
    stored = await casework.request(FIRST)
    assert stored.state is State.AWAITING
    assert stored.note is not None
    assert (stored.note.text, stored.note.language) == ("Vai viņš ir gids?", "lv")
    assert stored.subject["name"] == "Rui"
    assert "entitled-since" in stored.questions, "follow-ups come along"


async def test_a_draft_is_kept_and_sent_later(casework: Casework, anna: Talking) -> None:
    await checked(anna)
    await anna.say("2")
    assert (await casework.request(FIRST)).state is State.DRAFT
    await anna.say(f"send {FIRST}")
    assert (await casework.request(FIRST)).state is State.AWAITING


async def test_ask_this_authority_begins_with_the_area(anna: Talking) -> None:
    heard = await anna.press("new request pt-turismo")
    assert heard.asked == "area"


async def test_words_after_the_command_are_searched_for(anna: Talking) -> None:
    heard = await anna.say("new request turismo")
    assert heard.asked == "answerer"
    assert "pt-turismo" in [option.value for option in heard.ask.options]


async def test_an_area_that_is_the_only_one_is_not_asked(casework: Casework) -> None:
    held = Membership(AuthorityId("lv-ptac"), AreaId("services"), frozenset({Role.HANDLER}))
    await casework.put(replace(casework.world.person("anna"), memberships=(held,)))
    heard = await Talking(casework.world, "anna").press("new request pt-turismo")
    assert heard.asked == "questions"


async def test_who_works_for_several_authorities_says_for_which(casework: Casework) -> None:
    held = frozenset({Role.HANDLER})
    both = tuple(Membership(AuthorityId(a), ALL_AREAS, held) for a in ("lv-ptac", "lv-second"))
    async with casework.world.assistant.services.works.writing() as work:
        known = await work.authorities.get(AuthorityId("lv-ptac"))
        assert known is not None
        await work.authorities.put([replace(known, id=AuthorityId("lv-second"))])
        await work.commit()
    await casework.put(replace(casework.world.person("anna"), memberships=both))
    anna = Talking(casework.world, "anna")
    heard = await anna.say("new request", "turismo de portugal", "1", "services")
    assert heard.asked == "asker"
    await checked(anna, "2")
    await anna.say("1")
    assert (await casework.request(FIRST)).asker == "lv-second"


@pytest.mark.parametrize("said", ["lv-ptac", "Consumer Rights Protection Centre"])
async def test_ones_own_country_is_refused_with_the_reason(anna: Talking, said: str) -> None:
    heard = await anna.say(f"new request {said}")
    assert "valst" in heard.problem


async def test_nobody_is_found_for_nonsense(anna: Talking) -> None:
    heard = await anna.say("new request", "qqqqqqqq wwwwwwww")
    assert heard.asked == "answerer"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR, Role.COORDINATOR])
async def test_who_may_not_ask_gets_no_further_than_the_authority(
    casework: Casework, role: Role
) -> None:
    await casework.put(roles(casework.world.person("anna"), role))
    anna = Talking(casework.world, "anna")
    for heard in (
        await anna.press("new request pt-turismo"),
        await anna.say("new request turismo"),
    ):
        assert heard.problem
    assert await casework.exchange.listed(casework.world.person("anna")) == []


async def test_what_is_wrong_is_asked_again_and_the_rest_is_kept(anna: Talking) -> None:
    await anna.say("new request", "turismo de portugal", "1", "services")
    for wrong in ("99", "none", "", "9" * 5_000):
        heard = await anna.say(wrong)
        assert heard.asked == "questions"
        assert heard.problem
    await anna.say(*ABOUT)
    assert (await anna.say("a" * 50_000)).problem
    await anna.say("skip", "skip")
    for wrong in ("31.02.2026", "2026-03-02", "2025-12-24", "2029-01-01", "kādreiz"):
        heard = await anna.say(wrong)
        assert heard.asked == "day"
        assert heard.problem
    assert (await anna.say("2026-03-23")).check.items


async def test_an_authority_that_leaves_the_area_meanwhile_is_not_asked_in_another_unnoticed(
    casework: Casework, anna: Talking
) -> None:
    await anna.say("new request", "turismo de portugal", "1", "services", *ABOUT, "skip", "skip")
    await casework.put_authority("pt-turismo", areas=frozenset())
    heard = await anna.say("2026-03-23", "1")
    assert heard.asked == "answerer"
    assert "ar šo jomu nenodarbojas" in heard.problem
    await anna.say("condições do trabalho", "1", "1")
    request = await casework.request(FIRST)
    assert (request.answerer, request.area) == ("pt-act", "services")
    assert request.subject["name"] == "Rui"


async def test_the_usual_day_is_one_on_which_the_other_authority_works(anna: Talking) -> None:
    """Fourteen days from Monday 2 March 2026; in Lisbon Easter Monday is worked, Good Friday is not."""
    await anna.say("new request", "turismo de portugal", "1", "services", *ABOUT, "skip")
    heard = await anna.say("skip")
    hint = heard.ask.field.hint
    assert hint is not None
    assert hint.values["typed"] == "16.03.2026"


async def test_a_file_nobody_has_stored_is_no_attachment(anna: Talking) -> None:
    await anna.say("new request", "turismo de portugal", "1", "services", *ABOUT, "skip")
    heard = await anna.say("paper.pdf")
    assert heard.asked == "attachments"
    heard = await anna.say("ab" * 32)
    assert heard.asked == "attachments"
    assert heard.problem


async def test_a_stored_file_goes_with_the_request_and_comes_out_again(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    services = casework.world.assistant.services
    kept = await services.files.put("karte.pdf", "application/pdf", b"%PDF", services.clock.now())
    await anna.say("new request", "turismo de portugal", "1", "services", *ABOUT, "skip")
    await anna.say(kept.id, "2026-03-23", "1")
    assert "karte.pdf" not in (await joao.say(f"show {FIRST}")).text
    assert (await joao.say(f"file {FIRST}")).problem
    await joao.say(f"accept {FIRST}")
    heard = await joao.say(f"file {FIRST} 1")
    assert heard.reply.parts == (Document("karte.pdf", "application/pdf", b"%PDF"),)
    for number in ("2", "0", "99999999999999999999", "x", "-1"):
        assert (await joao.say(f"file {FIRST} {number}")).problem


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\u202efdp.pdf", "fdp.pdf"),
        ("two\nlines.pdf", "two lines.pdf"),
        ("nul\x00.pdf", "nul.pdf"),
        ("**bold**.pdf", "**bold**.pdf"),
        ("diploms" + "a" * 300 + ".pdf", "diploms" + "a" * 77 + "…" + "a" * 11 + ".pdf"),
        ("\u200b", "-"),
    ],
)
async def test_a_files_name_is_shown_for_what_it_is(
    casework: Casework, anna: Talking, name: str, shown: str
) -> None:
    services = casework.world.assistant.services
    await anna.say("new request", "turismo de portugal", "1", "services", *ABOUT, "skip")
    await anna.say(await keep(services, name, b"%PDF-1.7"), "2026-03-23", "2")
    [attached] = (await casework.request(FIRST)).attachments
    assert attached.name == shown
