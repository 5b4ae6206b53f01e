"""Our own strict Slack for tests: a real server on 127.0.0.1, towards which the bot is itself.

    async with SlackStandIn(App(scopes=LEAST_SCOPES | {"channels:history"})) as slack:
        riga = slack.add_workspace("Riga")                      # riga.bot_token is what the bot has
        anna = slack.add_person(riga, "anna", locale="lv-LV", tz="Europe/Riga")
        slack.deliver_to(url_of_the_bot)                        # or slack.deliver_over_sockets()
        await anna.slash("/imi", "new request")                 # returns once it is acknowledged
        form = await slack.until(lambda: anna.modal)
        await anna.type_in_search(form, "authority", "lis")
        await anna.fill(form, {"authority": "Turismo de Lisboa", "day": "2026-10-31"})
        await anna.submit(form)
        await slack.until(lambda: anna.messages())              # my direct messages
        await anna.click(anna.messages()[-1], "Show")
        assert slack.complaints == []                           # no mistake of the bot at all

`slack.faults` makes Slack itself fail, `slack.clock` makes triggers, URLs and tokens grow old,
`slack.redeliver(event)` repeats one of `slack.events`, `slack.deliveries` holds the times of the
acknowledgements, `slack.calls` what the bot called.
"""

from __future__ import annotations

from tests.support.slack.courier import Timing
from tests.support.slack.delivery import Delivery
from tests.support.slack.people import Channel, Message
from tests.support.slack.person import Person
from tests.support.slack.stand_in import SlackStandIn
from tests.support.slack.views import View
from tests.support.slack.wire import signature, signed_headers
from tests.support.slack.world import LEAST_SCOPES, OUR_EVENTS, App, Workspace

__all__ = [
    "LEAST_SCOPES",
    "OUR_EVENTS",
    "App",
    "Channel",
    "Delivery",
    "Message",
    "Person",
    "SlackStandIn",
    "Timing",
    "View",
    "Workspace",
    "signature",
    "signed_headers",
]
