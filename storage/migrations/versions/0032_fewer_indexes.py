"""What every step writes to for nothing is in no index: entries are found by their chain, few have a coordinator."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # What steps before this one have changed is looked at now: until then it makes no index there.
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("SET CONSTRAINTS ALL DEFERRED")
    coordinated = sa.text("coordinator IS NOT NULL")
    op.drop_index("audit_request", "audit")
    op.drop_index("requests_coordinator_state", "requests")
    op.create_index(
        "requests_coordinator_state",
        "requests",
        ["coordinator", "state"],
        sqlite_where=coordinated,
        postgresql_where=coordinated,
    )
