"""What an operator may set. `app.yaml` explains every key; `bot.config` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator

from bot.address import inside
from bot.kinds import (
    AheadDays,
    Command,
    Country,
    DatabaseUrl,
    DataKeys,
    Email,
    Language,
    Link,
    MatrixUser,
    Name,
    Port,
    Section,
    ServerName,
    Spoken,
    WebAddress,
    Workspace,
)


class Database(Section):
    # Not shown: an address may carry a password.
    url: DatabaseUrl = Field(default="sqlite:///var/imi.sqlite3", repr=False, validate_default=True)

    def inside(self, folder: Path) -> Self:
        """The same, with a relative file counted from `folder`."""
        return self.model_copy(update={"url": inside(folder, self.url)})


class Practice(Section):
    database: Database = Database(url="sqlite:///var/practice.sqlite3")
    days: AheadDays = 14


class Slack(Section):
    enabled: bool = False
    mode: Literal["http", "socket"] = "http"
    host: Name = "127.0.0.1"
    port: Port = 3000
    api_base_url: WebAddress = "https://slack.com/api/"
    command: Command = "/imi"
    team_ids: tuple[Workspace, ...] = ()
    client_id: str = ""
    public_url: Link = Field(default="", validate_default=True)
    bot_token: SecretStr | None = None
    client_secret: SecretStr | None = None
    signing_secret: SecretStr | None = None
    app_token: SecretStr | None = None

    @field_validator("public_url")
    @classmethod
    def _whoever_installs_comes_back(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("client_id") and not value:
            raise ValueError("is needed with a client_id: Slack sends back there whoever installs")
        return value


class Matrix(Section):
    enabled: bool = False
    homeserver: WebAddress = Field(default="https://matrix.example.org", validate_default=True)
    user: MatrixUser = Field(default="@imi:example.org", validate_default=True)
    device_name: Name = "IMI Assistant"
    store: Path = Path("var/matrix")
    allowed_homeservers: tuple[ServerName, ...] = ()
    prefix: Annotated[str, Field(min_length=1, max_length=3)] = "!"
    late_key_seconds: Annotated[float, Field(gt=0, le=3600)] = 60
    password: SecretStr | None = None
    access_token: SecretStr | None = None
    store_passphrase: SecretStr | None = None

    @field_validator("homeserver", "user")
    @classmethod
    def _enabled_is_no_example(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("enabled") and value.endswith("example.org"):
            raise ValueError("is still the example: put in your own, or set enabled to false")
        return value


class Platforms(Section):
    slack: Slack = Slack()
    matrix: Matrix = Matrix()

    def inside(self, folder: Path) -> Self:
        """The same, with relative folders counted from `folder`."""
        matrix = self.matrix.model_copy(update={"store": folder / self.matrix.store})
        return self.model_copy(update={"matrix": matrix})


class Mail(Section):
    enabled: bool = False
    host: Name = "localhost"
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    sender: Email = "imi@example.org"
    password: SecretStr | None = None

    @field_validator("sender")
    @classmethod
    def _enabled_is_no_example(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("enabled") and value.endswith("example.org"):
            raise ValueError("is still the example: put in your own, or set enabled to false")
        return value


class Languages(Section):
    enabled: Annotated[tuple[Spoken, ...], Field(min_length=1)] = ("en", "lv", "pt")
    default: Language = "en"

    @field_validator("default")
    @classmethod
    def _default_is_enabled(cls, value: str, info: ValidationInfo) -> str:
        enabled = info.data.get("enabled")
        if enabled is not None and value not in enabled:
            raise ValueError(f"must be one of languages.enabled: {', '.join(enabled)}")
        return value


class Links(Section):
    website: Link = ""
    learning_materials: Link = ""
    training_environment: Link = ""
    survey: Link = ""
    data_protection: Link = ""
    contacts: Link = ""

    def in_language(self, language: str) -> Mapping[str, str]:
        """Every address that is set, by its key, as a reader of `language` opens it."""
        addresses: dict[str, str] = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            name: address.replace("{language}", language)
            for name, address in addresses.items()
            if address
        }


class Contact(Section):
    name: Name
    email: Email | None = None
    phone: str | None = None
    website: WebAddress | None = None


class Help(Section):
    coordinator: Contact | None = None
    helpdesk: Contact | None = None


class Registers(Section):
    check_links: bool = False
    check_every_days: AheadDays = 7


class S3(Section):
    bucket: str = ""
    region: Name = "eu-central-1"
    endpoint: Link = ""
    access_key: SecretStr | None = None
    secret_key: SecretStr | None = None


class Attachments(Section):
    store: Literal["disk", "s3"] = "disk"
    folder: Path = Path("var/files")
    s3: S3 = Field(default=S3(), validate_default=True)
    keys: DataKeys = Field(default=(), repr=False)

    @field_validator("s3")
    @classmethod
    def _it_names_a_bucket(cls, value: S3, info: ValidationInfo) -> S3:
        if info.data.get("store") == "s3" and not value.bucket:
            raise ValueError("needs a bucket, because attachments.store is s3")
        return value

    def inside(self, folder: Path) -> Self:
        """The same, with a relative folder counted from `folder`."""
        return self.model_copy(update={"folder": folder / self.folder})


class Web(Section):
    enabled: bool = True
    host: Name = "127.0.0.1"
    port: Port = 8321
    public_address: Link = ""


class Watch(Section):
    stalled_after_seconds: Annotated[float, Field(ge=1, le=86_400)] = 180
    ping_url: Link = ""
    ping_seconds: Annotated[float, Field(ge=1, le=86_400)] = 60


class Translation(Section):
    url: Link = ""
    personal_data: bool = False
    timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 10
    api_key: SecretStr | None = None


class AreaRetention(Section):
    block_after_months: Annotated[int, Field(ge=2, le=18)] | None = None
    delete_after_months: Annotated[int, Field(ge=2, le=36)] | None = None


class Retention(Section):
    block_after_months: Annotated[int, Field(ge=2, le=6)] = 6
    delete_after_months: Annotated[int, Field(ge=2, le=36)] = 36
    forms_days: AheadDays = 30
    areas: Mapping[str, AreaRetention] = {}

    def of(self, area: str) -> tuple[int, int]:
        """Months until blocking, and until deletion."""
        own = self.areas.get(area, AreaRetention())
        block = own.block_after_months or self.block_after_months
        return block, own.delete_after_months or self.delete_after_months

    @model_validator(mode="after")
    def _nothing_is_deleted_before_it_is_blocked(self) -> Self:
        for area in ("", *self.areas):
            block, delete = self.of(area)
            if delete < block:
                place = f"areas.{area}: " if area else ""
                told = f"{place}delete_after_months ({delete}) is less than block_after_months ({block})"
                raise ValueError(told)
        return self


class Terms(Section):
    version: Annotated[int, Field(ge=1, le=10_000)] = 1
    text: Mapping[Language, Annotated[str, Field(min_length=1, max_length=1500)]] = {}


class Limits(Section):
    messages_per_minute: Annotated[int, Field(ge=0, le=10_000)] = 60
    line_characters: Annotated[int, Field(ge=50, le=3_000)] = 300
    text_characters: Annotated[int, Field(ge=100, le=50_000)] = 10_000
    attachment_bytes: Annotated[int, Field(ge=1, le=100 * 2**20)] = 20 * 2**20


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    json_lines: bool = False


ClosingDays = Mapping[Country, tuple[date, ...]]
HelpByCountry = Mapping[Country, Help]
