"""Who the subject of a clause is. Pure."""

from collections.abc import Sequence

from briefing.summarize.embedded.clause import Clause, Link
from briefing.summarize.embedded.senses import senses
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    CONJUNCTION,
    DETERMINER,
    ING,
    MODAL,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    REPORTING,
    SPEECH,
    STRONG,
    SUBORDINATOR,
    TIME,
    Token,
    speakable,
    word_set,
)


def subject_of(tokens: Sequence[Token], clause: Clause, before: Sequence[Clause]) -> tuple[int, int] | None:
    """Return the subject's tokens: before the verb, after it in "said the minister", else the earlier subject."""
    if clause.link is Link.PARTICIPLE:
        return _inherited(before, tails=True)
    if clause.link is Link.RELATIVE and _asks_for_antecedent(tokens, clause):
        person = _apposed(before) if tokens[clause.first].word == "who" else None
        return person or _antecedent(tokens, clause, before)
    if clause.verb is None:
        return _explained(before) or _bare(tokens, clause, before)
    if clause.link is Link.COORDINATE and _opens_with_participle(tokens, clause):
        return _inherited(before)
    own = _named_before(tokens, before, clause.verb) or _own(tokens, clause, clause.verb)
    tag = clause.link is Link.TAIL and clause.verb == clause.first and tokens[clause.verb].bits & SPEECH
    if own or tag:
        return own
    led = _without_things_told(tokens, clause, _without_aside(tokens, clause, before))
    return _inherited(_of_somebody(tokens, led))


def _without_aside(tokens: Sequence[Token], clause: Clause, before: Sequence[Clause]) -> Sequence[Clause]:
    """Return the clauses in front of "whose ministry said that it had waited", where "rejected" goes on behind its comma."""
    if clause.link is not Link.COORDINATE or tokens[clause.first - 1].word != ",":
        return before
    last = len(before)
    while last > 1 and before[last - 1].link in _WITHIN:
        last -= 1
    aside = last < len(before) and last > 1 and before[last - 1].link is Link.RELATIVE
    return before[: last - 1] if aside else before


def _without_things_told(
    tokens: Sequence[Token], clause: Clause, before: Sequence[Clause]
) -> Sequence[Clause]:
    """Return the clauses in front of "the rule broke the treaty" where "and called on Riga to drop it" goes on: no rule calls on anybody."""
    if clause.link is not Link.COORDINATE or clause.verb is None:
        return before
    says = tokens[clause.verb].bits & (SPEECH | REPORTING) and tokens[clause.verb].word not in _SHOWING
    demands = tokens[clause.verb].word in word_set("demanding")
    last = len(before)
    while last > 1 and before[last - 1].link is Link.CONTENT:
        told = before[last - 1]
        if not ((says and _is_thing(tokens, told)) or (demands and _is_accused(tokens, told))):
            break
        last -= 1
    return before[:last]


def _is_accused(tokens: Sequence[Token], clause: Clause) -> bool:
    """Tell of "Iceland had broken the treaty" and "was hiding the catch", before "and called for talks": who says so calls for them."""
    if clause.verb is None or clause.subject is None or clause.subject[0] < clause.first:
        return False
    inside = tokens[clause.verb : clause.last]
    under_way = len(inside) > 1 and inside[0].bits & BE and inside[1].bits & ING
    return bool(under_way) or any(_is_wrong(token.word) for token in inside)


def _is_wrong(word: str) -> bool:
    """Tell of an act that somebody is accused of."""
    return word in word_set("reproach") or word in _BREAKING or not _WRONGS.isdisjoint(senses().get(word, ()))


_BREAKING = frozenset({"broke", "broken"})
_WRONGS = frozenset({"verb harm", "noun wrong", "wrong"})


_SHOWING = frozenset(
    {
        "showed",
        "shows",
        "meant",
        "means",
        "revealed",
        "reveals",
        "indicated",
        "suggested",
        "confirmed",
        "found",
    }
)


def _is_thing(tokens: Sequence[Token], clause: Clause) -> bool:
    """Tell whether the clause has a subject of its own, with an article, that is nobody who speaks."""
    if clause.subject is None or clause.subject[0] < clause.first:
        return False
    first, *noun = tokens[slice(*clause.subject)]
    named = any(token.capital for token in noun)
    return first.word in _ARTICLES and not named and speakable().isdisjoint(each.word for each in noun)


def _of_somebody(tokens: Sequence[Token], before: Sequence[Clause]) -> list[Clause]:
    """Return the clauses but those of "there is", which has nobody who could go on: "Oslo says there is time, and wants more"."""
    return [clause for clause in before if not (clause.subject and tokens[clause.subject[0]].word == "there")]


def _own(tokens: Sequence[Token], clause: Clause, verb: int) -> tuple[int, int] | None:
    if clause.link in _WITHIN and _goes_on(tokens, clause.first, verb):
        return None
    first, last = _trimmed(tokens, clause.first, verb)
    if last > first and tokens[first].word == "whose":
        first = _who_acts_on_hers(tokens, first, last)
    if last > first:
        return _behind_the_time(tokens, clause, first, last), last
    if "'" in tokens[verb].word[1:3] and not tokens[verb].word.endswith("n't"):
        return verb, verb + 1
    inverted = clause.link in (Link.TAIL, Link.MAIN) and tokens[verb].bits & SPEECH
    return _after_verb(tokens, clause) if inverted else None


def _who_acts_on_hers(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where "the Pentagon" begins in "whose arsenal the Pentagon puts at a thousand": a noun behind the noun of "whose"."""
    free = (n for n in range(first + 2, last) if tokens[n].word in _ARTICLES)
    return next((n for n in free if not tokens[n - 1].bits & _JOINING), first)


_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_JOINING = PREPOSITION | CONJUNCTION
_WITHIN = (Link.SUBORDINATE, Link.CONTENT)


def _goes_on(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Tell of "denounced it as a farce and said": whose verb stands behind "and" has the subject of a verb before."""
    while verb > first and tokens[verb - 1].bits & ADVERB:
        verb -= 1
    return verb > first and tokens[verb - 1].word in ("and", "but")


def _behind_the_time(tokens: Sequence[Token], clause: Clause, first: int, last: int) -> int:
    """Return where "the envoy" begins in "after two hours of talks, the envoy said"."""
    opens = tokens[clause.first].word
    if clause.link is not Link.SUBORDINATE or opens not in _TIMING:
        return first
    return next((n + 1 for n in range(first, last - 1) if tokens[n].word == ","), first)


_TIMING = frozenset({"after", "before", "since", "until"})


def _opens_with_participle(tokens: Sequence[Token], clause: Clause) -> bool:
    opens = next((t for t in tokens[clause.first : clause.last] if not t.bits & (CONJUNCTION | ADVERB)), None)
    return opens is not None and bool(opens.bits & ING)


def _named_before(tokens: Sequence[Token], before: Sequence[Clause], verb: int) -> tuple[int, int] | None:
    """Return who speaks in "Ann Lee, a former general, said": between the commas she is only explained."""
    name = before[0] if len(before) == 1 else None
    if name is None or name.verb is not None or name.subject is None or name.subject[0] != name.first:
        return None
    explains = tokens[name.last].word in ("a", "an") and tokens[verb - 1].word == ","
    return name.subject if explains else None


def _explained(before: Sequence[Clause]) -> tuple[int, int] | None:
    """Return the speaker whom a phrase behind her name explains: "…, said Ann Lee, a senator from Ohio"."""
    tail = before[-1] if before else None
    names_her = tail is not None and tail.link is Link.TAIL and tail.verb == tail.first
    return tail.subject if tail is not None and names_her else None


def _apposed(before: Sequence[Clause]) -> tuple[int, int] | None:
    """Return of whom "who" tells behind a phrase without a verb: "Ann Lee of Oslo, who", "said Ann Lee, a senator, who"."""
    phrase = before[-1] if before else None
    stands_alone = phrase is not None and phrase.verb is None and phrase.link in (Link.MAIN, Link.COORDINATE)
    return phrase.subject if phrase is not None and stands_alone else None


def _bare(tokens: Sequence[Token], clause: Clause, before: Sequence[Clause]) -> tuple[int, int] | None:
    if before and not _stands_before_an_aside(tokens, clause):
        return _inherited(before)
    first, last = _trimmed(tokens, clause.first, clause.last)
    return (first, last) if last > first else None


def _stands_before_an_aside(tokens: Sequence[Token], clause: Clause) -> bool:
    """Tell of "and Iceland," and "that Iceland," in front of "whose boats", which begin a clause with a subject of its own."""
    joins = (clause.link is Link.COORDINATE and tokens[clause.first].bits & CONJUNCTION) or (
        clause.link is Link.CONTENT and tokens[clause.first].word == "that"
    )
    behind = tokens[clause.last].word if clause.last < len(tokens) else ""
    return bool(joins) and behind in ("which", "who", "whose") and clause.last - clause.first > 1


def _inherited(before: Sequence[Clause], *, tails: bool = False) -> tuple[int, int] | None:
    passed = (Link.RELATIVE, Link.SUBORDINATE, Link.PARTICIPLE) + (() if tails else (Link.TAIL,))
    for clause in reversed(before):
        if clause.link not in passed and clause.subject:
            return clause.subject
    return next((clause.subject for clause in reversed(before) if clause.subject), None)


def _asks_for_antecedent(tokens: Sequence[Token], clause: Clause) -> bool:
    """Tell whether "which" or "who" is itself the subject: "who has urged", "which in March imposed"."""
    after = clause.first + 1
    if tokens[clause.first].word not in ("which", "who"):
        return False
    return clause.verb == after or (after < clause.last and bool(tokens[after].bits & (PREPOSITION | ADVERB)))


_LEFT_OF_PHRASE = PREPOSITION | CONJUNCTION | MODAL | AUXILIARY | STRONG | QUOTE


def _antecedent(tokens: Sequence[Token], clause: Clause, before: Sequence[Clause]) -> tuple[int, int] | None:
    """Return the noun phrase just before the comma of a relative clause, behind the verb in front of it."""
    last = clause.first - 1 if tokens[clause.first - 1].word == "," else clause.first
    first = last
    verb = before[-1].verb if before and before[-1].verb is not None else -1
    while (
        first > max(0, verb + 1)
        and not tokens[first - 1].bits & _LEFT_OF_PHRASE
        and tokens[first - 1].word != ","
        and last - first < 8
    ):
        first -= 1
    return (first, last) if last > first else _inherited(before)


def _after_verb(tokens: Sequence[Token], clause: Clause) -> tuple[int, int] | None:
    if clause.verb is None:
        return None
    first = last = clause.verb + 1
    while last < clause.last and last - first < 12:
        token = tokens[last]
        if names_the_officer(tokens, first, last):
            last += 1
            continue
        if token.word in (",", ".", "(") or token.bits & (STRONG | QUOTE):
            break
        if last > first and token.word in ("in", "on", "at", "during", "after", "to", "as", "when", "about"):
            break
        last += 1
    return (first, last) if last > first else None


def names_the_officer(tokens: Sequence[Token], first: int, comma: int) -> bool:
    """Tell whether a name follows the comma of "said its secretary, Ann Lee"."""
    if tokens[comma].word != "," or not first < comma < len(tokens) - 1:
        return False
    again = any(token.word == "," for token in tokens[first:comma])
    return not again and tokens[comma - 1].word in word_set("officials") and tokens[comma + 1].capital


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return the range without what leads up to a subject ("But on Friday, ") and what trails it."""
    first = _skip_lead(tokens, first, last)
    if last - first == 1 and tokens[first].word == "both":
        return first, last
    while last > first and (
        tokens[last - 1].bits & (ADVERB | TIME | QUOTE | STRONG)
        or tokens[last - 1].word in (",", "on", "-", "last")
    ):
        last -= 1
    return first, last


_LEADING = CONJUNCTION | QUOTE | STRONG | SUBORDINATOR | RELATIVE | ADVERB
_MARKS = frozenset({",", "that", "like", "(", "-", "...", "partly", "'"})


def _skip_lead(tokens: Sequence[Token], first: int, last: int) -> int:
    while first < last:
        token, after = tokens[first], tokens[min(first + 1, last - 1)]
        if (token.bits & _LEADING and token.word not in ("all", "both", "whose")) or token.word in _MARKS:
            first += 1
        elif _leads_in_pairs(token, after.word):
            first += 2
        elif _is_adjunct(token, first) or _is_time(token, after) or _is_doing(token, after):
            comma = next((p for p in range(first, last) if tokens[p].word == ","), None)
            if comma is None:
                bare = tokens[last - 1].bits & PRONOUN and not tokens[last - 1].bits & DETERMINER
                return last - 1 if bare else first
            first = comma + 1
        else:
            break
    return first


def _leads_in_pairs(token: Token, after: str) -> bool:
    """Tell of "no doubt" and of "show that" in front of a subject."""
    if token.word == "no":
        return after in ("wonder", "doubt")
    return after == "that" and bool(token.bits & REPORTING and token.bits & BASE)


def _is_time(token: Token, after: Token) -> bool:
    """Tell of "last week," in front of a subject."""
    return token.word in ("last", "next", "this", "late", "early") and bool(after.bits & TIME)


def _is_doing(token: Token, after: Token) -> bool:
    """Tell of "Sitting beside the envoy," whose participle is no verb that is known; "Boeing, a firm," does nothing."""
    participle = (
        token.word.endswith("ing") and not token.bits and token.word not in word_set("not_participles")
    )
    return participle and bool(after.bits & (PREPOSITION | DETERMINER))


def _is_adjunct(token: Token, position: int) -> bool:
    if token.capital and position > 0:
        return bool(token.bits & (PREPOSITION | TIME))
    return bool(token.bits & (PREPOSITION | ING | TIME)) or token.word.endswith("ed")
