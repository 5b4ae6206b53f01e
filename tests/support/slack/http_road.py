"""Deliveries as signed HTTP requests to the bot's one URL."""

from __future__ import annotations

import time
from dataclasses import dataclass

from aiohttp import (
    ClientConnectionError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    TooManyRedirects,
)

from tests.support.slack.delivery import Delivery
from tests.support.slack.wire import signed_headers

_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


@dataclass
class HttpRoad:
    session: ClientSession
    url: str
    signing_secret: str

    async def carry(self, delivery: Delivery, limit: float) -> None:
        start = time.perf_counter()
        kind, body = delivery.body()
        headers = self.headers(delivery, kind, body)
        timeout = ClientTimeout(total=limit)
        try:
            async with self.session.post(
                self.url, data=body, headers=headers, timeout=timeout, max_redirects=2
            ) as response:
                await _read(response, delivery)
        except TimeoutError:
            delivery.error = "http_timeout"
        except TooManyRedirects:
            delivery.error = "too_many_redirects"
        except ClientConnectionError:
            delivery.error = "connection_failed"
        except ClientError:
            delivery.error = "unknown_error"
        else:
            delivery.seconds = time.perf_counter() - start

    def headers(self, delivery: Delivery, kind: str, body: bytes) -> dict[str, str]:
        found = {"Content-Type": kind, "User-Agent": _AGENT, "Accept": "*/*"}
        found |= signed_headers(self.signing_secret, int(time.time()), body)
        if delivery.attempt:
            found["x-slack-retry-num"] = str(delivery.attempt)
            found["x-slack-retry-reason"] = delivery.reason
        return found


async def _read(response: ClientResponse, delivery: Delivery) -> None:
    delivery.status = response.status
    delivery.answer = await response.text()
    delivery.json_answer = response.content_type == "application/json"
    delivery.headers = {key.lower(): value for key, value in response.headers.items()}
    if not 200 <= response.status < 300:
        delivery.error = "http_error"
