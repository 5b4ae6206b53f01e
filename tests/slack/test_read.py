"""Whom the bot listens to, told from payloads as Slack sends them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.heard import Source, Typed
from bot.slack.read import happening, tenant
from bot.slack.workspaces import Tenant

Json = dict[str, Any]
TEAM, BOT = "T1", "U0BOT"


def event(**said: object) -> Json:
    message = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "text": "my tasks",
        "ts": "17.1",
        **said,
    }
    return {"type": "event_callback", "event_id": "Ev1", "team_id": TEAM, "event": message}


def mention(**said: object) -> Json:
    place = {"type": "app_mention", "channel": "C1", "channel_type": "channel"}
    return event(**place, **{"text": f"<@{BOT}> my tasks", **said})


def typed(body: Json) -> Typed | None:
    found = happening(body, TEAM, BOT)
    assert found is None or isinstance(found, Typed)
    return found


def test_a_direct_message_is_heard() -> None:
    assert typed(event()) == Typed(Source(TEAM, "U1", "D1", once="Ev1"), "my tasks", "17.1")


def test_a_mention_is_heard_without_the_name() -> None:
    heard = typed(mention())
    assert heard == Typed(Source(TEAM, "U1", "C1", once="Ev1"), "my tasks", "17.1", mention=True)


def test_a_thread_is_kept_and_its_first_message_is_not_one() -> None:
    inside, first = typed(event(thread_ts="16.9")), typed(event(thread_ts="17.1"))
    assert inside is not None
    assert first is not None
    assert (inside.source.thread, first.source.thread) == ("16.9", "")


def test_a_file_that_is_shared_is_heard() -> None:
    file = {"name": "a.pdf", "mimetype": "application/pdf", "size": 9, "url_private": "https://x"}
    heard = typed(event(subtype="file_share", files=[file]))
    assert heard is not None
    assert [(one.name, one.kind, one.size) for one in heard.files] == [
        ("a.pdf", "application/pdf", 9)
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"bot_id": "B1"},
        {"user": BOT},
        {"user": None},
        *(
            {"subtype": kind}
            for kind in ("message_changed", "message_deleted", "bot_message", "channel_join")
        ),
        {"type": "reaction_added"},
        {"channel": "C1", "channel_type": "channel"},
    ],
    ids=str,
)
def test_bots_edits_and_talk_of_others_are_not_heard(said: Json) -> None:
    assert typed(event(**said)) is None


def test_a_mention_in_a_direct_message_is_not_heard_twice() -> None:
    assert typed(event(type="app_mention")) is None
    assert typed(event(text=f"<@{BOT}> my tasks")) is not None


@pytest.mark.parametrize("home", [{"team": "T9"}, {"team": "T1", "user_team": "T9"}])
def test_somebody_of_another_organisation_is_known_as_one(home: Json) -> None:
    heard = typed(mention(**home))
    assert heard is not None
    assert heard.source.external


def test_inside_one_organisation_people_have_other_homes() -> None:
    heard = typed({**mention(user_team="T2"), "context_enterprise_id": "E1"})
    assert heard is not None
    assert not heard.source.external


def test_the_tenant_is_the_installation_and_not_the_sender() -> None:
    body = {**mention(user_team="T9"), "api_app_id": "A1", "team_id": "T9"}
    assert tenant({**body, "authorizations": [{"team_id": "T1"}]}) == Tenant("", "T1", "A1")
    assert tenant({"team": {"id": "T1"}, "api_app_id": "A1"}) == Tenant("", "T1", "A1")
    assert tenant({"team_id": "T1", "api_app_id": "A1"}) == Tenant("", "T1", "A1")
    wide = {"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}
    assert tenant({**body, "authorizations": [wide]}) == Tenant("E1", "T9", "A1")
    assert tenant({"team": None, "enterprise": {"id": "E1"}}) == Tenant("E1", "", "")
    assert tenant({"team": None, "authorizations": []}) == Tenant("", "", "")


@pytest.mark.parametrize(
    "kind", ["app_rate_limited", "shortcut", "message_action", "novelty", None]
)
def test_what_the_bot_does_not_listen_to_is_nothing(kind: str | None) -> None:
    assert happening({"type": kind, "team_id": TEAM}, TEAM, BOT) is None


def test_a_link_button_is_nothing() -> None:
    action = {"action_id": "link", "block_id": "b", "type": "button"}
    place = {"message_ts": "17.1", "channel_id": "D1"}
    body = {"type": "block_actions", "actions": [action], "container": place, "user": {"id": "U1"}}
    assert happening(body, TEAM, BOT) is None
