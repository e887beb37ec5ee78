"""Which thread each article was filed in, and what a file is found by; what is stored is filed by the next edition."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables of the threads."""
    op.create_table(
        "thread_article",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("story_id", sa.String(16), nullable=False, index=True),
        sa.Column("thread_id", sa.String(16), nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("late", sa.Boolean, nullable=False),
    )
    op.create_table(
        "thread_key",
        sa.Column("key", sa.String(400), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True, index=True),
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("story_id", sa.String(16), nullable=False),
    )
