"""Short words for what officials do with requests, through the exchange itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.acts import Given
from core.audit import Entry
from core.exchange import Case, Exchange, NewRequest
from core.outbox import Delivery, Topic
from core.people import AreaId, AuthorityId, Membership, Person, Role
from core.questions import with_follow_ups
from core.requests import Action, Attachment, FreeText, QuestionId, Reference, Request
from tests.support.world import World

WISHED = date(2026, 3, 23)
ENTITLED, SINCE = QuestionId("entitled"), QuestionId("entitled-since")
INSURED = QuestionId("insured")
# Everything that is asked, once the first is not answered with yes.
ANSWERS = {ENTITLED: "unknown", INSURED: "no"}
SPLIT = Given(day=date(2026, 3, 18), to=AuthorityId("pt-act"), questions=(ENTITLED,))
SECRETS = ("Rui Gonçalves", "Vai apliecība ir īsta?", "apliecība.pdf")


@dataclass
class Casework:
    world: World

    @property
    def exchange(self) -> Exchange:
        return self.world.assistant.services.exchange

    def new(self, **changes: Any) -> NewRequest:
        chosen = self.world.assistant.services.content.sets.get("services")
        asked = NewRequest(
            area=AreaId("services"),
            question_set="services",
            asker=AuthorityId("lv-ptac"),
            answerer=AuthorityId("pt-turismo"),
            questions=with_follow_ups(chosen, [ENTITLED, INSURED]),
            wished=WISHED,
            subject={"name": SECRETS[0], "service": "gids"},
            note=FreeText(SECRETS[1], "lv"),
            attachments=(
                Attachment(
                    "0" * 64, SECRETS[2], "application/pdf", 3, self.world.person("anna").id
                ),
            ),
        )
        return replace(asked, **changes)

    async def drafted(self, who: str = "anna", **changes: Any) -> Reference:
        case = await self.exchange.create(self.world.person(who), self.new(**changes))
        return case.view.reference

    async def asked(self, **changes: Any) -> Reference:
        name = await self.drafted(**changes)
        await self.act("anna", name, Action.SEND)
        return name

    async def accepted(self, **changes: Any) -> Reference:
        name = await self.asked(**changes)
        await self.act("joao", name, Action.ACCEPT)
        return name

    async def answered(self, **changes: Any) -> Reference:
        name = await self.accepted(**changes)
        await self.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
        await self.act("joao", name, Action.REPLY)
        return name

    async def split(self) -> tuple[Reference, Reference]:
        """An accepted request, one question of which another authority is asked, and this part of it."""
        name = await self.accepted()
        await self.act("joao", name, Action.SPLIT, SPLIT)
        return name, Reference(f"{name}/1")

    async def act(
        self, who: str, name: Reference, action: Action, given: Given | None = None
    ) -> Case:
        return await self.exchange.act(self.world.person(who), name, action, given)

    async def agreed_to(self, name: Reference, day: date) -> None:
        """The answering side proposes a day, the asking side agrees."""
        await self.act("joao", name, Action.PROPOSE, Given(day=day))
        await self.act("anna", name, Action.AGREE, Given(day=day))

    async def request(self, name: Reference) -> Request:
        async with self.world.assistant.services.works.reading() as work:
            found = await work.requests.get(name)
        assert found is not None, f"there is no {name}"
        return found

    async def audit(self, name: Reference) -> Sequence[Entry]:
        request = await self.request(name)
        async with self.world.assistant.services.works.reading() as work:
            return await work.audit.of_request(request.id)

    async def outbox(self, name: Reference) -> Sequence[Delivery]:
        request = await self.request(name)
        async with self.world.assistant.services.works.reading() as work:
            return await work.outbox.of(Topic.of(request.id))

    async def put(self, person: Person) -> None:
        """From now on this person is as given; the address is the person's id."""
        async with self.world.assistant.services.works.writing() as work:
            await work.people.put(person, [self.world.address(person.id)])
            await work.commit()

    async def put_authority(self, id: str, **changes: Any) -> None:
        async with self.world.assistant.services.works.writing() as work:
            known = await work.authorities.get(AuthorityId(id))
            assert known is not None
            await work.authorities.put([replace(known, **changes)])
            await work.commit()

    async def rewritten(self, name: Reference, **changes: Any) -> None:
        """As it would be, had something else been written when it was made."""
        before = await self.request(name)
        after = replace(before, version=before.version + 1, **changes)
        async with self.world.assistant.services.works.writing() as work:
            await work.requests.save(after, before.version, entered=False)
            await work.commit()


def roles(person: Person, *held: Role) -> Person:
    """The same person with other roles at the same authority."""
    [member] = person.memberships
    changed = Membership(member.authority, member.area, frozenset(held))
    return replace(person, memberships=(changed,))
