"""How well an engine reads: its summaries of labelled articles against what people marked in them."""

from briefing.evaluation.labelled import LabelledArticle, labelled_articles, shipped
from briefing.evaluation.scoring import Evaluation, evaluate

__all__ = ["Evaluation", "LabelledArticle", "evaluate", "labelled_articles", "shipped"]
