"""A case walked through the years: closed, blocked, opened for a reason, deleted; on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.custodian import Custodian, Round
from core.disclosure import Disclosures, Ground, NotBlocked
from core.errors import UserError
from core.people import ALL_AREAS, AreaId, AuthorityId, Membership, Role
from core.records import Deed, Handling
from core.refusals import NotYourRight, UnknownRequest
from core.requests import Action, Attachment, Reference, State
from core.talks import TalkKey
from tests.support.casework import SECRETS, Casework
from tests.support.papers import a_pdf
from tests.support.world import official

VERA = official("vera", "Vēra Koordinatore", "lv-ptac", Role.COORDINATOR)
ADMIN = official("ada", "Ada Pārzine", "lv-ptac", Role.ADMINISTRATOR)


@pytest.fixture
def custodian(casework: Casework) -> Custodian:
    return casework.world.assistant.custodian


@pytest.fixture
def disclosures(casework: Casework) -> Disclosures:
    return casework.world.assistant.services.disclosures


async def with_paper(casework: Casework) -> Attachment:
    services = casework.world.assistant.services
    kept = await services.files.put(
        SECRETS[2], "application/pdf", a_pdf("Rui"), services.clock.now()
    )
    anna = casework.world.person("anna")
    return Attachment(kept.id, kept.name, kept.kind, kept.size, anna.id)


async def closed(casework: Casework) -> Reference:
    name = await casework.answered(attachments=(await with_paper(casework),))
    await casework.act("anna", name, Action.CLOSE)
    return name


async def noted(casework: Casework, name: Reference) -> list[Handling]:
    request = await casework.request(name)
    async with casework.world.assistant.services.works.reading() as work:
        return list(await work.records.of_request(request.id))


def at(casework: Casework, day: str) -> None:
    casework.world.clock.moment = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=UTC)


async def test_a_case_is_blocked_after_six_months_and_deleted_after_three_years(
    casework: Casework, custodian: Custodian, disclosures: Disclosures
) -> None:
    for person in (VERA, ADMIN):
        await casework.put(person)
    name = await closed(casework)  # on 2 March 2026
    anna, joao = casework.world.person("anna"), casework.world.person("joao")
    [paper] = (await casework.request(name)).attachments
    trail = await casework.audit(name)

    at(casework, "2026-09-01")
    assert (await custodian.round()).blocked == 0
    with pytest.raises(NotBlocked):
        await disclosures.open(VERA, name, Ground.PROOF)

    at(casework, "2026-09-03")
    assert (await custodian.round()).blocked == 1
    assert (await custodian.round()).blocked == 0
    for reader in (anna, joao):
        case = await casework.exchange.show(reader, name)
        assert not any(secret in repr(case) for secret in SECRETS)
        with pytest.raises(UserError, match="Only a coordinator"):
            await disclosures.open(reader, name, Ground.PROOF)
    with pytest.raises(UnknownRequest):
        await disclosures.open(casework.world.person("tiago"), name, Ground.PROOF)
    opened = await disclosures.open(VERA, name, Ground.PROOF)
    assert opened.subject["name"] == SECRETS[0]

    at(casework, "2029-03-01")
    assert (await custodian.round()).erased == 0
    at(casework, "2029-03-03")
    done = await custodian.round()
    assert (done.erased, done.files) == (1, 1)
    assert await custodian.round() == Round()

    gone = await casework.request(name)
    assert not any(secret in repr(gone) for secret in SECRETS)
    assert (gone.state, gone.asker, gone.agreed) == (State.CLOSED, "lv-ptac", gone.wished)
    assert await casework.world.assistant.services.files.get(paper.file) is None
    assert await casework.outbox(name) == []
    with pytest.raises(NotBlocked):
        await disclosures.open(VERA, name, Ground.PROOF)

    assert await casework.audit(name) == trail
    assert [(note.deed, note.by, note.ground) for note in await noted(casework, name)] == [
        (Deed.BLOCKED, None, ""),
        (Deed.OPENED, VERA.id, "proof"),
        (Deed.ERASED, None, ""),
    ]
    kept = repr((trail, await noted(casework, name)))
    assert not any(secret in kept for secret in SECRETS)


async def test_an_open_request_is_neither_blocked_nor_deleted(
    casework: Casework, custodian: Custodian
) -> None:
    name = await casework.accepted()
    at(casework, "2030-01-01")
    assert await custodian.round() == Round()
    assert (await casework.request(name)).subject["name"] == SECRETS[0]


async def test_a_draft_nobody_touches_is_given_up(casework: Casework, custodian: Custodian) -> None:
    name = await casework.drafted()
    at(casework, "2026-09-01")
    assert (await custodian.round()).drafts == 0
    at(casework, "2026-09-03")
    assert (await custodian.round()).drafts == 1
    gone = await casework.request(name)
    assert gone.state is State.WITHDRAWN
    assert not any(secret in repr(gone) for secret in SECRETS)


async def test_forms_and_files_left_behind_are_given_up(
    casework: Casework, custodian: Custodian
) -> None:
    assistant = casework.world.assistant
    services, now = assistant.services, assistant.clock.now()
    paper = await with_paper(casework)
    key = TalkKey(casework.world.address("anna"), "there")
    await services.talks.write(key, '{"name": "Rui"}', now)
    assert await assistant.events.take("terminal", "e1", now)
    casework.world.clock.forward(days=29)
    assert await custodian.round() == Round()
    casework.world.clock.forward(days=2)
    assert await custodian.round() == Round(forms=1, files=1)
    assert await services.talks.read(key) is None
    assert await services.files.get(paper.file) is None


async def test_many_are_done_in_batches(casework: Casework, custodian: Custodian) -> None:
    works = casework.world.assistant.services.works
    name = await closed(casework)
    pattern = replace(await casework.request(name), attachments=())
    async with works.writing() as work:
        for number in range(100, 350):
            await work.requests.add(replace(pattern, reference=Reference(f"LV-2026-{number:06d}")))
        await work.commit()
    at(casework, "2026-09-03")
    assert (await custodian.round()).blocked == 251


@pytest.mark.parametrize("area", ["services", ALL_AREAS])
async def test_a_linked_coordinator_may_open_too(
    casework: Casework, custodian: Custodian, disclosures: Disclosures, area: AreaId
) -> None:
    name = await closed(casework)
    at(casework, "2026-09-03")
    await custodian.round()
    boss = AuthorityId("pt-act")
    far = replace(
        official("rita", "Rita Chefe", "pt-act", Role.COORDINATOR),
        memberships=(Membership(boss, ALL_AREAS, frozenset({Role.COORDINATOR})),),
    )
    await casework.put(far)
    with pytest.raises(UnknownRequest):
        await disclosures.open(far, name, Ground.CONSENT)
    async with casework.world.assistant.services.works.writing() as work:
        known = await work.authorities.get(AuthorityId("pt-turismo"))
        assert known is not None
        await work.authorities.put([replace(known, coordinators={area: boss})])
        await work.commit()
    assert (await disclosures.open(far, name, Ground.CONSENT)).subject["name"] == SECRETS[0]


async def test_a_persons_data_are_found_handed_out_and_erased(
    casework: Casework, disclosures: Disclosures
) -> None:
    await casework.put(ADMIN)
    name = await closed(casework)
    [paper] = (await casework.request(name)).attachments
    for said in ("rui goncalves", "GONÇALVES", "rui"):
        assert [view.reference for view in await disclosures.found(ADMIN, said)] == [name]
    assert await disclosures.found(ADMIN, "rui silva") == []
    [view] = await disclosures.export(ADMIN, [name])
    assert view.subject["name"] == SECRETS[0]
    await disclosures.erase(ADMIN, [name])
    gone = repr(await casework.request(name))
    assert not any(secret in gone for secret in SECRETS)
    assert await casework.world.assistant.services.files.get(paper.file) is None
    assert await disclosures.found(ADMIN, "rui") == []
    with pytest.raises(UnknownRequest):
        await disclosures.erase(ADMIN, [name])
    notes = [(note.deed, note.by) for note in await noted(casework, name)]
    assert notes == [(Deed.EXPORTED, ADMIN.id), (Deed.ERASED, ADMIN.id)]


async def test_blocked_data_are_found_for_the_person_concerned(
    casework: Casework, custodian: Custodian, disclosures: Disclosures
) -> None:
    await casework.put(ADMIN)
    name = await closed(casework)
    at(casework, "2026-10-01")
    await custodian.round()
    [view] = await disclosures.export(ADMIN, [name])
    assert view.subject["name"] == SECRETS[0]


async def test_who_did_not_enter_the_data_answers_for_nobody(
    casework: Casework, disclosures: Disclosures
) -> None:
    name = await closed(casework)
    other = official("olga", "Olga", "pt-turismo", Role.ADMINISTRATOR)
    assert await disclosures.found(other, "rui") == []
    for doing in (disclosures.export(other, [name]), disclosures.erase(other, [name])):
        with pytest.raises(UnknownRequest):
            await doing
    for person in ("anna", "joao"):
        with pytest.raises(NotYourRight):
            await disclosures.found(casework.world.person(person), "rui")


async def test_all_are_erased_or_none(casework: Casework, disclosures: Disclosures) -> None:
    done, still_open = await closed(casework), await casework.accepted()
    with pytest.raises(UserError, match="not closed yet"):
        await disclosures.erase(ADMIN, [done, still_open])
    assert (await casework.request(done)).subject["name"] == SECRETS[0]


@pytest.mark.parametrize("said", ["", "r", "ru", "??"])
async def test_a_letter_or_two_find_nobody(disclosures: Disclosures, said: str) -> None:
    with pytest.raises(UserError, match="Please write the name"):
        await disclosures.found(ADMIN, said)
