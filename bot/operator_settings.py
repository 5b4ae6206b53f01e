"""What of the configuration the handlers may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import settings
from bot.config import Config
from bot.retention import retention_of
from chat.context import Help, Helper
from core.consent import Terms
from core.retention import Retention


@dataclass(frozen=True, slots=True)
class OperatorSettings:
    config: Config

    @property
    def languages(self) -> tuple[str, ...]:
        return self.config.languages.enabled

    @property
    def public_address(self) -> str:
        return self.config.web.public_address.rstrip("/") if self.config.web.enabled else ""

    @property
    def text_characters(self) -> int:
        return self.config.limits.text_characters

    @property
    def retention(self) -> Retention:
        return retention_of(self.config.retention)

    @property
    def attachment_bytes(self) -> int:
        return self.config.limits.attachment_bytes

    @property
    def practice_days(self) -> int:
        return self.config.practice.days

    @property
    def terms(self) -> Terms:
        return Terms(self.config.terms.version, self.config.terms.text)

    @property
    def help(self) -> Mapping[str, Help]:
        return {country: _help(given) for country, given in self.config.help.items()}

    def links(self, language: str) -> Mapping[str, str]:
        return self.config.links.in_language(language)


def _help(given: settings.Help) -> Help:
    return Help(_helper(given.coordinator), _helper(given.helpdesk))


def _helper(given: settings.Contact | None) -> Helper | None:
    if given is None:
        return None
    return Helper(given.name, given.email or "", given.phone or "", str(given.website or ""))
