"""Keys and words are found by themselves alone: indices by entry cost a page for each entry, and nobody asks them."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Drop the indices."""
    for table in ("ledger_key", "ledger_word"):
        op.drop_index(f"ix_{table}_entry_id", table)
