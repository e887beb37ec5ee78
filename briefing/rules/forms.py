"""The mail and the page (briefcraft 1.6), as they were published. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lxml import html

from briefing.rules.finding import Fault, Published, shown
from briefing.rules.places import lines_with_places

MAIL_BYTES, MAIL_WIDTH = 100_000, 600
LEAST_STACKED = 480
_NARROW = re.compile(r"@media \(max-width: (\d+)px\)")
CONTRAST = 4.5
_ACTIVE = frozenset(
    [
        *("script", "link", "img", "iframe", "object", "embed", "video", "audio", "form", "base"),
        *("image", "use", "foreignobject", "animate", "set"),
    ]
)
_BANNED = {"brief.html": _ACTIVE, "email.eml": _ACTIVE | {"svg"}}
_FETCHING = frozenset(["src", "srcset", "background", "poster", "data", "ping", "action", "formaction"])
_FETCHED = re.compile(r"@import|@font-face|url\(", re.IGNORECASE)


@lru_cache(maxsize=8)
def tree(page: str) -> Any:
    """Return a page as elements."""
    return html.document_fromstring(page)


@lru_cache(maxsize=8)
def page_text(page: str) -> str:
    """Return what a page says, on one line."""
    return " ".join(tree(page).text_content().split())


def said_by_forms(edition: Published) -> dict[str, str]:
    """Return what each form says to its reader, on one line, by the form's name."""
    return {
        "brief.md": " ".join(" ".join(edition.markdown).split()),
        "brief.html": page_text(edition.page),
        "email.eml, text": " ".join(edition.mail_text.split()),
        "email.eml, page": page_text(edition.mail_page),
    }


# ── E1 to E5: the mail ────────────────────────────────────────────────────────


def mail_has_both_forms(edition: Published) -> Iterator[Fault]:
    """E1: the mail has a text and a page as alternatives, and each line stands in both or in none."""
    mail = edition.mail
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    if mail.get_content_type() != "multipart/alternative" or kinds != ["text/plain", "text/html"]:
        yield Fault("email.eml", f"is {mail.get_content_type()} of {', '.join(kinds) or 'nothing'}")
    text, page = " ".join(edition.mail_text.split()), page_text(edition.mail_page)
    for place, line in lines_with_places(edition.brief):
        words = shown(line.text)
        if (words in text) is not (words in page):
            where = "its text" if words in text else "its page"
            yield Fault("email.eml", f"has {place} in {where} alone: {words!r}")


def mail_is_one_column(edition: Published) -> Iterator[Fault]:
    """E2: one column of at most 600 pixels; tables are for layout and say so, or have heads with a scope."""
    tables = list(tree(edition.mail_page).iter("table"))
    widths = [each.get("width", "") for each in tables if each.get("role") == "presentation"]
    pixels = [int(width) for width in widths if width.isdecimal()]
    if not pixels or max(pixels) > MAIL_WIDTH:
        yield Fault("email.eml", f"has no column of at most {MAIL_WIDTH} pixels")
    for table in tables:
        if table.get("role") != "presentation" and not _is_headed(table):
            yield Fault("email.eml", "has a table of data whose heads have no scope")
    if not all(map(_is_headed, tree(edition.page).iter("table"))):
        yield Fault("brief.html", "has a table of data whose heads have no scope")


def _is_headed(table: Any) -> bool:
    heads = list(table.iter("th"))
    return bool(heads) and all(each.get("scope") for each in heads)


def forms_ask_for_nothing(edition: Published) -> Iterator[Fault]:
    """E3: no script, image, web font or style sheet from elsewhere; the mail's styles are in its elements, and it has no drawing."""
    for place, page in (("brief.html", edition.page), ("email.eml", edition.mail_page)):
        for each in tree(page).iter():
            if not isinstance(each.tag, str):
                continue
            active = [name for name in each.attrib if name.startswith("on") or name in _FETCHING]
            refreshed = each.tag == "meta" and each.get("http-equiv", "").lower() == "refresh"
            if each.tag in _BANNED[place] or active or refreshed:
                yield Fault(place, f"has <{' '.join([each.tag, *active])}>")
            styles = each.get("style", "") + ((each.text or "") if each.tag == "style" else "")
            if found := _FETCHED.search(styles):
                yield Fault(place, f"has a style with {found.group()!r}")
    for name in ("body", "h1", "h2"):
        if any(not each.get("style") for each in tree(edition.mail_page).iter(name)):
            yield Fault("email.eml", f"has a <{name}> without a style of its own")


def mail_is_small(edition: Published) -> Iterator[Fault]:
    """E4: the mail's page is under 100 kB, for some clients clip more."""
    if (size := len(edition.mail_page.encode())) >= MAIL_BYTES:
        yield Fault("email.eml", f"has a page of {size} bytes")


def preheader_adds_to_the_subject(edition: Published) -> Iterator[Fault]:
    """E5: 40 to 110 characters of the bottom line, not the subject again, first in the mail and out of sight."""
    header = edition.brief.header
    if not 40 <= len(header.preheader) <= 110:
        yield Fault("preheader", f"has {len(header.preheader)} characters")
    if header.preheader == header.subject:
        yield Fault("preheader", "is the subject again")
    lines = [text for line in edition.brief.bottom_line if (text := shown(line.text)) != header.subject]
    if lines and shown(header.preheader).removesuffix("…") not in " ".join(lines):
        yield Fault("preheader", "is not from the bottom line")
    first = next(iter(tree(edition.mail_page).find("body")), None)
    hidden = first is not None and "display:none" in first.get("style", "").replace(" ", "")
    if first is None or not hidden or " ".join(first.text_content().split()) != shown(header.preheader):
        yield Fault("email.eml", "does not begin with its preheader, out of sight")


# ── E6, E7: whoever reads it, on whatever screen ──────────────────────────────


def forms_can_be_read_by_all(edition: Published) -> Iterator[Fault]:
    """E6: a language, headings in order, and a contrast of 4.5 to 1 in light and dark."""
    for place, page in (("brief.html", edition.page), ("email.eml", edition.mail_page)):
        root = tree(page)
        if root.get("lang") != edition.brief.header.language:
            yield Fault(place, f"is said to be in the language {root.get('lang') or 'none'!r}")
        levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
            yield Fault(place, f"has headings out of order: {levels}")
    yield from _pale(edition)


def _pale(edition: Published) -> Iterator[Fault]:
    for ink, ground in sorted({*_page_colours(edition.page), *_mail_colours(edition.mail_page)}):
        if (found := contrast(ink, ground)) < CONTRAST:
            yield Fault("colours", f"{ink} on {ground} has a contrast of {found:.1f}")


def _page_colours(page: str) -> Iterator[tuple[str, str]]:
    """Yield inks and grounds of the page's schemes, light and dark, that its style sheet names."""
    for scheme in re.findall(r"--paper: #[^}]+", page)[:2]:
        colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for ink in ("ink", "soft", "accent"):
            yield from ((colour[ink], colour[ground]) for ground in ("paper", "wash") if ground in colour)


def _mail_colours(page: str) -> Iterator[tuple[str, str]]:
    """Yield inks and grounds of the mail: those of its elements, and of its style sheet for the dark."""
    body = tree(page).find("body")
    ground = re.search(r"background: ?(#[0-9a-f]{6})", body.get("style", ""))
    shown_inks = {
        ink
        for each in body.iter()
        if isinstance(each.tag, str)
        and "display:none" not in (style := each.get("style", "").replace(" ", ""))
        for ink in re.findall(r"(?:^|;)color:(#[0-9a-f]{6})", style)
    }
    yield from ((ink, ground.group(1)) for ink in shown_inks if ground)
    dark = page.partition("prefers-color-scheme: dark")[2].partition("</style>")[0]
    dark_ground = re.search(r"background: (#[0-9a-f]{6})", dark)
    inks = re.findall(r"[ ;{]color: (#[0-9a-f]{6})", dark)
    yield from ((ink, dark_ground.group(1)) for ink in inks if dark_ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ("#1d1b18") by WCAG 2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def wide_tables_are_stacked(edition: Published) -> Iterator[Fault]:
    """E7: on a narrow screen the page's wide tables become rows with their heads; the mail has no wide ones."""
    width = _NARROW.search(edition.page)
    is_narrow = width is not None and int(width[1]) >= LEAST_STACKED
    narrow = edition.page[width.end() :].partition("@media")[0] if width and is_narrow else ""
    for table in tree(edition.page).iter("table"):
        wide = len(list(table.iter("th"))) > 3
        cells = (cell for row in table.iter("tr") for cell in list(row.iter("td"))[1:])
        heads = all(cell.get("data-head") for cell in cells if "".join(cell.itertext()).strip())
        if wide and not (heads and "display: block" in narrow):
            yield Fault("brief.html", "has a table of more than three columns that does not stack")
    for table in tree(edition.mail_page).iter("table"):
        columns = max(
            (len([each for each in row if each.tag in ("th", "td")]) for row in table.iter("tr")), default=0
        )
        if table.get("role") != "presentation" and columns > 3:
            yield Fault("email.eml", "has a table of more than three columns")
