"""A light shallow parse: the clauses of a sentence in order, each with its subject. Pure."""

from bisect import bisect_left
from collections.abc import Sequence

from briefing.summarize.embedded.borders import Borders
from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.finite import finite_verbs
from briefing.summarize.embedded.subjects import subject_of
from briefing.summarize.embedded.words import Token


def clauses(tokens: Sequence[Token], quoted: Sequence[bool]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in order; together they cover it."""
    verbs = finite_verbs(tokens)
    borders = Borders(tokens, quoted, verbs).found()
    starts = [*(first for first, _ in borders), len(tokens)]
    found: list[Clause] = []
    for (first, link), last in zip(borders, starts[1:], strict=True):
        place = bisect_left(verbs, first)
        verb = verbs[place] if place < len(verbs) and verbs[place] < last else None
        subject = subject_of(tokens, Clause(first, last, link, None, verb), found)
        found.append(Clause(first, last, link, subject, verb))
    return tuple(_with_what_follows(found))


def _with_what_follows(found: list[Clause]) -> list[Clause]:
    """Give what a participle in front tells the subject of the main clause: "Having left …, Oslo …"."""
    if found[0].link is not Link.PARTICIPLE:
        return found
    main = next((clause for clause in found if clause.link is Link.MAIN), found[0])
    return [found[0]._replace(subject=main.subject), *found[1:]]
