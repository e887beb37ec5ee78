"""What the header states: how much the edition rests on, up to when, and how its lines are to be read. Pure."""

from briefing.brief import Brief, Header, lines_of
from briefing.brief.lines import Voice
from briefing.labels import Labels
from briefing.publish.dates import instant
from briefing.publish.quotation import is_verbatim
from briefing.text import capital


def header_sentences(header: Header, labels: Labels) -> tuple[str, ...]:
    """Return what the header states: counts, reading time, cut-off, revision, engine (S6, S7, F11)."""
    return (
        counts(header, labels),
        f"{reading_time(header.reading_minutes, labels)}.",
        cut_off(header, labels),
        *((labels("header.revision", number=header.revision),) if header.revision > 1 else ()),
        *((f"{capital(header.engine)}.",) if header.engine else ()),
    )


def counts(header: Header, labels: Labels) -> str:
    """Return how many reports the edition rests on, and how many independent sources they are (S7)."""
    return labels(
        "header.counts_with_file" if header.on_file else "header.counts",
        reports=labels.counted(header.new_reports, "new_report"),
        sources=labels.counted(header.independent_sources, "independent_source"),
        on_file=header.on_file,
    )


def cut_off(header: Header, labels: Labels) -> str:
    """Return up to when articles count for the edition (S7)."""
    return labels("header.cut_off", instant=instant(header.cut_off, header.time_zone, labels))


def profile_name(header: Header) -> str:
    """Return whose edition it is, nothing where there is but one reader."""
    return "" if header.profile == "default" else header.profile


def reading_time(minutes: float, labels: Labels) -> str:
    """Return the reading time in words, never further than a quarter from the truth (S5)."""
    if minutes >= 1.8:
        return labels("reading.minutes", number=round(minutes))
    if minutes >= 1.2:
        return labels("reading.one_and_a_half")
    if minutes >= 0.8:
        return labels("reading.one")
    return labels("reading.seconds", number=max(1, round(minutes * 6)) * 10)


def reading_note(brief: Brief, labels: Labels) -> str:
    """Return how to read the lines: whose words they are, and how speakers are set apart (F1)."""
    verbatim = all(is_verbatim(line) for line in lines_of(brief) if line.voice in (Voice.FACT, Voice.CLAIM))
    return f"{labels('header.verbatim' if verbatim else 'header.borne_out')} {labels('header.speakers')}"
