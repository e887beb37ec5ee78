import pytest

from briefing import serial
from briefing.types import ArticleSummary, FetchState
from tests.build import a_summary, an_article


def test_what_is_written_is_read_back_equal() -> None:
    summary = a_summary(an_article("Ministers met in Oslo. They talked."))
    assert serial.loads(ArticleSummary, serial.dumps(summary)) == summary


def test_fields_stand_in_the_order_of_their_declaration() -> None:
    assert serial.dumps(FetchState(url="u")).startswith('{"url":"u","etag":null')


def test_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="url"):
        serial.loads(FetchState, "{}")
