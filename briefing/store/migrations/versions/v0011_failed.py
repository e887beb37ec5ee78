"""When an entry of a feed was last come to in vain: the next run begins with the others."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column."""
    op.add_column("fetch_state", sa.Column("failed_at", sa.DateTime))
