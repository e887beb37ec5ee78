"""What copies of any date are found by, and which articles were compared already: all that a finished run collected."""

from collections.abc import Iterator
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_AT_ONCE = 500
_BANDS, _WHOLE = 16, 513
_COMPARED = """
UPDATE article SET canonical_id = id
WHERE canonical_id IS NULL AND collected_at <= (SELECT max(started_at) FROM run WHERE ended_at IS NOT NULL)
"""


def upgrade() -> None:
    """Create the table of bands, fill it for the articles that were compared, and index undated ones by time."""
    band = op.create_table(
        "article_band",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(32), primary_key=True),
    )
    op.drop_index("ix_article_published", "article")
    op.create_index("article_by_time", "article", ["published", "collected_at"])
    op.create_index("ix_document_collected_at", "document", ["collected_at"])
    connection = op.get_bind()
    connection.execute(sa.text(_COMPARED))
    for some in _compared_articles(connection):
        query = sa.text("SELECT id, signature FROM article WHERE id IN :ids").bindparams(
            sa.bindparam("ids", expanding=True)
        )
        rows = [
            {"band": each, "article_id": row.id}
            for row in connection.execute(query, {"ids": some})
            for each in _bands_of(bytes(row.signature))
        ]
        if rows:
            connection.execute(sa.insert(band), rows)


def _compared_articles(connection: sa.Connection) -> Iterator[list[str]]:
    query = sa.text("SELECT id FROM article WHERE canonical_id IS NOT NULL ORDER BY id")
    ids = list(connection.execute(query).scalars())
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _bands_of(signature: bytes) -> set[int]:
    if len(signature) != _WHOLE:
        return set()
    starts = [1 + band * 32 for band in range(_BANDS)]
    told = [bytes([band]) + signature[start : start + 12] for band, start in enumerate(starts)]
    return {int.from_bytes(blake2b(each, digest_size=8).digest(), "big", signed=True) for each in told}
