"""Which web addresses are Slack's own: tokens and answers go nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.channel import Unreachable


class NotSafe(Unreachable):
    """The address of Slack's API as it is set would send secrets unprotected over a network."""


@dataclass(frozen=True, slots=True)
class Home:
    """The hosts of the API's own domain (slack.com, slack-gov.com), over the same scheme and port."""

    scheme: str
    domain: str
    port: int | None

    @classmethod
    def of(cls, api_base_url: str) -> Home:
        parts = urlsplit(api_base_url)
        domain = (parts.hostname or "").removeprefix("www.")
        if parts.scheme != "https" and not _is_loopback(domain):
            raise NotSafe("platforms.slack.api_base_url must begin with https://")
        return cls(parts.scheme, domain, parts.port)

    def owns(self, url: str) -> bool:
        try:
            return self._owns(urlsplit(url))
        except ValueError:
            return False

    def _owns(self, parts: SplitResult) -> bool:
        host = parts.hostname or ""
        ours = host == self.domain or host.endswith(f".{self.domain}")
        same = (parts.scheme, parts.port) == (self.scheme, self.port)
        return ours and same and parts.username is None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
