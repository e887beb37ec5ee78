"""What filing reads of an article; of those on file it is read and kept when an edition first looks at them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "filed_traits",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
