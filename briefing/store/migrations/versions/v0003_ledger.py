"""What is followed across days, and the desk's word on it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of the ledger: days, articles, entries, keys, changes, decisions."""
    op.create_table("ledger_day", sa.Column("day", sa.Date, primary_key=True))
    op.create_table(
        "ledger_article",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("late", sa.Boolean, nullable=False),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("turns_on", sa.Date, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_key",
        sa.Column("key", sa.String(400), primary_key=True),
        sa.Column("entry_id", sa.String(16), primary_key=True, index=True),
    )
    op.create_table(
        "ledger_change",
        sa.Column("entry_id", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True, index=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_decision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("entry_id", sa.String(16), nullable=False, index=True),
        sa.Column("rejected", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
    )
