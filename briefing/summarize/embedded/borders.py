"""Where the clauses of a sentence begin, and how each is linked. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.subjects import names_the_officer
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    BE,
    CONJUNCTION,
    DETERMINER,
    ING,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    REPORTING,
    SPEECH,
    STRONG,
    SUBORDINATOR,
    THIRD,
    TIME,
    Token,
    word_set,
)

_SEEMING = frozenset({"seems", "seem", "seemed", "looks", "look", "looked", "appears", "sounds"})

_ARTICLES = frozenset({"a", "an", "the", "its", "his", "her", "their", "'s"})
_OPENERS = QUOTE | CONJUNCTION | SUBORDINATOR
_OPENED_BY = STRONG | QUOTE | REPORTING | TIME


_ADDRESSING = frozenset({"told", "tell", "tells", "telling", "urged", "urge", "urges", "urging"})
_OPENING = frozenset({"that", "like", "which"})
_HANGING_ON = (Link.CONTENT, Link.SUBORDINATE)
_ONE = frozenset({"a", "an", "no"})
_OF_ONE = frozenset({"is", "was", "has"})
_NO_NOUN = PREPOSITION | CONJUNCTION | RELATIVE | QUOTE | STRONG
_FEW = 4  # words from an article to the verb of its noun
_TOLD = 8  # words behind "told" in which whom it was told to is named


def _possible(tokens: Sequence[Token]) -> list[int]:
    """Return where a clause could begin behind another; rules out most words at once."""
    found = []
    opened = False
    for position, (word, _, bits, _, _) in enumerate(tokens):
        if (opened or bits & _OPENERS or word in _OPENING) and position:
            found.append(position)
        opened = word == "," or bool(bits & _OPENED_BY)
    return found


@dataclass(slots=True)
class Borders:
    """One walk over a sentence; ``opened`` is where the clause in hand began, ``link`` what it is.

    ``aside`` tells that it is, or hangs on, a clause put in with "which", "who" or "whose"; ``awaited``,
    that the clause in front of that one has no verb yet.
    """

    tokens: Sequence[Token]
    quoted: Sequence[bool]
    verbs: Sequence[int]
    opened: int = 0
    link: Link = Link.MAIN
    has_verb: bool = False
    aside: bool = False
    awaited: bool = False

    def found(self) -> list[tuple[int, Link]]:
        """Return where each clause begins and how it is linked."""
        self.link = self._opening()
        found = [(0, self.link)]
        for position in _possible(self.tokens):
            self.has_verb = self._next_verb(self.opened) < position or self.link is Link.PARTICIPLE
            if (link := self._link(position)) is not None:
                found.append((position, link))
                if link is Link.RELATIVE and not self.aside:
                    self.awaited = not self.has_verb
                self.opened, self.link = position, link
                self.aside = link is Link.RELATIVE or (self.aside and link in _HANGING_ON)
        return found

    def _next_verb(self, position: int) -> int:
        """Return where the first verb from ``position`` on stands, else the end of the sentence."""
        place = bisect_left(self.verbs, position)
        return self.verbs[place] if place < len(self.verbs) else len(self.tokens)

    def _opening(self) -> Link:
        if self._opens_with_participle():
            return Link.PARTICIPLE
        return Link.SUBORDINATE if self._opens_with_condition() else Link.MAIN

    def _opens_with_participle(self) -> bool:
        """Tell of "Having left after the talks failed, Oslo …": what a participle tells has a verb of its own."""
        if not (self.tokens[0].bits & ING or self.tokens[0].word == "having"):
            return False
        verb = next(iter(self.verbs), len(self.tokens))
        comma = next((n for n, token in enumerate(self.tokens) if token.word == ","), 0)
        if verb > comma:
            return False
        lead = self.tokens[:verb]
        return any(token.bits & SUBORDINATOR for token in lead) and self._verb_within(comma + 1, 16)

    def _opens_with_condition(self) -> bool:
        first = self.tokens[0]
        lead = 1 if first.bits & (QUOTE | CONJUNCTION) and len(self.tokens) > 1 else 0
        first = self.tokens[lead]
        return (
            bool(first.bits & SUBORDINATOR)
            and self._verb_within(lead + 1, 12)
            and any(token.word == "," for token in self.tokens[lead:])
        )

    def _link(self, position: int) -> Link | None:
        token, before = self.tokens[position], self.tokens[position - 1]
        if token.bits & QUOTE and not self.quoted[position]:
            return self._at_opening(position)
        if before.bits & STRONG:
            return Link.COORDINATE
        link = self._at_quote(position) if before.bits & QUOTE else None
        if link is None and before.word == ",":
            link = self._after_comma(position)
        return link or self._inside(position, comma=before.word == ",")

    def _at_opening(self, position: int) -> Link | None:
        """A quoted clause begins, with its mark, after a comma, a colon or a verb of speech."""
        if position + 1 >= len(self.tokens) or not self.quoted[position + 1]:
            return None
        before = self.tokens[position - 1]
        return Link.CONTENT if before.word in (",", ":") or before.bits & SPEECH else None

    def _at_quote(self, position: int) -> Link | None:
        """What follows a quotation that ends in a mark is the speaker's tail."""
        closed = position > 1 and self.tokens[position - 2].word in (",", "?", "!", ".")
        if not closed or self.quoted[position] or not self.quoted[position - 2]:
            return None
        goes_on = self.link is Link.SUBORDINATE and self.opened == 0 and not self._is_quoted(0)
        return Link.MAIN if goes_on else Link.TAIL

    def _after_comma(self, position: int) -> Link | None:
        token = self.tokens[position]
        if self._is_tail(position):
            return Link.TAIL
        if self.link is Link.TAIL and self.has_verb and not token.bits & ING:
            return None if self._names_who_speaks(position) else Link.COORDINATE
        if token.bits & RELATIVE:
            return Link.RELATIVE
        return self._after_comma_and_verb(position) if self.has_verb else None

    def _names_who_speaks(self, position: int) -> bool:
        """Tell of "said the German ambassador, Ann Lee": the name behind the comma is hers whose office stands in front."""
        inverted = self._next_verb(self.opened) == self.opened
        return inverted and names_the_officer(self.tokens, self.opened + 1, position - 1)

    def _after_comma_and_verb(self, position: int) -> Link | None:
        token = self.tokens[position]
        if token.bits & ING:
            return Link.PARTICIPLE
        in_step = self.quoted[position] == self._is_quoted(self.opened)
        if in_step and self._is_led_up_to() and self._verb_within(position, 16):
            return Link.MAIN
        if self.link is Link.SUBORDINATE and self._is_within(position):
            return Link.COORDINATE
        if self.aside and self._resumes(position):
            return Link.COORDINATE
        new_subject = token.bits & PRONOUN and not token.bits & DETERMINER
        return Link.COORDINATE if new_subject and self._verb_within(position + 1, 4) else None

    def _closes_an_aside(self, verb: int) -> bool:
        """Tell of "whose ministry called it a farce, sent": no verb of what is told, but the one of the clause in front."""
        return verb < len(self.tokens) and self.tokens[verb - 1].word == ","

    def _tells_on(self, verb: int) -> bool:
        """Tell of ", warned that" and ", said it would" behind an aside: a verb that tells something, no tail with its speaker."""
        after = self.tokens[verb + 1] if verb + 1 < len(self.tokens) else None
        return after is not None and bool(after.bits & PRONOUN) and self._verb_within(verb + 2, 14)

    def _resumes(self, position: int) -> bool:
        """Tell of ", warned", ", also warned" and ", on Monday warned": a verb whose subject stands in front of an aside."""
        if position in self.verbs or position + 1 == len(self.tokens):
            return position in self.verbs
        dated = self.tokens[position].bits & PREPOSITION and self.tokens[position + 1].bits & TIME
        leads = dated or self.tokens[position].bits & ADVERB
        return bool(leads) and not {position + 1, position + 2}.isdisjoint(self.verbs)

    def _is_quoted(self, position: int) -> bool:
        """Tell whether a token stands in a quotation, or opens one."""
        after = min(position + 1, len(self.tokens) - 1)
        return self.quoted[position] or (bool(self.tokens[position].bits & QUOTE) and self.quoted[after])

    def _is_led_up_to(self) -> bool:
        """Tell whether the main clause is still to come."""
        leads = self.link is Link.SUBORDINATE and self.opened == 0
        return leads or (self.link is Link.SUBORDINATE and self._opens_with_participle())

    def _is_within(self, position: int) -> bool:
        """Tell of "but since Riga refuses, Oslo …": the main clause goes on behind the one put into it."""
        opens = self.tokens[self.opened - 1].bits & CONJUNCTION
        return (
            bool(opens) and not self.tokens[position].bits & CONJUNCTION and self._verb_within(position, 16)
        )

    def _inside(self, position: int, *, comma: bool) -> Link | None:
        token = self.tokens[position]
        if token.bits & CONJUNCTION and self.has_verb:
            link = self._coordinate(position, comma)
            if link is not None or token.word != "so":
                return link
        if token.bits & SUBORDINATOR and self._subordinates(position) and (self.has_verb or comma):
            return Link.SUBORDINATE
        if self.has_verb and self._is_during_which(position) and self._verb_within(position + 1, 14):
            return Link.RELATIVE
        if self.has_verb and self._opens_content(position):
            return Link.CONTENT
        return None

    def _is_during_which(self, position: int) -> bool:
        """Tell of "during which the envoy told …", a clause with a subject of its own."""
        return self.tokens[position].word == "which" and bool(self.tokens[position - 1].bits & PREPOSITION)

    def _subordinates(self, position: int) -> bool:
        after = self.tokens[position + 1].word if position + 1 < len(self.tokens) else ""
        if self.tokens[position].word == "as" and (
            after in word_set("not_after_as") or self._is_perceived(position)
        ):
            return False
        return self._own_verb_within(position + 1, 14) and not self._is_joined_within(position)

    def _is_perceived(self, position: int) -> bool:
        """Tell of "what it sees as a threat", where "as" opens no clause."""
        before = [token.word for token in self.tokens[max(0, position - 4) : position]]
        return before[-1] in word_set("perceiving") and "what" in before

    def _is_tail(self, position: int) -> bool:
        """Tell whether "…, he said" or "…, said the minister" begins here, at most twelve words of it."""
        goes_on = self.link is Link.TAIL and not self.has_verb  # "Ann Lee, of Oslo, said" is one speaker
        joins = bool(self.tokens[position].bits & (RELATIVE | CONJUNCTION))
        if joins or goes_on or position == len(self.tokens) - 1:
            return False
        ahead = self._next_verb(position)
        if ahead > min(position + 12, len(self.tokens) - 1) or self.quoted[position] != self.quoted[ahead]:
            return False
        spoken = self._speech_at(ahead)
        if spoken is None or (self.aside and self._tells_on(spoken)):
            return False
        if ahead == position:
            if self.aside and self.awaited:
                return False  # "An envoy, who left because he was told to, said …"
            return self.link is not Link.RELATIVE and (self.has_verb or self._is_inverted(spoken))
        return self._ends_the_tag(position, ahead, spoken)

    def _ends_the_tag(self, position: int, verb: int, spoken: int) -> bool:
        """Tell whether nothing told stands behind the verb of speech: "he said on Monday", "she told reporters"."""
        after = self.tokens[spoken + 1] if spoken + 1 < len(self.tokens) else None
        if after is None or after.word in (",", ".") or after.word in word_set("told_to"):
            return True
        if self.has_verb and self._is_told_somebody(spoken):
            return True
        if not after.bits & (TIME | PREPOSITION) or after.bits & PRONOUN:
            return False
        return self._is_apposed(position, verb) or not (verb > position + 4 and after.bits & PREPOSITION)

    def _is_told_somebody(self, spoken: int) -> bool:
        """Tell of "…, the envoy told state radio" and "…, Trade Minister Ann Lee said on Monday, a day after": no more is told."""
        ahead = [token.word for token in self.tokens[spoken + 1 : spoken + _TOLD]]
        end = next((n for n, word in enumerate(ahead) if word in (",", ".")), None)
        if end is None or self._next_verb(spoken + 1) < spoken + 1 + end:
            return False
        dated = self.tokens[spoken + 1].bits & PREPOSITION and self.tokens[spoken + end].bits & TIME
        return self.tokens[spoken].word == "told" or bool(dated)

    def _is_apposed(self, position: int, verb: int) -> bool:
        """Tell of "…, its envoy, Ann Lee, said on Monday" behind something told: a speaker with her office."""
        inside = [token.word for token in self.tokens[position : verb - 1]]
        capital = any(token.capital for token in self.tokens[position:verb])
        return self.has_verb and capital and inside.count(",") == 1 and self.tokens[verb - 1].word == ","

    def _is_inverted(self, spoken: int) -> bool:
        """Tell "Her comments, said the envoy, are …" from "Ayrault, the minister of France, said …"."""
        commas = sum(token.word == "," for token in self.tokens[self.opened : spoken])
        return commas == 1 and any(token.word == "," for token in self.tokens[spoken + 2 : spoken + 7])

    def _speech_at(self, position: int) -> int | None:
        for ahead in range(position, min(len(self.tokens), position + 4)):
            if self.tokens[ahead].bits & SPEECH:
                return None if self._is_told(position, ahead) else ahead
            if not self.tokens[ahead].bits & (AUXILIARY | ADVERB):
                return None
        return None

    def _is_told(self, position: int, verb: int) -> bool:
        """Tell of "he is expected to": whose verb stands in the passive says nothing herself."""
        passive = any(token.bits & BE for token in self.tokens[position:verb])
        return passive and bool(self.tokens[verb].bits & (PAST | PARTICIPLE))

    def _coordinate(self, position: int, comma: bool) -> Link | None:
        after = position + 1
        while after < len(self.tokens) and self.tokens[after].bits & ADVERB:
            after += 1
        if after >= len(self.tokens):
            return None
        token = self.tokens[after]
        if after in self.verbs or (comma and token.bits & ING):
            return Link.COORDINATE
        wide = (
            comma or token.bits & PRONOUN or self.tokens[position].word == "but" or self._stands_alone(after)
        )
        return Link.COORDINATE if wide and self._own_verb_within(after, 14) else None

    def _acts_alone(self, position: int) -> bool:
        """Tell of "by May and Tunisia wants": one name with a verb for one, so that "and" joins no two names."""
        verb = position + 1
        return self.tokens[position].capital and verb in self.verbs and bool(self.tokens[verb].bits & THIRD)

    def _stands_alone(self, position: int) -> bool:
        return self._acts_alone(position) or self._is_one_thing(position)

    def _is_one_thing(self, position: int) -> bool:
        """Tell of "meet on Monday and a deal is likely": one thing with a verb for one, so that "and" joins no two things."""
        verb = self._next_verb(position)
        told_at_large = self.link in (Link.MAIN, Link.COORDINATE)
        if not told_at_large or self.tokens[position].word not in _ONE or not 2 <= verb - position <= _FEW:
            return False
        noun = self.tokens[position + 1 : verb]
        return (
            verb < len(self.tokens)
            and self.tokens[verb].word in _OF_ONE
            and not any(each.bits & _NO_NOUN for each in noun)
        )

    def _opens_content(self, position: int) -> bool:
        token = self.tokens[position]
        if token.word == "that":
            return self._tells_that(position)
        before = self.tokens[position - 1]
        if token.word == "like":
            return before.word in _SEEMING and self._verb_within(position + 1, 12)
        return self._tells(position)

    def _tells_that(self, position: int) -> bool:
        """Tell of "said … that" and of "so high that", with a verb behind it."""
        back = self.tokens[max(self.opened, position - 8) : position]
        told = any(t.bits & REPORTING for t in back) or any(t.word == "so" for t in back[-3:-1])
        return told and self._verb_within(position + 1, 16)

    def _tells(self, position: int) -> bool:
        """Tell of "said Oslo would": what is told follows at once."""
        token, before = self.tokens[position], self.tokens[position - 1]
        if self.link is Link.TAIL and self.opened == position - 1:
            return False  # "…, said an envoy who was there"
        if before.bits & TIME and position > 1 and self.tokens[position - 2].bits & SPEECH:
            before = self.tokens[position - 2]
        if not before.bits & REPORTING or before.word in _ADDRESSING:
            return False
        closes = self.aside and self._closes_an_aside(self._next_verb(position))
        if closes or position in self.verbs or token.bits & (PREPOSITION | TIME | QUOTE) or token.word == ",":
            return False
        if (
            any(ahead.word == "that" for ahead in self.tokens[position + 1 : position + 6])
            and not token.capital
        ):
            return False
        if self._is_a_noun(position - 1) or self._is_of_an_apposition(position):
            return False
        return self._own_verb_within(position + 1, 12) and not self._is_joined_within(position)

    def _is_a_noun(self, position: int) -> bool:
        """Tell of "a charge Oslo calls baseless" and "the coastal states group": no word of speech, and nothing is told."""
        word = self.tokens[position]
        if word.bits & THIRD and position not in self.verbs:
            return True
        return position > 0 and not word.bits & PAST and self.tokens[position - 1].word in _ARTICLES

    def _is_of_an_apposition(self, position: int) -> bool:
        """Tell of "admit observers, a demand that Rabat rejected": the verb ahead is that of a clause on another noun."""
        inside = [token.word for token in self.tokens[position : self._next_verb(position)]]
        comma = inside.index(",") if "," in inside else len(inside)
        noun = inside[comma + 1 : comma + 2], inside[comma + 2 :]
        return noun[0] in (["a"], ["an"], ["the"]) and not {"that", "which"}.isdisjoint(noun[1])

    def _is_joined_within(self, position: int) -> bool:
        """Tell of "expects no deal, but Riga may …": a noun is what is told, and the verb ahead another clause's."""
        ahead = next((p for p in self.verbs if p > position), position)
        between = pairwise(self.tokens[position:ahead])
        return any(token.word == "," and bool(after.bits & CONJUNCTION) for token, after in between)

    def _own_verb_within(self, position: int, reach: int) -> bool:
        """Tell whether a verb is near that is not the one of a clause within: "and those of Oslo, when they meet"."""
        return self._verb_within(position, reach) and not any(
            token.bits & SUBORDINATOR and token.word not in ("as", "once", "even", "since")
            for token in self.tokens[position + 1 : self._next_verb(position)]
        )

    def _verb_within(self, position: int, reach: int) -> bool:
        ahead = self._next_verb(position)
        if ahead >= min(position + reach, len(self.tokens)):
            return False
        return not any(token.bits & STRONG for token in self.tokens[position:ahead])
