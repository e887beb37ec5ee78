"""Whom pronouns mean: who was last spoken of in an article. Pure."""

import re
from dataclasses import dataclass

from briefing.summarize.embedded.names import Names, Voice
from briefing.types import AttributionType


@dataclass(slots=True)
class Discourse:
    """Who was last spoken of, so that "he", "they" and "the official" find their noun."""

    person: Voice | None = None
    person_at: int = 0
    group: Voice | None = None
    group_at: int = 0
    official: Voice | None = None
    official_at: int = 0
    body: Voice | None = None
    body_at: int = 0
    speaker: Voice | None = None
    speaker_at: int = 0

    def note_speaker(self, voice: Voice, sentence: int) -> None:
        self.note(voice, sentence)
        self.speaker, self.speaker_at = voice, sentence

    def speaks_on(self, sentence: int) -> Voice | None:
        """Return whom "they added" means: who spoke just before, where no group was spoken of since."""
        if self.speaker is None or sentence - self.speaker_at > 1:
            return None
        return self.speaker if self.group is None or self.group_at < self.speaker_at else None

    def note(self, voice: Voice, sentence: int) -> None:
        if voice.person:
            self.person, self.person_at = voice, sentence
        elif voice.type in _OF_AN_OFFICE and not voice.plural:
            self.official, self.official_at = voice, sentence
            self.person = self.person or voice
        if voice.plural:
            self.group, self.group_at = voice, sentence
        elif voice.type in (AttributionType.INSTITUTION, AttributionType.DOCUMENT):
            self.body, self.body_at = voice, sentence


_OF_AN_OFFICE = (AttributionType.NAMED_OFFICIAL, AttributionType.UNNAMED_OFFICIAL)


_FRESH = 2


def pronoun_voice(
    word: str, names: Names, before: tuple[int, int], discourse: Discourse, sentence: int
) -> Voice | None:
    """Return whom a pronoun means, ``before`` which its sentence runs from one offset to another."""
    begin, start = before
    match word[:2]:
        case "he" | "sh":
            return _introduced(names, start, begin) or _one(word, names, start, discourse, sentence)
        case "th":
            for here, at in ((discourse.group, discourse.group_at), (discourse.body, discourse.body_at)):
                if here is not None and at == sentence:
                    return here
            fresh = discourse.group if sentence - discourse.group_at <= _FRESH else None
            return (
                _in_sentence(names, start, begin)
                or fresh
                or both(names, start)
                or discourse.body
                or discourse.person
            )
        case _:
            return discourse.body if sentence - discourse.body_at <= 1 else None


def one_of(discourse: Discourse, sentence: int, *, plural: bool) -> Voice | None:
    """Return whom "one said" and "others added" mean: one of a group that spoke just before."""
    spoke = discourse.speaker is not None and discourse.speaker.plural
    people = discourse.group is not None and discourse.group.type in _PEOPLE
    since = people and discourse.group_at > discourse.speaker_at
    group = discourse.speaker if spoke and not since else discourse.group
    at = max(discourse.speaker_at, discourse.group_at)
    return group._replace(plural=plural) if group is not None and sentence - at <= _FRESH else None


_PEOPLE = (AttributionType.UNNAMED_OFFICIAL, AttributionType.UNNAMED_SOURCES, AttributionType.ANALYST)


def _in_sentence(names: Names, start: int, begin: int) -> Voice | None:
    """Return the only state that the sentence of a "they" names before it: "Oslo waits because they want …"."""
    states = {m.entity.name for m in names.acting(begin, start) if m.entity.country}
    if len(states) != 1 or names.people(begin, start):
        return None
    (name,) = states
    return Voice(type=AttributionType.INSTITUTION, name=name, side=name)


def _introduced(names: Names, start: int, begin: int) -> Voice | None:
    """Return whom "she" means in "Ann Lee, a surgeon from Riga, has met both, and she asks": of no office, but named in front."""
    found = _WITH_HER_TRADE.match(names.text, begin, start)
    if found is None or names.people(begin, start) or names.entities(begin, found.end("name")):
        return None
    return Voice(type=AttributionType.ANALYST, name=found["name"], person=True)


_WITH_HER_TRADE = re.compile(r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}), an? [a-z][^.;“”\"]*, ")


def _one(word: str, names: Names, start: int, discourse: Discourse, sentence: int) -> Voice | None:
    """Return whom "he" means: who was last spoken of, by name or by her office, else somebody named just before."""
    official = discourse.official
    if official is not None and discourse.official_at > discourse.person_at and _may_be(word, official):
        return official
    other = discourse.person is not None and _is_of_the_other_sex(word, discourse.person)
    if other and (named := _last_who_may_be(word, names, start)) is not None:
        return named
    if discourse.person is not None and sentence - discourse.person_at > _FRESH:
        near = names.people(max(0, start - _NEAR), start)
        return names.voices[near[-1].name] if near else discourse.person
    return discourse.person or discourse.official


_NEAR = 200


def _is_of_the_other_sex(pronoun: str, person: Voice) -> bool:
    """Tell whether an office that says so is not of whom "he" or "she" means: no spokeswoman is "he"."""
    office = (person.role or "").lower()
    return office.endswith("man") and office.endswith("woman") != pronoun.startswith("sh")


def _last_who_may_be(pronoun: str, names: Names, start: int) -> Voice | None:
    """Return who was last named before ``start`` and may be "he" or "she"."""
    near = (names.voices[one.name] for one in reversed(names.people(max(0, start - _PASSAGE), start)))
    return next((voice for voice in near if not _is_of_the_other_sex(pronoun, voice)), None)


_PASSAGE = 400


def _may_be(pronoun: str, official: Voice) -> bool:
    """Tell whether "he" or "she" can mean an office: a spokesman is no she."""
    office, she = official.name.lower(), pronoun.startswith("sh")
    return she if office.endswith("woman") else not (she and office.endswith("man"))


def both(names: Names, start: int) -> Voice | None:
    """Return the two that "both sides" means at ``start``."""
    couple = names.couples.meant(start)
    return Voice(type=AttributionType.OUTLET_VOICE, name=couple.name, plural=True) if couple else None
