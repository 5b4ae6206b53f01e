"""Payloads that are signed, but that no client of Slack's would send: whatever is in them proves nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle
from pathlib import Path

import pytest

from tests.contract.test_who_may import stored
from tests.slack.test_forms import GUIDE, REQUEST, inputs, opened, send, top
from tests.support.slack import Person
from tests.support.slack.delivery import EVENT, INTERACTIVE, Delivery
from tests.support.slack.wire import Json
from tests.support.slack_chat import SlackChat, SlackWorld

# Of what is not read at all it need not be tried.
_UNREAD = {"blocks", "previous_message", "title", "submit", "close", "bot_profile"}
_ODD: tuple[object, ...] = (
    "gone",
    None,
    7,
    [],
    {},
    "",
    "x" * 20_000,
    [None],
    {"a": 1},
    True,
    "\x00",
    "\ud800",
)


async def everything(stage: SlackWorld, chat: SlackChat) -> list[Delivery]:
    """One of each kind of thing that Slack sends."""
    joao, sean = stage.person("joao"), stage.person("sean")
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    await chat.say("joao", f"show {REQUEST}")
    await joao.click(joao.messages()[-1], f"propose date {REQUEST}")
    await stage.calm()
    await joao.fill(top(joao), {"day": "2026-03-27"})
    await send(stage, joao)
    view = await opened(stage, sean, "new request")
    await stage.hits(sean, view, "answerer", "turismo")
    await sean.close(view)
    await sean.open_home()
    await sean.global_shortcut("new_request")
    await sean.message_shortcut("ask_another_authority", await sean.dm("help"))
    await sean.change(locale="lv-LV")
    await stage.calm()
    return list({(each.kind, each.name): each for each in stage.slack.deliveries}.values())


def places(value: object, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value[:1])
        if isinstance(value, list)
        else ()
    )
    for key, each in inside:
        if key not in _UNREAD:
            yield (*before, key)
            yield from places(each, (*before, key))


def changed(payload: Json, place: tuple[str | int, ...], odd: object) -> Json:
    found = deepcopy(payload)
    # So that it is not taken for the same once more.
    found |= {
        name: f"{name} {place} {odd!s:.9}" for name in ("trigger_id", "event_id") if name in found
    }
    *way, last = place
    inner = found
    for key in way:
        inner = inner[key]  # type: ignore[index]
    if odd == "gone":
        del inner[last]  # type: ignore[arg-type]
    else:
        inner[last] = odd  # type: ignore[index]
    return found


async def test_whatever_is_odd_in_a_payload_nothing_breaks_and_nothing_is_done(
    stage: SlackWorld, chat: SlackChat, tmp_path: Path
) -> None:
    kinds = await everything(stage, chat)
    assert {each.name for each in kinds} >= {
        "view_submission",
        "block_actions",
        "message",
        "view_closed",
    }
    before, odd = stored(tmp_path / "imi.sqlite3"), cycle(_ODD)
    for each in kinds:
        for place in places(each.payload):
            payload = changed(each.payload, place, next(odd))
            if each.kind in (EVENT, INTERACTIVE):
                sent = await stage.slack.courier.send(Delivery(each.kind, payload))
                assert sent.status in (200, 400), (each.name, place, sent.status)
        await stage.calm()
    assert stored(tmp_path / "imi.sqlite3") == before


async def sent(stage: SlackWorld, payload: Json) -> Delivery:
    payload["trigger_id"] = payload.get("trigger_id") or "of nobody"
    found = await stage.slack.courier.send(Delivery(INTERACTIVE, payload, takes_answer=True))
    await stage.calm()
    assert found.status == 200
    return found


def last(stage: SlackWorld, name: str) -> Json:
    """The latest payload of this kind, to be sent with something else in it."""
    found = [each.payload for each in stage.slack.deliveries if each.name == name]
    return {**deepcopy(found[-1]), "trigger_id": f"{len(stage.slack.deliveries)}.forged"}


async def received(chat: SlackChat) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    await chat.inbox("joao")


async def test_a_sheet_of_somebody_else_goes_nowhere(
    stage: SlackWorld, chat: SlackChat, joao: Person, sean: Person, tmp_path: Path
) -> None:
    """What it carries names their place, their message and their form."""
    await received(chat)
    await chat.say("joao", f"show {REQUEST}")
    await joao.click(joao.messages()[-1], f"propose date {REQUEST}")
    await stage.calm()
    theirs = top(joao)
    await joao.fill(theirs, {"day": "2026-03-27"})
    await opened(stage, sean, "language")
    await sean.fill(top(sean), {"language": "lv"})
    await send(stage, sean)
    own = last(stage, "view_submission")
    before, letters = stored(tmp_path / "imi.sqlite3"), [each.words for each in joao.messages()]
    for view in (
        theirs.as_json(),
        {**own["view"], "private_metadata": theirs.raw["private_metadata"]},
    ):
        answer = await sent(stage, {**last(stage, "view_submission"), "view": view})
        assert "pieteikum" not in answer.answer
        assert "Rui" not in answer.answer
        assert "vairs nav atvērta" in answer.answer
    assert stored(tmp_path / "imi.sqlite3") == before
    assert [each.words for each in joao.messages()] == letters
    await send(stage, joao)
    assert "27/03/2026" in joao.messages()[-1].words


async def test_the_buttons_of_a_case_do_nothing_for_who_may_not_see_it(
    stage: SlackWorld, chat: SlackChat, joao: Person, sean: Person, tmp_path: Path
) -> None:
    await received(chat)
    await chat.say("joao", f"show {REQUEST}")
    runs = [
        one["value"]
        for block in joao.messages()[-1].blocks
        if block["type"] == "actions"
        for one in block["elements"]
        if REQUEST in one.get("value", "")
    ]
    assert len(runs) > 3
    await sean.dm("help")
    await stage.calm()
    card = next(each for each in sean.messages() if each.buttons)
    await sean.click(card, card.buttons[0])
    await stage.calm()
    before = stored(tmp_path / "imi.sqlite3")
    for run in (*runs, f"answer {REQUEST}", f"report {REQUEST}", f"timeline {REQUEST}"):
        payload = last(stage, "block_actions")
        payload["actions"][0]["value"] = run
        await sent(stage, payload)
        shown = [each.words for each in sean.messages()]
        shown += [top(sean).words] if sean.modal else []
        assert not any("Rui" in each or "João" in each for each in shown), run
    assert "I do not know a request" in "".join(each.words for each in sean.messages())
    assert stored(tmp_path / "imi.sqlite3") == before


@pytest.mark.parametrize(
    "value", ["pt-none", "lv-ptac", "-", "", "../../x", "pt-turismo'--", "x" * 100_000]
)
async def test_what_was_never_offered_is_not_chosen(
    stage: SlackWorld, sean: Person, value: str
) -> None:
    view = await opened(stage, sean, "new request")
    hits = await stage.hits(sean, view, "answerer", "turismo")
    await sean.fill(view, {"answerer": hits[0]["value"]})
    await send(stage, sean)
    assert inputs(top(sean)) == ["area"]
    await sean.fill(top(sean), {"area": "services"})
    payload = last(stage, "view_submission")
    payload["view"] = top(sean).as_json()
    payload["view"]["state"]["values"]["area"]["answer"]["selected_option"] = {"value": value}
    told = json.loads((await sent(stage, payload)).answer)
    assert told["response_action"] == "errors"
    assert told["errors"]["area"]
    assert len(told["errors"]["area"]) < 300


async def test_somebody_of_another_workspace_is_nobody_here(
    stage: SlackWorld, sean: Person, tmp_path: Path
) -> None:
    view = await opened(stage, sean, "language")
    await sean.fill(view, {"language": "lv"})
    await send(stage, sean)
    before = stored(tmp_path / "imi.sqlite3")
    payload = last(stage, "view_submission")
    payload["user"]["team_id"] = "T9999999999"
    assert "only for people of this organisation" in (await sent(stage, payload)).answer
    other = {**last(stage, "view_submission"), "team": {"id": "T9999999999", "domain": "x"}}
    assert (await sent(stage, other)).answer == ""
    assert stored(tmp_path / "imi.sqlite3") == before


async def test_an_answer_longer_than_any_is_refused_at_its_question(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    await chat.say("joao", f"accept {REQUEST}")
    view = await opened(stage, joao, f"message {REQUEST}")
    [name] = [each for each in inputs(view) if each != "reference"][:1]
    await joao.fill(view, {name: "Bom dia"})
    payload = {**last(stage, "view_submission"), "view": view.as_json(), "user": {"id": joao.id}}
    payload["view"]["state"]["values"][name]["answer"]["value"] = "á" * 25_000
    told = json.loads((await sent(stage, payload)).answer)
    assert told["response_action"] == "errors"
    assert name in told["errors"]


async def test_the_same_sheet_twice_is_one_act(
    stage: SlackWorld, chat: SlackChat, joao: Person, tmp_path: Path
) -> None:
    await received(chat)
    view = await opened(stage, joao, f"propose date {REQUEST}")
    await joao.fill(view, {"day": "2026-03-27"})
    await send(stage, joao)
    after = stored(tmp_path / "imi.sqlite3")
    again = last(stage, "view_submission")
    await sent(stage, again)
    await sent(stage, again)
    await sent(stage, last(stage, "view_submission"))
    assert stored(tmp_path / "imi.sqlite3") == after
