"""Of whoever writes the day is kept, not the month; whoever never wrote is told from them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_SIGHTINGS = sa.table("sightings", sa.column("day", sa.Date()))


def upgrade() -> None:
    op.execute("ALTER TABLE sightings RENAME COLUMN month TO day")
    op.add_column(
        "sightings", sa.Column("wrote", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    # Some day of the month was meant: nobody is greeted as long away who was not.
    connection = op.get_bind()
    for (day,) in connection.execute(sa.select(_SIGHTINGS.c.day).distinct()).all():
        same = _SIGHTINGS.c.day == day
        connection.execute(sa.update(_SIGHTINGS).where(same).values(day=_last(day)))


def _last(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
