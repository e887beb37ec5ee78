"""A meeting that Peru is expected to have with Chile: a day with it, and its entry where it was put off."""

from datetime import date, timedelta
from typing import Any

from briefing.brief import Brief
from briefing.day import Day, LedgerNews
from briefing.types import Article, LedgerChange, LedgerEntry, LedgerKind, LedgerStatus, Polarity, Sighting
from tests.build import an_article, outlet_voice, quote_of
from tests.days import TODAY, a_day, a_story, on_day, with_items

MEETS = "Peru's president is expected to meet the envoy of Chile."


def day_of(make: Any, text: str = MEETS, holder: str = "Peru", **fields: Any) -> Day:
    article = an_article(text, published=TODAY)
    return a_day([article], [with_items(article, make(article, text, holder, **fields))], [a_story(article)])


def dates(brief: Brief) -> list[str]:
    return [*(row.said.text for row in brief.ledger), *(row.said.text for row in brief.calendar)]


def an_entry(article: Article, statement: str, *, moved_from: date) -> LedgerNews:
    """Return the news that what ``article`` expected was put off from a day."""
    evidence = quote_of(article, statement)
    entry = LedgerEntry(
        id="l1",
        kind=LedgerKind.EXPECTATION,
        subkind="forecast",
        holder="Peru",
        holder_country="PE",
        counterpart="Chile",
        parties=(),
        topic=None,
        polarity=Polarity.POSITIVE,
        statement=statement,
        hedge=None,
        attribution=outlet_voice(),
        horizon=on_day("later", TODAY + timedelta(days=9)),
        check_after=None,
        trend=None,
        status=LedgerStatus.MOVED,
        first_seen=TODAY - timedelta(days=1),
        last_seen=TODAY,
        evidence=(evidence,),
        sightings=(Sighting(article_id=article.id, item_id="e1", published=TODAY - timedelta(days=1)),),
        closed_on=None,
        parent=None,
    )
    moved = LedgerChange(
        entry_id="l1",
        day=TODAY,
        before=LedgerStatus.OPEN,
        after=LedgerStatus.MOVED,
        rule="2.7 moved: put off to a new date",
        field="horizon",
        old=f"{moved_from.isoformat()}/{moved_from.isoformat()}",
        new=None,
        article_id=None,
        evidence=None,
    )
    return LedgerNews(entries={"l1": entry}, changes=(), history={"l1": (moved,)}, rejected=frozenset())
