"""The first schema. Written out, not taken from ``schema.py``, so that it stays what it was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables of version 1."""
    _create_archive()
    _create_editions()
    _create_records()


def _create_archive() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False, index=True),
        sa.Column("url", sa.Text, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("collected_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document_id", sa.String(32), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Date, index=True),
        sa.Column("published_at", sa.DateTime),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("split_off", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("canonical_id", sa.String(32), index=True),
        sa.Column("collected_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "fetch_state",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("retry_after", sa.DateTime),
    )
    op.create_table(
        "summary",
        sa.Column("article_id", sa.String(32), primary_key=True),
        sa.Column("engine", sa.String(80), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )


def _create_editions() -> None:
    op.create_table(
        "edition",
        sa.Column("profile", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("cut_off", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("inputs", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "edition_article",
        sa.Column("profile", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("article_id", sa.String(32), primary_key=True),
    )
    op.create_table(
        "rendering",
        sa.Column("profile", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("inputs", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def _create_records() -> None:
    op.create_table(
        "slot",
        sa.Column("profile", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("profile", sa.String(80), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("report", sa.Text),
    )
    op.create_index("run_by_edition", "run", ["profile", "day"])
    op.create_table(
        "delivery",
        sa.Column("profile", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("recipient", sa.String(320), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("message", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
    )
