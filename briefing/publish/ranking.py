"""What leads: what the desk follows, change, rank of the actors, independent sources, recency; ties by title. Pure."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files

from briefing.brief.stories import BriefStory, story_lines
from briefing.comparing import same_party
from briefing.day import Desk
from briefing.labels import Labels, labels_in
from briefing.publish.dates import day_and_month
from briefing.text import words
from briefing.types import Actor, ActorKind, Article, ArticleSummary, Direction

REPEATED, FRESH, MOVED, SHARPER = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides about the place of one story; ``reasons`` say it in words.

    ``change`` is 3 where a dispute of a running story is said to sharpen, 2 where one is said to ease or the ledger tells of a
    report of the story, 1 for a new story and for a running one with something new to tell, 0 for one that only repeats what the edition before
    had. ``rank`` is 3 for heads of state or government, 2 for foreign ministers and heads of organisations, 1 for other officials.
    """

    opinion: bool
    change: int
    rank: int
    independent: int
    desk: int
    published: datetime
    title: str
    outlets: frozenset[str]
    reasons: tuple[str, ...]

    @property
    def order(self) -> tuple[bool, bool, bool, int, int, int, int, float, str]:
        """Return what sorts the first story first: what the desk follows, unless it only repeats; opinion never leads news."""
        return (
            self.opinion,
            self.change == REPEATED,
            self.desk == 0,
            -self.change,
            -self.rank,
            -self.independent,
            -self.desk,
            -self.published.timestamp(),
            self.title,
        )


def standing(
    story: BriefStory,
    articles: Sequence[Article],
    summaries: Sequence[ArticleSummary],
    desk: Desk,
    *,
    opinion: bool,
    answers: bool = False,
) -> Standing:
    """Return the standing of ``story``, told by ``articles``; one that ``answers`` closes or moves what the ledger had open."""
    change = max(MOVED, _change(story)) if answers else _change(story)
    actor, rank = _highest(story, summaries)
    interest = _interest(story, summaries, desk)
    published = max(_instant(article) for article in articles)
    labels = labels_in(desk.language)
    several = labels.counted(story.independent_sources, "independent_source")
    reasons = (
        labels("reasons.answers") if answers and change == MOVED else _change_reason(story, change, labels),
        *((labels("reasons.rank", rank=labels(f"ranks.{rank}"), who=actor),) if rank > 1 else ()),
        *((several,) if story.independent_sources > 1 else ()),
        *((labels("reasons.desk", what=", ".join(interest)),) if interest else ()),
    )
    return Standing(
        opinion=opinion,
        change=change,
        rank=rank,
        independent=story.independent_sources,
        desk=len(interest),
        published=published,
        title=story.headline.text,
        outlets=frozenset(article.outlet or "" for article in articles),
        reasons=reasons,
    )


def _change(story: BriefStory) -> int:
    if story.repeats:
        return REPEATED
    if story.continued_from is None:
        return FRESH
    trends = [row.trend.direction for row in story.disputes if row.trend]
    if trends:
        return SHARPER if Direction.UP in trends else MOVED
    repeated = [
        *(row.repeated for row in story.objectives),
        *(row.repeated for row in story.disputes),
        *(row.repeated for row in story.expectations),
    ]
    return REPEATED if repeated and all(repeated) else FRESH


def _change_reason(story: BriefStory, change: int, labels: Labels) -> str:
    known = story.repeats or story.continued_from
    if known is None:
        return labels("reasons.new")
    if change < MOVED:
        day = day_and_month(known, labels)
        return labels("reasons.goes_on" if change == FRESH else "reasons.repeats", day=day)
    return labels("reasons.sharpens" if change == SHARPER else "reasons.eases")


def _instant(article: Article) -> datetime:
    """Return when an article was published, for sorting; a date without a time counts as its first moment."""
    if article.published_at:
        return article.published_at
    return datetime.combine(article.published or date.min.replace(year=1970), time(), tzinfo=UTC)


# ── rank ──────────────────────────────────────────────────────────────────────


def _highest(story: BriefStory, summaries: Sequence[ArticleSummary]) -> tuple[str, int]:
    """Return the highest-ranking person of the headline and the lead, else of the rows, and the rank."""
    rows = [row.holder for row in story.objectives]
    rows += [side.party for row in story.disputes for side in row.sides]
    rows += [line.speaker for line in story_lines(story) if line.speaker]
    actors = [actor for summary in summaries for actor in summary.actors if actor.kind is ActorKind.PERSON]
    for texts in ([story.headline.text, *(line.text for line in story.lead)], rows):
        told = frozenset(word for text in texts for word in words(text))
        present = [(rank_of(actor.role), actor.name) for actor in actors if _is_told_of(actor, told)]
        if present:
            rank, name = max(present, key=lambda each: each[0])
            return name, rank
    return "", 0


def _is_told_of(actor: Actor, told: frozenset[str]) -> bool:
    name = words(actor.name)
    return bool(name) and name[-1] in told


@cache
def _ranks() -> tuple[re.Pattern[str], tuple[tuple[int, re.Pattern[str]], ...]]:
    raw = tomllib.loads((files("briefing.data") / "ranks.toml").read_text(encoding="utf-8"))
    levels = tuple((each["level"], _any_of(each["words"])) for each in raw["rank"])
    return _any_of(raw["not"]), levels


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def rank_of(role: str | None) -> int:
    """Return the rank of an office, 3 to 0."""
    excluded, levels = _ranks()
    if not role:
        return 0
    if excluded.search(role):
        return 1
    return next((level for level, pattern in levels if pattern.search(role)), 0)


# ── the desk, and the mix ─────────────────────────────────────────────────────


def _interest(story: BriefStory, summaries: Sequence[ArticleSummary], desk: Desk) -> tuple[str, ...]:
    """Return what of the desk's profile the story touches, in the profile's order."""
    named = [actor.name for summary in summaries for actor in summary.actors]
    return (
        *(country for country in desk.countries if country in story.countries),
        *(topic for topic in desk.topics if topic in story.topics),
        *(person for person in desk.interlocutors if any(same_party(person, name) for name in named)),
    )


def in_order(standings: Mapping[str, Standing], leads: int) -> tuple[str, ...]:
    """Return story ids in the order of the brief.

    While other outlets have stories waiting, one outlet alone carries at most half of the ``leads``
    (one at least), so that a flood from one feed cannot fill the brief.
    """
    ranked = sorted(standings, key=lambda story: (standings[story].order, story))
    allowed, carried = max(1, leads // 2), Counter[str]()
    first: list[str] = []
    waiting: list[str] = []
    for story in ranked:
        outlet = _only_outlet(standings[story])
        if outlet and carried[outlet] >= allowed:
            waiting.append(story)
        else:
            first.append(story)
            carried[outlet] += 1
    return (*first[:leads], *sorted([*first[leads:], *waiting], key=ranked.index))


def _only_outlet(place: Standing) -> str:
    return next(iter(place.outlets)) if len(place.outlets) == 1 else ""
