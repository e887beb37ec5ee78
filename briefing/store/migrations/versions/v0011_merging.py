"""The index of words merges sixteen of its pieces at a time: each word is then written anew half as often as with four."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Tell SQLite's index; another database has none."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 16)")
