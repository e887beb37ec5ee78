"""Offices and callings in a text, and whose they are: "Chinese Foreign Minister", ", a senior fellow at ...". Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from briefing.data import table
from briefing.gazetteer import Entity, EntityKind, Mention, MentionForm
from briefing.text import Span

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĽŁŃŇŌŐŒŔŘŚŞŠȘŤȚŪŮŰŹŻŽ"


class Office(NamedTuple):
    """``role`` is as written, without the state or body it belongs to."""

    role: str | None = None
    country: str | None = None
    organisation: str | None = None
    analyst: bool = False


class Marked(NamedTuple):
    """A text with its entities and offices, and which of its characters they cover."""

    text: str
    entity_starts: Mapping[int, Mention]
    entity_order: tuple[int, ...]
    entity_ends: Mapping[int, Mention]
    offices: tuple[Span, ...]
    office_starts: tuple[int, ...]
    office_ends: Mapping[int, Span]
    covered: bytearray


def mark(text: str, named: Sequence[Mention]) -> Marked:
    """Return ``text`` with its entities, which are ``named``, and its offices marked."""
    firm = [mention for mention in named if not _may_be_a_surname(mention)]
    covered = bytearray(len(text) + 1)
    _cover(covered, [Span(mention.start, mention.end) for mention in firm])
    _cover(covered, _headlines(text))
    offices = tuple(_offices(text, covered))
    _cover(covered, offices)
    return Marked(
        text=text,
        entity_starts={mention.start: mention for mention in firm},
        entity_order=tuple(mention.start for mention in firm),
        entity_ends={mention.end: mention for mention in firm},
        offices=offices,
        office_starts=tuple(office.start for office in offices),
        office_ends={office.end: office for office in offices},
        covered=covered,
    )


def office_before(marked: Marked, name: Span) -> Office | None:
    """Read the office in front of a name: "Chinese Foreign Minister", "the spokesman, …,"."""
    text, start = marked.text, _behind_honorific(marked.text, name.start)
    if text[start - 1 : start] in (" ", "\u00a0") and (office := marked.office_ends.get(start - 1)):
        return _with_state_behind(marked, _office(marked, _foremost(marked, office)), name)
    if text[max(0, start - 2) : start] == ", " and (apposed := _office_ending_at(marked, start - 2)):
        own = _with_state_behind(marked, apposed, name)
        if text[name.end : name.end + 1] in (",", ".", ";") or own != apposed:
            return own
    return _office_with_its_state_between(marked, start) or _state_of(marked, start)


def _foremost(marked: Marked, office: Span) -> Span:
    """Return the first of offices in a row: "Supreme Leader Ayatollah"."""
    while marked.text[max(0, office.start - 1) : office.start] == " ":
        other = marked.office_ends.get(office.start - 1)
        if other is None:
            break
        office = other
    return office


def _office_ending_at(marked: Marked, end: int) -> Office | None:
    """Read "the spokesman, …" and "a spokesman for the Chinese Foreign Ministry, …"."""
    index = bisect_left(marked.office_starts, end) - 1
    if index < 0:
        return None
    office = marked.offices[index]
    if office.end == end or (end - office.end < 60 and _OF_A_BODY.fullmatch(marked.text, office.end, end)):
        return _office(marked, office)
    return None


def _state_of(marked: Marked, start: int) -> Office | None:
    """Read "Kenya's" in front of a name."""
    owner = _owner(marked, start) if marked.text[max(0, start - 3) : start] in ("'s ", "’s ") else None
    return Office(country=owner.country) if owner is not None and owner.country else None


def _with_state_behind(marked: Marked, office: Office, name: Span) -> Office:
    """Read the state in "Prime Minister Jane Doe of Iceland"."""
    link = _OF_A_STATE.match(marked.text, name.end)
    mention = marked.entity_starts.get(link.end()) if link else None
    if office.country or mention is None:
        return office
    return office._replace(country=mention.entity.country)


def office_after(marked: Marked, name: Span) -> Office | None:
    """Read the apposition behind a name: ", a senior fellow at the Institute for Peace,".

    An office that leads to another name is that one's: ", President Moreno's adviser".
    """
    if not _APPOSITION.match(marked.text, name.end):
        return _office_at_institute(marked.text, name.end)
    before = marked.text[max(0, name.start - len(" in ")) : name.start]
    for office in marked.offices[bisect_left(marked.office_starts, name.end) :]:
        between = marked.text[name.end : office.start]
        if len(between) > 80 or not _leads_to_an_office(between):
            return None
        if _TAGS.match(marked.text, office.end) or _IN_A_PLACE.search(before):
            return None
        if not _NAME_FOLLOWS.match(marked.text, office.end) or marked.covered[office.end + 1]:
            return _office(marked, office)
    return None


_TAGS = re.compile(r" (?:said|says|added|noted)\b")  # "Nobody, a delegate said, complained"
_IN_A_PLACE = re.compile(r"(?:^|\s)[Ii]n $")  # "in Antalya, the delegate who …"


def _office_at_institute(text: str, end: int) -> Office | None:
    """Read "of the Forum on Verification" behind a name."""
    body = _OF_AN_INSTITUTE.match(text, end)
    if body is None or not any(word in body["name"] for word in _LEARNED):
        return None
    return Office(organisation=without_possessive(body["name"]), analyst=True)


def explains(text: str, end: int) -> bool:
    """Tell whether somebody whose name ends at ``end`` is placed where affairs are studied: "of the research group Ledger"."""
    return _AT_ITS_STUDY.match(text, end) is not None


def has_served(office: Office) -> bool:
    """Tell of a former diplomat or general, who explains affairs now; a former president still takes part in them."""
    return is_past(office) and (office.role or "").lower().endswith(tuple(word_set("served")))


def is_said_to_have_served(text: str, end: int) -> bool:
    """Tell whether somebody whose name ends at ``end`` is called a former official there: ", a former Treasury official"."""
    return _HAS_SERVED.match(text, end) is not None


_HAS_SERVED = re.compile(r", (?:\d+, )?an? (?:former|retired) (?:[\w'’.-]+ ){0,4}?officials?\b")


_AT_ITS_STUDY = re.compile(
    r"(?:,| of| at| from| with)(?:[^.;:!?“”\"\n]|(?<=\b[A-Z])\.){0,120}?"
    r"\b(?:[Rr]esearch(?! vessel)|[Tt]hink[ -][Tt]ank|[Ii]nstitute|[Uu]niversity|(?:Policy )?Cent(?:re|er)\b|law firm|consultancy|"
    r"brokerage|(?:who|and) (?:stud(?:ies|ied)|teaches|tracks|follows|monitors|analy[sz]es|runs the Program))\b"
)


def is_past(office: Office) -> bool:
    """Tell of somebody who holds her office no longer."""
    return office.role is not None and office.role.lower().startswith(("former", "retired", "ex-"))


def is_honorific(before: str) -> bool:
    """Tell whether the words in front of a name end with "Mr." or the like."""
    last = before.rstrip().rpartition(" ")[2].lstrip("(\"“'‘\n—")
    return before.endswith((" ", "\u00a0")) and last in word_set("honorifics")


def word_set(name: str) -> frozenset[str]:
    """Return one of the lists of ``data/people.toml``."""
    return _word_sets()[name]


def administration(surname: str) -> str | None:
    """Return the country that the "``surname`` administration" governs or governed."""
    table: Mapping[str, Sequence[str]] = data()["administrations"]
    return next((country for country, names in table.items() if surname in names), None)


def _headlines(text: str) -> list[Span]:
    """Return the lines in Title Case, where capitals tell nothing."""
    found, start = [], 0
    for line in text.split("\n"):
        if _is_headline(line):
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


_NO_HEADLINE = (".", "?", "!", ",", ":", "”", '"')
_SENTENCE_ENDS = re.compile(r"[a-z]{2}[.?!][”\"’]? ")


def _is_headline(line: str) -> bool:
    if not 10 <= len(line) <= 160 or line.endswith(_NO_HEADLINE) or _SENTENCE_ENDS.search(line):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


# ── finding them ──────────────────────────────────────────────────────────────


def _may_be_a_surname(mention: Mention) -> bool:
    """Towns and provinces lend their names to people and speak for nobody, so they bar nothing."""
    return mention.entity.kind is EntityKind.PLACE and " " not in mention.surface


def _cover(covered: bytearray, spans: Sequence[Span]) -> None:
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)


def _offices(text: str, covered: bytearray) -> Iterator[Span]:
    """Yield the offices in ``text`` with what belongs to them ("former deputy foreign minister")."""
    found = [
        (start, -end)
        for _, start, end in _automaton().find_matches_as_indexes(text, overlapping=True)
        if not covered[start]
        and not (start and text[start - 1].isalnum())
        and not (end < len(text) and (text[end].isalnum() or text[end] == "-"))
    ]
    reached = 0
    for start, minus_end in sorted(found):
        if start >= reached:
            begin = _with_modifiers(text, start, reached, covered)
            reached = -minus_end
            yield Span(begin, reached)


_WORD_BEFORE = re.compile(r"[\w.]+(?=[ -])")


def _with_modifiers(text: str, start: int, floor: int, covered: bytearray) -> int:
    words = list(_WORD_BEFORE.finditer(text, max(floor, start - 60), start))
    for word in reversed(words):
        joined = word.end() + 1 == start and not covered[word.start()]
        if not joined or word.group().lower() not in word_set("modifiers"):
            break
        start = word.start()
    return start


@cache
def _automaton() -> Any:
    from ahocorasick_rs import AhoCorasick

    callings = (*data()["offices"], *data()["analysts"])
    spellings = {spelling for calling in callings for spelling in _spellings(calling)}
    return AhoCorasick(sorted(spellings | set(data()["ranks"])))


def _spellings(calling: str) -> tuple[str, ...]:
    """Return "prime minister", "Prime minister" and "Prime Minister"."""
    title = re.sub(r"(?<!\w)(?!of |the |in |d')\w", lambda first: first.group().upper(), calling)
    return calling, calling[0].upper() + calling[1:], title, calling.upper() if len(calling) < 4 else title


# ── whose they are ────────────────────────────────────────────────────────────

_COUNTRIES = (EntityKind.STATE, EntityKind.TERRITORY)
_CAPITALISED = rf"[{UPPER}][\w’'&-]*(?:\.[{UPPER}]\.?)*"
_COMPLEMENT = re.compile(
    rf" (?:of|at|for|from|in|with|to) (?:the )?"
    rf"(?P<name>{_CAPITALISED}(?:(?: (?:of|for|and|in|on)(?: the)?)? {_CAPITALISED}){{0,20}})"
)
_OF_AN_INSTITUTE = re.compile(
    rf" (?:of|at|from|with) (?:the )?(?P<name>{_CAPITALISED}(?:(?: (?:of|for|and|in|on|el-\w+)(?: the)?)? {_CAPITALISED}){{0,20}})"
)
_LINK_BEFORE = re.compile(r" (of|to) (?:the )?$")
_APPOSITION = re.compile(r", (?:\d+, )?| \(| (?=(?:is|was) (?:the|an?) )")
_NAME_FOLLOWS = re.compile(rf" [{UPPER}]")
_OF_A_PERSON = re.compile(rf"([{UPPER}][\w-]+)['’]s? $")
_OF_A_BODY = re.compile(r" (?:of|for|at|in) [\w.'’ -]+")
_OF_A_STATE = re.compile(r" of (?:the )?")
_POSSESSIVE = re.compile(r"['’]s?$")


def without_possessive(name: str) -> str:
    return _POSSESSIVE.sub("", name) if name.endswith(_POSSESSIVES) else name


_POSSESSIVES = ("'s", "’s", "'", "’")


def _behind_honorific(text: str, start: int) -> int:
    before = text[max(0, start - 12) : start]
    return start - len(before) + before.rstrip().rfind(" ") + 1 if is_honorific(before) else start


def _office_with_its_state_between(marked: Marked, start: int) -> Office | None:
    """Read "ambassador to China Jane Doe" and "Emir of Qatar Sheikh Tamim"."""
    mention = marked.entity_ends.get(start - 1)
    if mention is None or marked.text[start - 1] != " ":
        return None
    link = _LINK_BEFORE.search(marked.text, max(0, mention.start - 8), mention.start)
    office = marked.office_ends.get(link.start()) if link else None
    if office is None or link is None:
        return None
    own = _office(marked, office)
    return own if link[1] == "to" else own._replace(country=mention.entity.country)


def _leads_to_an_office(between: str) -> bool:
    """Tell whether what stands between a name and an office belongs to the office: ", the EU's "."""
    opening = _APPOSITION.match(between)
    if opening is None:
        return False
    words = between[opening.end() :].split()
    if _ENDS_WITHIN.search(between):
        return False
    determined = bool(words) and words[0] in word_set("determiners")
    return all(_belongs(word, determined=determined) for word in words)


_ENDS_WITHIN = re.compile(r"(?:[a-z]{3}|\d)[.?!] ")


def _belongs(word: str, *, determined: bool) -> bool:
    """Tell whether ``word`` may stand before an office; behind an article any adjective may."""
    plain = word.lower().strip("-")
    if determined:
        return plain not in word_set("never_in_apposition") and not plain.endswith((",", ";", "—"))
    known = plain in word_set("modifiers") or plain in word_set("determiners")
    return known or word[0].isupper() or word[0].isdigit() or plain.endswith(("'s", "’s", "s'", "s’"))


def _office(marked: Marked, span: Span) -> Office:
    written = span.of(marked.text)
    owner = _owner(marked, span.start, to_whom=written.lower().endswith(_SENT_TO))
    role, organisation, of = _complement(marked, span)
    country = (owner and owner.country) or (of and of.country) or _country_before(marked, span.start)
    body = owner.name if owner and owner.kind not in (*_COUNTRIES, EntityKind.PLACE) else None
    role = _past_in_front(marked, span.start) + data()["ranks"].get(role, role)
    return Office(
        role=None if written.lower() == "counterpart" else role,
        country=country or only_country(written),
        organisation=organisation or body,
        analyst=_is_analyst(written, organisation),
    )


def _owner(marked: Marked, start: int, *, to_whom: bool = False) -> Entity | None:
    """Return whose office begins at ``start``: "China's top diplomat", "French President".

    ``to_whom`` says that the bare name of a state is the one that somebody is sent to: "Sudan envoy".
    """
    possessive = _POSSESSIVE.search(marked.text, max(0, start - 3), start - 1)
    mention = marked.entity_ends.get(possessive.start() if possessive else start - 1)
    if mention is None:
        return _owner_meant(marked, start)
    bare = (
        not possessive and mention.form is MentionForm.NAME and not mention.surface.replace(".", "").isupper()
    )
    return None if to_whom and bare else mention.entity


def _past_in_front(marked: Marked, start: int) -> str:
    """Return "former " where that stands before the state of an office: "a former British diplomat"."""
    mention = marked.entity_ends.get(start - 1)
    past = _PAST.search(marked.text, max(0, mention.start - 10), mention.start) if mention else None
    return past[0] if past else ""


_PAST = re.compile(r"\b(?:former|retired) $")


def _owner_meant(marked: Marked, start: int) -> Entity | None:
    """Return whom "its" means in front of an office: the state or body last named."""
    if not _ITS.search(marked.text, max(0, start - 20), start):
        return None
    before = bisect_left(marked.entity_order, start) - 1
    mention = marked.entity_starts[marked.entity_order[before]] if before >= 0 else None
    mention = _subject_of_what_is_said(marked, start) or mention
    near = (
        mention is not None and start - mention.end < _REACH and mention.entity.kind is not EntityKind.PLACE
    )
    return mention.entity if near and mention is not None else None


def _subject_of_what_is_said(marked: Marked, start: int) -> Mention | None:
    """Return the state that a sentence opens with which "…, its minister X said" ends: "Peru rejects the quota that Chile set, its minister said"."""
    told = _ITS_TAG.search(marked.text, max(0, start - 6), start)
    if told is None or not _SAYS.match(marked.text, start):
        return None
    opens = max(
        (each.end() for each in _OPENS.finditer(marked.text, max(0, start - _REACH), start)), default=0
    )
    return next(
        (marked.entity_starts[each] for each in (opens, opens + len("The ")) if each in marked.entity_starts),
        None,
    )


_ITS_TAG = re.compile(r", its $")
_SAYS = re.compile(
    r"[a-z ]{4,40}(?:, )?(?:[^\W\d_a-z][\w’'-]+,? ){0,4}(?:said|told|warned|added|announced)\b"
)
_OPENS = re.compile(r"(?:^|\n|[.!?][”\"’']? |\b[A-Z]{3,}[^.\n]{0,40} [-–—] )")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir|the (?:country|government|ministry|agency|bloc)['’]s) $")
_REACH = 200
_SENT_TO = (
    "envoy",
    "delegate",
    "representative",
    "negotiator",
    "coordinator",
    "mediator",
    "adviser",
    "advisor",
)


def _country_before(marked: Marked, start: int) -> str | None:
    """Read the country in "President Truman's adviser" and in "Kenya's leader, President …"."""
    of = _OF_A_PERSON.search(marked.text, max(0, start - 30), start)
    if of is not None:
        return administration(of[1])
    other = marked.office_ends.get(start - 2) if marked.text[max(0, start - 2) : start] == ", " else None
    owner = _owner(marked, other.start) if other is not None else None
    return owner.country if owner else None


def _complement(marked: Marked, span: Span) -> tuple[str, str | None, Entity | None]:
    """Return role, body and state from what follows: "director of the China Program at the Stimson Center"."""
    first = _COMPLEMENT.match(marked.text, span.end)
    if first is None or first.start("name") in marked.office_starts:
        return span.of(marked.text), None, None
    if first.start("name") not in marked.entity_starts and _is_of_a_ministry(span.of(marked.text), first):
        return _of_a_ministry(marked, span, first)
    second = _COMPLEMENT.match(marked.text, first.end())
    role = marked.text[span.start : first.end()] if second else span.of(marked.text)
    last = second or first
    mention = marked.entity_starts.get(last.start("name"))
    if mention is None or mention.entity.kind is EntityKind.PLACE:
        return role, without_possessive(re.split("['’]s ", last["name"])[0]), None
    return role, None if mention.entity.kind in _COUNTRIES else mention.entity.name, mention.entity


def _is_of_a_ministry(office: str, complement: re.Match[str]) -> bool:
    """Tell of "Minister of Foreign Affairs" and "spokesman for the Ministry of Trade", which name no body but a state's own."""
    bare = _NO_PORTFOLIO.fullmatch(office)
    if bare is None:
        return _MINISTRY.match(complement["name"]) is not None
    return bare["of"].lower() == "minister" or _PORTFOLIO.match(complement["name"]) is not None


_NO_PORTFOLIO = re.compile(
    r"(?:(?:former|deputy|vice|first|state|junior) )*(?P<of>minister|secretary)", re.IGNORECASE
)
_MINISTRY = re.compile(r"(?:[^\W\d_a-z]\w+ )?(?:Ministry|Foreign Office)\b")
_PORTFOLIO = re.compile(
    r"(?:Foreign|External|Internal|Interior|European|Economic|International|Legal|Home)\b"
)


def _of_a_ministry(marked: Marked, span: Span, named: re.Match[str]) -> tuple[str, None, Entity | None]:
    """Return role and state of "Minister of Foreign Affairs of Peru" and of "spokesman for the Foreign Ministry in Lima"."""
    first, last = named.span("name")
    mentions = [marked.entity_starts[at] for at in marked.entity_order if first < at < last]
    state = next((one for one in reversed(mentions) if one.entity.country), None)
    role = marked.text[span.start : span.end]
    if role.lower().endswith("minister"):
        lead = marked.text[span.start : state.start if state else last]
        role = _WHOSE.sub("", lead) if state else without_possessive(lead)
    return role, None, state.entity if state else None


_WHOSE = re.compile(r"(?: (?:of|in)(?: the)?(?: (?:Republic|Kingdom|Government) of)?)? $")


def only_country(office: str) -> str | None:
    """Return the state of an office that only one state has: "Secretary of State"."""
    table: Mapping[str, str] = data()["office_of"]
    return next((country for name, country in table.items() if office.lower().endswith(name)), None)


def _is_analyst(office: str, organisation: str | None) -> bool:
    if office.lower().endswith(tuple(data()["analysts"])):
        return True
    heads_one = office.lower().endswith(
        ("director", "president", "head", "chairman", "chair", "founder", "chief")
    )
    learned = organisation is not None and any(word in organisation for word in _LEARNED)
    return learned and heads_one


_LEARNED = (
    *(
        "Institut",
        "Center",
        "Centre",
        "Universit",
        "College",
        "Foundation",
        "Endowment",
        "Marshall Fund",
        "Program",
        "School",
    ),
    *("Observatory", "Forum", "Academy", "Think Tank"),
    *("Association", "Initiative", "Society", "Crisis Group", "Council on"),
)


# ── the data ──────────────────────────────────────────────────────────────────


def data() -> Mapping[str, Any]:
    return table("people")


@cache
def _word_sets() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in data().items() if isinstance(words, list)}
