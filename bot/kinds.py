"""What a setting can be: addresses, names, numbers, and a section of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.address import (
    command,
    country,
    data_keys,
    database_url,
    email,
    language,
    link,
    matrix_user,
    server_name,
    spoken_language,
    web_address,
    workspace,
)


def _keys(value: object) -> object:
    return data_keys(value) if isinstance(value, str) else value


WebAddress = Annotated[str, AfterValidator(web_address)]
Link = Annotated[str, AfterValidator(link)]
Country = Annotated[str, AfterValidator(country)]
Language = Annotated[str, AfterValidator(language)]
Spoken = Annotated[str, AfterValidator(spoken_language)]
Email = Annotated[str, AfterValidator(email)]
Command = Annotated[str, AfterValidator(command)]
Workspace = Annotated[str, AfterValidator(workspace)]
MatrixUser = Annotated[str, AfterValidator(matrix_user)]
ServerName = Annotated[str, AfterValidator(server_name)]
DatabaseUrl = Annotated[str, AfterValidator(database_url)]
DataKeys = Annotated[tuple[bytes, ...], BeforeValidator(_keys)]
Days = Annotated[int, Field(ge=0, le=365)]
AheadDays = Annotated[int, Field(ge=1, le=365)]
Port = Annotated[int, Field(ge=0, le=65_535)]
Name = Annotated[str, Field(min_length=1)]


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _an_empty_value_is_the_default(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        return {k: v for k, v in values.items() if v != "" or k not in cls.model_fields}
