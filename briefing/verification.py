"""An archived edition checked anew, without a network: its files, its quotations, its statements, the rules."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path

from briefing import rules
from briefing.brief import Brief, brief_from
from briefing.brief.lines import Voice
from briefing.chain import link_to
from briefing.errors import UsageError
from briefing.publish.files import edition_folder
from briefing.publish.manifest import MANIFEST, Link, Manifest, read_manifest
from briefing.publish.quotation import is_verbatim
from briefing.rules import Finding, Force
from briefing.rules.places import Placed, lines_with_places, new_sources_of, placed_lines
from briefing.settings import Settings
from briefing.store import Archive, Store, StoredEdition
from briefing.summarize.checks.claims import Context, days_of_report, days_told, doubts, language_of
from briefing.track.independence import origins
from briefing.types import Article, Evidence, Section

FORMS = ("brief.json", "brief.md", "brief.html", "brief.ics", "email.eml")
ARCHIVE, QUOTATION, SUPPORT, ORIGIN, CORRECTION = "archive", "F2", "F3", "F7", "S8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What checking an edition came to; ``statements`` and ``quotations`` count what was held against the articles."""

    profile: str
    day: date
    statements: int
    quotations: int
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that must not be."""
        return tuple(each for each in self.findings if each.force is Force.MUST)


def verify(settings: Settings, store: Store, profile: str | None, day: date | None) -> Iterator[Verified]:
    """Check the editions of ``day``, else all, oldest first, of one profile, else of each: the configured ones, then those that once were.

    Raises :class:`UsageError` where there is no edition to check, :class:`briefing.errors.ConfigError` for a profile that is
    neither configured nor has one.
    """
    made = store.editions.profiles()
    if profile and profile not in made:
        settings.profile(profile)
    names = [profile] if profile else list(dict.fromkeys([*settings.profiles, *made]))
    wanted = [(name, each) for name in names for each in store.editions.days(name) if day in (None, each)]
    if not wanted:
        which, how = (f"of {day} ", f" --date {day}") if day else ("", "")
        raise UsageError(f"there is no edition {which}yet; make one with: briefing run{how}")
    for name, each in wanted:
        if edition := store.editions.get(name, each):
            yield verify_edition(settings, store, edition)


def verify_edition(settings: Settings, store: Store, edition: StoredEdition) -> Verified:
    """Check one edition. What cannot be read as a brief is checked as it stands in the store."""
    files = files_of(settings.outputs, edition)
    found = _brief_in(files)
    brief = found or edition.brief
    articles = store.archive.articles(_articles_of(brief))
    findings = chain(
        archive_findings(edition, files, recorded(store, edition), settings.outputs),
        _store_findings(edition, found),
        source_findings(brief, articles),
        quotation_findings(brief, articles),
        statement_findings(brief, articles),
        origin_findings(brief, articles),
        _rule_findings(settings, edition, brief, files),
        correction_findings(brief, store.archive),
    )
    lines = [placed.line for placed in placed_lines(brief)]
    return Verified(
        profile=edition.profile,
        day=edition.day,
        statements=sum(line.voice is not Voice.OURS for line in lines),
        quotations=sum(len(line.evidence) for line in lines),
        findings=tuple(dict.fromkeys(findings)),
    )


def files_of(outputs: Path, edition: StoredEdition) -> dict[str, bytes]:
    """Return the files of an edition that can be read, by name."""
    folder = edition_folder(outputs, edition.profile, edition.day)
    found = {}
    for name in (*FORMS, MANIFEST):
        try:
            found[name] = (folder / name).read_bytes()
        except OSError:
            continue
    return found


def _brief_in(files: Mapping[str, bytes]) -> Brief | None:
    try:
        return brief_from(files["brief.json"].decode())
    except (KeyError, ValueError):
        return None


def _articles_of(brief: Brief) -> set[str]:
    quoted = {each.article_id for placed in placed_lines(brief) for each in placed.line.evidence}
    return quoted | {row.article_id for row in brief.sources}


def _fault(rule: str, place: str, words: str) -> Finding:
    return Finding(rule=rule, force=Force.MUST, place=place, words=words)


# ── the files ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the store knows of an edition's files: their digests by name, and the link to the edition before."""

    digests: Mapping[str, str]
    before: Link | None


def recorded(store: Store, edition: StoredEdition) -> Recorded:
    """Return what the store recorded when the edition was published."""
    editions = store.editions
    renderings = editions.renderings(edition.profile, edition.day)
    return Recorded(
        digests={name: digest for name, (_, digest) in renderings.items()},
        before=link_to(editions, edition.profile, edition.brief.header.previous),
    )


def archive_findings(
    edition: StoredEdition, files: Mapping[str, bytes], known: Recorded, outputs: Path
) -> Iterator[Finding]:
    """Yield what is not as it was when the edition was made: files, manifest, the link to the edition before."""
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    if MANIFEST not in known.digests:
        again = f"make it with: briefing run --date {edition.day}"
        yield _fault(ARCHIVE, MANIFEST, f"this edition was made without one; {again}")
        return
    for name in sorted({*FORMS, *known.digests}):
        if name not in files:
            yield _fault(ARCHIVE, name, "is missing, or cannot be read")
        elif digests[name] != known.digests.get(name):
            yield _fault(ARCHIVE, name, f"was changed since it was made ({len(files[name])} bytes now)")
    if MANIFEST in files:
        yield from manifest_findings(files[MANIFEST], digests, edition, known.before, outputs)


def manifest_findings(
    content: bytes, digests: Mapping[str, str], edition: StoredEdition, before: Link | None, outputs: Path
) -> Iterator[Finding]:
    """Yield where a manifest is not that of its edition, its files or the chain of editions."""
    try:
        manifest = read_manifest(content)
    except ValueError:
        yield _fault(ARCHIVE, MANIFEST, "cannot be read as a manifest")
        return
    if (manifest.profile, manifest.day) != (edition.profile, edition.day):
        yield _fault(ARCHIVE, MANIFEST, f"is of the edition of {manifest.day}, profile {manifest.profile}")
    if manifest.revision != edition.revision:
        yield _fault(
            ARCHIVE, MANIFEST, f"is of revision {manifest.revision}; the store has {edition.revision}"
        )
    for name, digest in manifest.files.items():
        if name in digests and digests[name] != digest:
            yield _fault(ARCHIVE, name, "is not the file that the manifest names")
    texts = {row.article_id: row.sha256 for row in edition.brief.sources}
    if {each.article_id: each.sha256 for each in manifest.sources} != texts:
        yield _fault(ARCHIVE, MANIFEST, "names other articles than the brief")
    yield from _chain_findings(manifest, before, edition.profile, outputs)


def _chain_findings(
    manifest: Manifest, before: Link | None, profile: str, outputs: Path
) -> Iterator[Finding]:
    if manifest.previous != before:
        told = f"the edition of {manifest.previous.day}" if manifest.previous else "no edition"
        yield _fault(ARCHIVE, MANIFEST, f"the chain is broken: it follows on {told} as that never was")
    if before is None:
        return
    path = edition_folder(outputs, profile, before.day) / MANIFEST
    try:
        there = sha256(path.read_bytes()).hexdigest()
    except OSError:
        there = ""
    if there != before.sha256:
        yield _fault(
            ARCHIVE, MANIFEST, f"the chain is broken: the manifest of {before.day} is not what it was"
        )


def _store_findings(edition: StoredEdition, found: Brief | None) -> Iterator[Finding]:
    if found not in (None, edition.brief):
        yield _fault(ARCHIVE, "brief.json", "is not the brief that the store holds")


# ── sources, quotations ───────────────────────────────────────────────────────


def source_findings(brief: Brief, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield the sources whose stored text is not the one that the brief was made from."""
    for row in brief.sources:
        place = f"source {row.number}"
        article = articles.get(row.article_id)
        if article is None:
            yield _fault(QUOTATION, place, f"article {row.article_id} is not in the store")
        elif _digest(article.text) != row.sha256:
            yield _fault(
                QUOTATION, place, f"the stored text of article {row.article_id} is not what was read"
            )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def quotation_findings(brief: Brief, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield each quotation, and each passage shown with one, that does not stand where it is said to stand."""
    for place, line in lines_with_places(brief):
        for each in line.evidence:
            article = articles.get(each.article_id)
            found = _section(article, each.section, each.index)[each.start : each.end] if article else ""
            if article and found != each.quote:
                yield _fault(
                    QUOTATION, place, f"quotes {_short(each.quote)}; {_where(each)} has {_short(found)}"
                )
    for number, passage in enumerate(brief.passages, start=1):
        article = articles.get(passage.article_id)
        end = passage.start + len(passage.text)
        found = _section(article, passage.section, passage.index)[passage.start : end] if article else ""
        if article and found != passage.text:
            yield _fault(
                QUOTATION, f"passage {number}", f"shows {_short(passage.text)}; it has {_short(found)}"
            )


def _section(article: Article | None, section: Section, index: int | None) -> str:
    if article is None:
        return ""
    if section is Section.CAPTION:
        return article.captions[index] if index is not None and index < len(article.captions) else ""
    return article.title if section is Section.TITLE else article.text


def _where(evidence: Evidence) -> str:
    return f"article {evidence.article_id}, {evidence.section} {evidence.start}–{evidence.end}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else f"{line[:59]}…")


def origin_findings(brief: Brief, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield the stories of which two cited new reports count as independent though they share their text (F7)."""
    for number, story in enumerate(brief.stories, start=1):
        cited = {row.article_id: row for row in new_sources_of(brief, story)}
        for group in origins([articles[each] for each in cited if each in articles]):
            if len({cited[each].origin for each in group}) > 1:
                several = ", ".join(str(cited[each].number) for each in group)
                yield _fault(
                    ORIGIN, f"story {number}", f"counts sources {several} as independent; they are one"
                )


def correction_findings(brief: Brief, archive: Archive) -> Iterator[Finding]:
    """Yield the cited articles of which the outlet gave another text since; the edition keeps the one that it used."""
    later = archive.later_texts({row.article_id for row in brief.sources if row.cited})
    for row in brief.sources:
        if row.article_id in later:
            told = "was corrected by its outlet since; this edition keeps the text that it used"
            yield Finding(rule=CORRECTION, force=Force.SHOULD, place=f"source {row.number}", words=told)


# ── statements, rules ─────────────────────────────────────────────────────────


def statement_findings(brief: Brief, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield each statement that is neither its evidence word for word nor borne out by it (F3)."""
    for placed in placed_lines(brief):
        line = placed.line
        if line.voice is Voice.OURS or is_verbatim(line) or not line.evidence:
            continue
        known = [articles[each] for each in _cited(placed) if each in articles]
        quotes = [each.quote for each in (*line.evidence, *placed.beside)]
        context = _context(known, placed, days_told((*line.evidence, *placed.beside), articles))
        for doubt in doubts(line.text, quotes, context):
            yield _fault(SUPPORT, placed.place, f"the {doubt.kind} {doubt.words!r} is not in its evidence")


def _cited(placed: Placed) -> Sequence[str]:
    return list(dict.fromkeys(each.article_id for each in (*placed.line.evidence, *placed.beside)))


def _context(known: Sequence[Article], placed: Placed, days: Sequence[date]) -> Context:
    """Return what a line may say beside its evidence; our comment, and what an earlier report has in a table, also on which day it was reported."""
    line, published = placed.line, [each.published for each in known if each.published]
    is_dated, speaker = line.voice is Voice.COMMENT or ", matter " in placed.place, line.speaker or ""
    return Context(
        published=max(published, default=None),
        days=(*days, *(days_of_report(line.text, published) if is_dated else ())),
        article_text="\n\n".join(each.text for each in known),
        title="\n".join(each.title for each in known),
        outlets=tuple(each.outlet for each in known if each.outlet),
        proved=tuple(name for name in (*placed.names, *line.names, *speaker.split("; ")) if name),
        language=language_of(known),
    )


def _rule_findings(
    settings: Settings, edition: StoredEdition, brief: Brief, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Yield the rules that the edition breaks, or that its forms cannot be read; which are missing is told elsewhere.

    How long the briefs of a profile might be that is configured no more nobody knows.
    """
    desk = settings.profiles.get(edition.profile)
    try:
        published = rules.published(
            brief,
            files,
            profile=edition.profile,
            day=edition.day,
            max_words=desk.max_words if desk else sys.maxsize,
            max_stories=desk.max_stories if desk else sys.maxsize,
        )
    except KeyError:
        return
    except ValueError as error:
        yield _fault(ARCHIVE, "forms", f"cannot be held against the rules: {error}")
        return
    yield from rules.broken(published)
