"""What a model wrote, held against the words of the article: quotes found, claims traced, speakers named. Pure."""

from briefing.summarize.checks.claims import Context, Doubt, DoubtKind, doubts
from briefing.summarize.checks.locate import Located, locate

__all__ = ["Context", "Doubt", "DoubtKind", "Located", "doubts", "locate"]
