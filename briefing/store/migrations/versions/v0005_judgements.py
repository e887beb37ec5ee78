"""What a model read of the entries that were open."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table of judgements."""
    op.create_table(
        "ledger_judgement",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("entry_id", sa.String(16), primary_key=True),
        sa.Column("item_id", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
