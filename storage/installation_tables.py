"""Where the bot is installed."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Table, Text

from storage.columns import Instant
from storage.metadata import metadata

installations = Table(
    "installations",
    metadata,
    Column("enterprise", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("app", Text, nullable=False),
    Column("bot_user", Text, nullable=False),
    # Token and refresh token.
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", Instant),
    Column("renewing", Instant),
    Column("since", Instant),
)
