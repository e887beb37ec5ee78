"""An invented article, and ways to put the furniture of a page around it, for the tests of extraction."""

from briefing.types import Document, DocumentHints, MediaType

TITLE = "Freedonia and Sylvania agree to reopen border talks in Port Clair"

BODY = (
    "Freedonia and Sylvania agreed on Tuesday to reopen talks on their disputed border, nine months after a patrol boat was seized in the Osk estuary and both sides recalled their ambassadors.",
    "The two foreign ministers will meet in Port Clair on March 14, officials said. It would be their first encounter since the seizure.",
    "“We want our sailors home, and we want a line that both navies respect,” Freedonian Foreign Minister Rufus Teasdale told reporters in the capital.",
    "Sylvania has insisted that the boat entered its waters. Its government wants Freedonia to pay for a damaged lighthouse before any sailor is released.",
    "That demand is a non-starter.",
    "A senior Freedonian official, who spoke on condition of anonymity, said a breakthrough was unlikely this month. The official said the delegation would press for access to the eleven detained sailors.",
    "Trade between the neighbours, worth about 900 million crowns a year, has fallen by a third since June. Exporters on both banks of the Osk have asked for the ferry to resume.",
    "The Maritime Council in Port Clair has offered to survey the estuary. Sylvania is expected to answer the offer by the end of April.",
    "Ambassador Trentina Vookli said on Wednesday that Sylvania would send its deputy minister if the talks made progress.",
)

OTHER_TITLE = "Engineers return to the dam in the Vulgaria valley"

OTHER_BODY = (
    "Engineers from Marshovia returned to the Vulgaria valley on Monday to inspect a dam whose height has divided the highland provinces for years.",
    "The reservoir would flood seven villages. Farmers there have asked the high court to stop the work before the spring rains begin.",
    "“Nobody has shown us a map,” said Baron Popoff, who grows plums near the site.",
    "The court is due to rule in May, and engineers said the inspection would last ten days.",
)


def page(*, above: str = "", within: str = "", below: str = "", between: str = "\n\n") -> str:
    """Return the article as a page of text, with furniture above, within or below its body."""
    blocks = [TITLE, above, *BODY[:4], within, *BODY[4:], below]
    return between.join(block for block in blocks if block)


def a_document(text: str, media_type: MediaType = MediaType.TEXT, **hints: str) -> Document:
    return Document(
        id="d1",
        source="inbox",
        location="inbox/talks.txt",
        url=None,
        media_type=media_type,
        text=text,
        hints=DocumentHints(**hints),  # type: ignore[arg-type]
    )


def web_page(body: str, *, head: str = "", language: str = "en") -> str:
    """Return an HTML page of the invented outlet with ``body`` in its ``main`` element."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav><main>{body}</main>"
        "<footer>© 2025 The Courier</footer></body></html>"
    )


def marked_up(paragraphs: tuple[str, ...] = BODY) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
