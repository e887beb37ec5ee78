"""How many of the training articles use each word: what says little of a matter, because so much is said with it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefing.evaluation import LabelledArticle
from briefing.evaluation.labelled import article_of
from briefing.track.terms import terms_of

LEAST_SHARE = 0.03
BEGINNING = 300  # words of an article that count, so that a long one holds no more of them than a short one


def counted(articles: Sequence[LabelledArticle]) -> str:
    """Return as text the number of articles, and how many of them have each word that three in a hundred have."""
    holders = Counter(word for each in articles for word in terms_of(article_of(_beginning(each))).words)
    common = {word: number for word, number in holders.items() if number >= LEAST_SHARE * len(articles)}
    stored = {"articles": len(articles), "holders": common}
    return json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _beginning(article: LabelledArticle) -> LabelledArticle:
    return replace(article, text=" ".join(article.text.split(" ")[:BEGINNING]))
