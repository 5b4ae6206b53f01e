"""What is said unasked to whoever keeps public registers."""

from __future__ import annotations

from chat.mailing import Mailing, News
from chat.message import Button, Card, Fact, Reply, say
from core.keeping import NotKept, administered, is_stale, keeper_for
from core.people import AuthorityId, Person
from core.registers import Register
from core.reviewing import REGISTER, Care
from core.text import Country, Message, as_written, msg, msgs
from handlers._register_card import open_link

_MOST = 5


async def write(news: News) -> Reply | None:
    if not isinstance(news.reader, Person):
        return None
    if news.planned.kind == Care.REVIEW:
        return await _review(news, news.reader)
    return await _trouble(news, news.reader)


async def _trouble(news: News, reader: Person) -> Reply | None:
    """Nothing any more when somebody has looked after it."""
    id = news.planned.about.key
    register = (await news.work.registers.many([id])).get(id)
    trouble = (await news.work.registers.troubles([id])).get(id)
    if register is None or trouble is None:
        return None
    card = Card(
        title=msg("{name}", name=register.names),
        body=(_said(Care(news.planned.kind)),),
        facts=(
            Fact(msg("Country"), msg("{country}", country=Country(register.country))),
            Fact(msg("Address"), as_written(register.url)),
        ),
        actions=(open_link(register), *await _buttons(news, reader, register)),
    )
    return say(msg("**A public register needs your care.**"), *news.lateness(), card)


def _said(care: Care) -> Message:
    if care is Care.REPORTED:
        return msg("Somebody has reported that its address does not work. Please try it.")
    return msg("Its address did not answer on two days. Please try it.")


async def _buttons(news: News, reader: Person, register: Register) -> tuple[Button, ...]:
    own = await news.work.authorities.many(administered(reader))
    try:
        keeper_for(reader, register, own)
    except NotKept:
        return ()
    return (
        Button(msg("Everything is still right"), f"confirm register {register.id}"),
        Button(msg("Change it"), f"edit register {register.id}"),
    )


async def _review(news: News, reader: Person) -> Reply | None:
    keeper = AuthorityId(news.planned.about.key)
    if keeper not in administered(reader):
        return None
    kept = await news.work.registers.kept_by(keeper)
    stale = [r for r in kept if r.checked is None or is_stale(r.checked, news.today)]
    if not stale:
        return None
    title = msgs(
        "One public register of your authority has not been looked at for a year.",
        "{n} public registers of your authority have not been looked at for a year.",
        len(stale),
    )
    return say(
        *news.lateness(),
        Card(
            title=title,
            body=(
                msg(
                    "Please see whether what is said of it here is still right. It takes a minute."
                ),
            ),
            actions=tuple(
                Button(
                    msg("Look after {name}", name=register.names), f"edit register {register.id}"
                )
                for register in stale[:_MOST]
            ),
        ),
    )


MAILING = Mailing(topic=REGISTER, write=write, merged=frozenset(Care))
