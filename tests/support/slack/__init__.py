"""Our own strict Slack for tests. See `SlackStandIn`."""

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
