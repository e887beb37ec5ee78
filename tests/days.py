"""Invented days of news to compose briefs from; whatever a test does not care about has a default."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from briefing.brief import Brief
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationRow, ExpectationStatus, ObjectiveRow
from briefing.day import Day, Desk, Edition
from briefing.types import (
    Actor,
    ActorKind,
    Article,
    ArticleSummary,
    Attribution,
    AttributionType,
    Dispute,
    DisputeSubkind,
    EngineInfo,
    Event,
    EventStatus,
    Evidence,
    Expectation,
    ExpectationSubkind,
    Horizon,
    HorizonBasis,
    Item,
    Objective,
    ObjectiveSubkind,
    Party,
    Polarity,
    Story,
    StoryText,
)
from tests.build import a_summary, an_article, outlet_voice, quote_of

TODAY = date(2025, 3, 10)
TOMORROW = TODAY + timedelta(days=1)


def named(name: str, role: str | None = None) -> Attribution:
    return Attribution(type=AttributionType.NAMED_OFFICIAL, name=name, role=role)


def unnamed(name: str) -> Attribution:
    return Attribution(type=AttributionType.UNNAMED_OFFICIAL, name=name)


def on_day(text: str, start: date, end: date | None = None) -> Horizon:
    return Horizon(text=text, start=start, end=end or start, basis=HorizonBasis.STATED)


def an_objective(article: Article, quote: str, holder: str, **fields: Any) -> Objective:
    given = Objective(
        id=f"o-{article.id}-{quote[:12]}",
        statement=quote,
        subkind=ObjectiveSubkind.GOAL,
        holder=holder,
        counterpart=None,
        topic=None,
        polarity=Polarity.POSITIVE,
        hedge=None,
        attribution=outlet_voice(),
        horizon=None,
        evidence=(quote_of(article, quote),),
    )
    return replace(given, **fields)


def a_party(article: Article, party: str, position: str | None, said: Attribution | None = None) -> Party:
    """Return a side of a dispute; without a position it is silent."""
    evidence: tuple[Evidence, ...] = (quote_of(article, position),) if position else ()
    return Party(party=party, position=position, attribution=said, evidence=evidence)


def a_dispute(article: Article, quote: str, *parties: Party, **fields: Any) -> Dispute:
    given = Dispute(
        id=f"d-{article.id}-{quote[:12]}",
        statement=quote,
        subkind=DisputeSubkind.BILATERAL,
        topic="maritime",
        attribution=outlet_voice(),
        parties=parties,
        trend=None,
        evidence=(quote_of(article, quote),),
    )
    return replace(given, **fields)


def an_expectation(article: Article, quote: str, holder: str, **fields: Any) -> Expectation:
    given = Expectation(
        id=f"e-{article.id}-{quote[:12]}",
        statement=quote,
        subkind=ExpectationSubkind.FORECAST,
        holder=holder,
        counterpart=None,
        topic=None,
        polarity=Polarity.POSITIVE,
        hedge=None,
        band=None,
        attribution=outlet_voice(),
        horizon=None,
        evidence=(quote_of(article, quote),),
    )
    return replace(given, **fields)


def an_event(article: Article, quote: str, when: Horizon) -> Event:
    return Event(what=quote, status=EventStatus.SCHEDULED, when=when, evidence=(quote_of(article, quote),))


def with_items(article: Article, *items: Item | Event | Actor, **fields: Any) -> ArticleSummary:
    """Return a summary of ``article`` with ``items``, each in its list."""

    def of_kind(kind: type) -> tuple[Any, ...]:
        return tuple(item for item in items if isinstance(item, kind))

    return replace(
        a_summary(article),
        objectives=of_kind(Objective),
        disputes=of_kind(Dispute),
        expectations=of_kind(Expectation),
        events=of_kind(Event),
        actors=of_kind(Actor),
        **fields,
    )


def a_story(*articles: Article, background: Sequence[Article] = (), **fields: Any) -> Story:
    """Return a story of independent articles."""
    ids = tuple(article.id for article in articles)
    given = Story(
        id=f"s-{ids[0]}",
        article_ids=ids,
        background_ids=tuple(article.id for article in background),
        origins=tuple((each,) for each in ids),
    )
    return replace(given, **fields)


def a_story_text(story: Story, **fields: Any) -> StoryText:
    """Return what a model wrote of ``story``: nothing but the ``fields``."""
    given = StoryText(
        story_id=story.id,
        headline=None,
        bottom_line=(),
        same=(),
        withheld=(),
        engine=EngineInfo(name="openai"),
    )
    return replace(given, **fields)


def a_day(
    articles: Sequence[Article] = (),
    summaries: Sequence[ArticleSummary] = (),
    stories: Sequence[Story] = (),
    **fields: Any,
) -> Day:
    """Return a day on which one of one sources answered."""
    given = Day(
        edition=an_edition(),
        desk=Desk(),
        articles={article.id: article for article in articles},
        summaries={summary.article_id: summary for summary in summaries},
        stories=tuple(stories),
        on_file=(),
        groups=(),
        late=frozenset(),
        left_out=(),
        failures=(),
        sources_tried=1,
        sources_answered=1,
        sample=False,
        previous=None,
    )
    return replace(given, **fields)


def an_edition(day: date = TODAY, **fields: Any) -> Edition:
    given = Edition(
        profile="default",
        day=day,
        cut_off=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        time_zone="UTC",
    )
    return replace(given, **fields)


# ── stories ───────────────────────────────────────────────────────────────────

RIVER = """\
Uruguay and Paraguay failed on Monday to agree on tolls for barges on the river that both call their road to the sea. \
Foreign Minister Clara Iriondo of Uruguay said her government wants the toll suspended before the harvest.

"We shall not pay twice for the same water," Ms Iriondo told reporters in Montevideo. A senior Paraguayan official \
said that Asunción rejects any suspension. "The dredging has to be paid for by somebody," the official said.

The two presidents are expected to meet in Encarnación on 14 March. Paraguay has promised to publish its accounts of \
the dredging by 1 April. Talks could break down if the first barge is stopped."""

SUGAR = """\
Kenya will lift its limit on Ugandan sugar, President Josphat Wanyonyi said on Monday, ending a quarrel of three years. \
Uganda welcomed the promise and asked for a date.

"I have told my ministers to open the road," Mr Wanyonyi said at a fair in Busia. Ugandan traders said the lorries \
would wait until an order is printed."""

FISHING = """\
Malta accused Tunisian trawlers of fishing inside its zone and demanded an apology. The tone was sharper than last \
week. Tunisia has not replied.

Maltese officials expect the European Union to raise the matter with Tunis in the coming days."""


def river_story() -> tuple[Article, ArticleSummary]:
    """Return a report with both sides of a dispute, dated expectations and a promise."""
    article = an_article(
        RIVER, id="river", title="Uruguay and Paraguay fail to agree on river toll", outlet="The Courier"
    )
    minister = named("Clara Iriondo", "Foreign Minister")
    official = unnamed("senior Paraguayan official")
    summary = with_items(
        article,
        Actor(name="Clara Iriondo", kind=ActorKind.PERSON, role="Foreign Minister", country="UY"),
        an_objective(
            article,
            "her government wants the toll suspended before the harvest",
            "Uruguay",
            attribution=minister,
        ),
        a_dispute(
            article,
            "Asunción rejects any suspension.",
            a_party(article, "Uruguay", "We shall not pay twice for the same water", minister),
            a_party(article, "Paraguay", "The dredging has to be paid for by somebody", official),
        ),
        an_expectation(
            article,
            "The two presidents are expected to meet in Encarnación on 14 March.",
            "Uruguay",
            hedge="are expected to",
            band="likely",
            horizon=on_day("on 14 March", date(2025, 3, 14)),
        ),
        an_expectation(
            article,
            "Paraguay has promised to publish its accounts of the dredging by 1 April.",
            "Paraguay",
            subkind=ExpectationSubkind.COMMITMENT,
            hedge="has promised to",
            horizon=on_day("by 1 April", TODAY, date(2025, 4, 1)),
        ),
        an_expectation(
            article,
            "Talks could break down if the first barge is stopped.",
            "Uruguay",
            subkind=ExpectationSubkind.CONDITIONAL,
            hedge="could",
        ),
    )
    return article, summary


def sugar_story() -> tuple[Article, ArticleSummary]:
    """Return a report led by a head of state."""
    article = an_article(
        SUGAR, id="sugar", title="Kenya opens its border to Ugandan sugar", outlet="Lake News"
    )
    summary = with_items(
        article,
        Actor(name="Josphat Wanyonyi", kind=ActorKind.PERSON, role="President", country="KE"),
        an_objective(article, "asked for a date", "Uganda"),
        an_expectation(
            article,
            "Kenya will lift its limit on Ugandan sugar",
            "Kenya",
            subkind=ExpectationSubkind.COMMITMENT,
            attribution=named("Josphat Wanyonyi", "President"),
        ),
    )
    return article, summary


def fishing_story() -> tuple[Article, ArticleSummary]:
    """Return a report of a dispute in which one side is silent."""
    article = an_article(
        FISHING, id="fishing", title="Malta demands apology over trawlers", outlet="Island Post"
    )
    summary = with_items(
        article,
        a_dispute(
            article,
            "Malta accused Tunisian trawlers of fishing inside its zone",
            a_party(article, "Malta", "Malta accused Tunisian trawlers of fishing inside its zone"),
            a_party(article, "Tunisia", None),
        ),
        an_expectation(
            article,
            "Maltese officials expect the European Union to raise the matter with Tunis",
            "European Union",
            subkind=ExpectationSubkind.AGENDA,
            hedge="expect",
            attribution=unnamed("Maltese officials"),
        ),
    )
    return article, summary


def three_stories(**fields: Any) -> Day:
    """Return a day with three stories."""
    told = [river_story(), sugar_story(), fishing_story()]
    return a_day(
        [article for article, _ in told],
        [summary for _, summary in told],
        [a_story(article) for article, _ in told],
        **fields,
    )


def crowded(number: int, **fields: Any) -> Day:
    """Return a day with ``number`` stories of several items each, far over the length of a brief."""
    articles, summaries = [], []
    for place in range(number):
        pair = f"{_TOWNS[place % len(_TOWNS)]} and {_TOWNS[(place + 3) % len(_TOWNS)]}"
        aims = [_AIMS[(place + item) % len(_AIMS)] for item in range(4)]
        sentences = [f"{pair} want to {aim}" for aim in aims]
        sentences += [f"{pair} quarrel over a plan to {aim}" for aim in aims]
        sentences += [f"{pair} are likely to {aim} in April" for aim in aims]
        article = an_article(
            ". ".join(sentences) + ".",
            id=f"c{place:03}",
            title=f"{pair} settle on road {place}",
            outlet=f"Gazette {place}",
        )
        articles.append(article)
        summaries.append(
            with_items(
                article,
                *(an_objective(article, each, f"Party {place}") for each in sentences[:4]),
                *(
                    a_dispute(
                        article,
                        each,
                        a_party(article, f"Party {place}", each),
                        a_party(article, "Other", None),
                    )
                    for each in sentences[4:8]
                ),
                *(
                    an_expectation(
                        article,
                        each,
                        f"Party {place}",
                        hedge="are likely to",
                        horizon=on_day("in April", date(2025, 4, 1), date(2025, 4, 30)),
                    )
                    for each in sentences[8:]
                ),
            )
        )
    return a_day(articles, summaries, [a_story(article) for article in articles], **fields)


_TOWNS = ("Arden", "Brill", "Corwen", "Dunmore", "Elsted", "Farley", "Garth", "Holt")
_AIMS = (
    "keep the canal locks open all winter long",
    "bring a stolen archive home from abroad",
    "rebuild two iron bridges lost during last autumn's flood",
    "move an embassy into that empty customs house",
    "run one night ferry more each single week",
    "lay fibre cable under seven frozen lakes",
    "drill four deep wells near every border village",
    "strike silver coins at some shared royal mint",
)


def next_day(previous: Brief, old: list[Article], day: Day) -> Day:
    """Return ``day`` as the edition after ``previous``, whose articles are on file now."""
    return replace(
        day,
        edition=an_edition(TOMORROW, previous=previous.header.day),
        previous=previous,
        articles={**day.articles, **{each.id: each for each in old}},
        on_file=tuple(each.id for each in old),
    )


def objective_row(identifier: str, holder: str, said: Line | None = None) -> ObjectiveRow:
    """Return what ``holder`` wants as a brief tells it; by default in the words of its identifier."""
    return ObjectiveRow(
        id=identifier,
        holder=holder,
        counterpart=None,
        subkind="goal",
        topic=None,
        polarity=Polarity.POSITIVE,
        credibility=3,
        said=said or Line(text=identifier, voice=Voice.FACT),
    )


def expectation_row(identifier: str, holder: str, said: Line, **fields: Any) -> ExpectationRow:
    """Return what is expected of ``holder`` as a brief tells it, without a day unless ``fields`` have one."""
    given = ExpectationRow(
        id=identifier,
        holder=holder,
        subkind="forecast",
        topic=None,
        polarity=Polarity.POSITIVE,
        hedge=None,
        band=None,
        horizon=None,
        status=ExpectationStatus.UNDATED,
        first_seen=None,
        credibility=6,
        said=said,
    )
    return replace(given, **fields)
