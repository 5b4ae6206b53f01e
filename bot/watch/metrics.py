"""Numbers for Prometheus: how much waits, how late it went out, what became of it. Nobody's data is in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from core.outbox import Progress
from storage.undelivered import Backlog

_NAMED = ("platform", "result")
_SECONDS = (0.5, 1, 2, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)


@dataclass(frozen=True, slots=True)
class Metrics:
    """A registry of its own: two assistants in one process do not share their numbers."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    sends: Counter = field(init=False)
    lateness: Histogram = field(init=False)
    waiting: Gauge = field(init=False)
    oldest: Gauge = field(init=False)
    undelivered: Gauge = field(init=False)
    spared: Gauge = field(init=False)
    repaired: Counter = field(init=False)

    def __post_init__(self) -> None:
        made: dict[str, Counter | Gauge | Histogram] = {
            "sends": Counter(
                "imi_sends",
                "Tries to send, by what became of them.",
                _NAMED,
                registry=self.registry,
            ),
            "lateness": Histogram(
                "imi_lateness_seconds",
                "How long after its hour a message was sent.",
                buckets=_SECONDS,
                registry=self.registry,
            ),
            "waiting": self._gauge("imi_outbox_waiting", "Messages that are due and not sent yet."),
            "oldest": self._gauge(
                "imi_outbox_oldest_seconds", "How long the oldest of them waits."
            ),
            "spared": self._gauge(
                "imi_requests_spared", "Requests not sent, for a public register had the answer."
            ),
            "undelivered": Gauge(
                "imi_outbox_undelivered",
                "Messages given up, to be looked at with `imi-assistant outbox list`.",
                ("progress",),
                registry=self.registry,
            ),
        }
        made["repaired"] = Counter(
            "imi_reminders_repaired",
            "Reminders that were not planned though they should have been, and are now.",
            registry=self.registry,
        )
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(name, told, registry=self.registry)

    def tried(self, platform: str, result: str) -> None:
        """``platform`` is one of ours, ``result`` a word of ours; empty where no platform was tried."""
        self.sends.labels(platform, result).inc()

    def sent(self, platform: str, late_seconds: float) -> None:
        self.tried(platform, Progress.SENT.value)
        self.lateness.observe(max(late_seconds, 0))

    def page(self, backlog: Backlog) -> bytes:
        """What Prometheus reads."""
        self.waiting.set(backlog.waiting)
        self.oldest.set(backlog.oldest_seconds)
        self.undelivered.labels(Progress.FAILED.value).set(backlog.failed)
        self.undelivered.labels(Progress.UNSURE.value).set(backlog.unsure)
        self.spared.set(backlog.spared)
        return generate_latest(self.registry)
