"""Where the clauses of a sentence begin, and how each is linked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.words import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    ING,
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
    word_set,
)

_SEEMING = frozenset({"seems", "seem", "seemed", "looks", "look", "looked", "appears", "sounds"})

_OPENERS = QUOTE | CONJUNCTION | SUBORDINATOR
_OPENED_BY = STRONG | QUOTE | REPORTING | TIME


@dataclass(slots=True)
class Borders:
    """One walk over a sentence; ``opened`` is where the clause in hand began, ``link`` what it is."""

    tokens: Sequence[Token]
    quoted: Sequence[bool]
    verbs: Sequence[int]
    opened: int = 0
    link: Link = Link.MAIN
    has_verb: bool = False

    def found(self) -> list[tuple[int, Link]]:
        """Return where each clause begins and how it is linked."""
        self.link = Link.SUBORDINATE if self._opens_with_condition() else Link.MAIN
        found = [(0, self.link)]
        finite = set(self.verbs)
        for position in range(1, len(self.tokens)):
            self.has_verb = self.has_verb or position - 1 in finite
            link = self._link(position) if self._may_open(position) else None
            if link is not None:
                found.append((position, link))
                self.opened, self.link = position, link
                self.has_verb = link is Link.PARTICIPLE
        return found

    def _may_open(self, position: int) -> bool:
        """Tell whether anything at ``position`` could open a clause; rules out most words at once."""
        token, before = self.tokens[position], self.tokens[position - 1]
        return (
            bool(token.bits & _OPENERS or before.bits & _OPENED_BY)
            or before.word == ","
            or token.word in ("that", "like")
            or self._is_during_which(position)
        )

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
        return Link.TAIL if closed and not self.quoted[position] and self.quoted[position - 2] else None

    def _after_comma(self, position: int) -> Link | None:
        token = self.tokens[position]
        if self._is_tail(position):
            return Link.TAIL
        if self.link is Link.TAIL and self.has_verb and not token.bits & ING:
            return Link.COORDINATE
        if token.bits & RELATIVE:
            return Link.RELATIVE
        return self._after_comma_and_verb(position) if self.has_verb else None

    def _after_comma_and_verb(self, position: int) -> Link | None:
        token = self.tokens[position]
        if token.bits & ING:
            return Link.PARTICIPLE
        if self.link is Link.SUBORDINATE and self.opened == 0 and self._verb_within(position, 16):
            return Link.MAIN
        if self.link is Link.SUBORDINATE and self._is_within(position):
            return Link.COORDINATE
        resumes = position in self.verbs or (token.bits & ADVERB and self._verb_within(position, 3))
        if self.link is Link.RELATIVE and resumes:
            return Link.COORDINATE
        new_subject = token.bits & PRONOUN and not token.bits & DETERMINER
        return Link.COORDINATE if new_subject and self._verb_within(position + 1, 4) else None

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
        if self.tokens[position].word == "as" and after in word_set("not_after_as"):
            return False
        return self._own_verb_within(position + 1, 14)

    def _is_tail(self, position: int) -> bool:
        """Tell whether "…, he said" or "…, said the minister" begins here, at most twelve words of it."""
        token = self.tokens[position]
        if token.bits & (RELATIVE | CONJUNCTION) or position == len(self.tokens) - 1:
            return False
        ahead = next((p for p in self.verbs if position <= p), None)
        if ahead is None or ahead - position > 12:
            return False
        spoken = self._speech_at(ahead)
        if spoken is None:
            return False
        if ahead == position:
            return self.link is not Link.RELATIVE and (self.has_verb or self._is_inverted(spoken))
        after = self.tokens[spoken + 1] if spoken + 1 < len(self.tokens) else None
        ends = (
            after is None
            or after.word in (",", ".")
            or bool(after.bits & (TIME | PREPOSITION) and not after.bits & PRONOUN)
        )
        return ends and not (ahead > position + 4 and after is not None and after.bits & PREPOSITION)

    def _is_inverted(self, spoken: int) -> bool:
        """Tell "Her comments, said the envoy, are …" from "Ayrault, the minister of France, said …"."""
        commas = sum(token.word == "," for token in self.tokens[self.opened : spoken])
        return commas == 1 and any(token.word == "," for token in self.tokens[spoken + 2 : spoken + 7])

    def _speech_at(self, position: int) -> int | None:
        for ahead in range(position, min(len(self.tokens), position + 4)):
            if self.tokens[ahead].bits & SPEECH:
                return ahead
            if not self.tokens[ahead].bits & (AUXILIARY | ADVERB):
                return None
        return None

    def _coordinate(self, position: int, comma: bool) -> Link | None:
        after = position + 1
        while after < len(self.tokens) and self.tokens[after].bits & ADVERB:
            after += 1
        if after >= len(self.tokens):
            return None
        token = self.tokens[after]
        if after in self.verbs or (comma and token.bits & ING):
            return Link.COORDINATE
        wide = comma or token.bits & PRONOUN or self.tokens[position].word == "but"
        return Link.COORDINATE if wide and self._own_verb_within(after, 14) else None

    def _opens_content(self, position: int) -> bool:
        token = self.tokens[position]
        if token.word == "that":
            back = self.tokens[max(self.opened, position - 8) : position]
            return any(t.bits & REPORTING for t in back) and self._verb_within(position + 1, 16)
        before = self.tokens[position - 1]
        if token.word == "like":
            return before.word in _SEEMING and self._verb_within(position + 1, 12)
        if before.bits & TIME and position > 1 and self.tokens[position - 2].bits & SPEECH:
            before = self.tokens[position - 2]
        if not before.bits & REPORTING or before.word in ("told", "tell", "tells", "telling"):
            return False
        if position in self.verbs or token.bits & (PREPOSITION | TIME | QUOTE) or token.word == ",":
            return False
        if (
            any(ahead.word == "that" for ahead in self.tokens[position + 1 : position + 6])
            and not token.capital
        ):
            return False
        return self._verb_within(position + 1, 12)

    def _own_verb_within(self, position: int, reach: int) -> bool:
        """Tell whether a verb is near that is not the one of a clause within: "and those of Oslo, when they meet"."""
        ahead = next((p for p in self.verbs if p >= position), len(self.tokens))
        between = self.tokens[position + 1 : ahead]
        return self._verb_within(position, reach) and not any(
            token.bits & SUBORDINATOR and token.word not in ("as", "once", "even", "since")
            for token in between
        )

    def _verb_within(self, position: int, reach: int) -> bool:
        ahead = next((p for p in self.verbs if p >= position), None)
        if ahead is None or ahead >= position + reach:
            return False
        return not any(token.bits & STRONG for token in self.tokens[position:ahead])
