"""Plain text: every block of furniture is found and named, and no sentence of the body is lost."""

import json
import random
import textwrap
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefing.collect.blocks import normalized
from briefing.collect.plaintext import Cleaned, clean
from briefing.text import strip_controls, words
from briefing.types import NoiseReason
from tests.border_talks import BODY, OTHER_BODY, OTHER_TITLE, TITLE, page

ABOVE = (
    ("By Margaret Dumont", NoiseReason.BYLINE),
    ("By MARGARET DUMONT and Chico Ravelli, Associated Press", NoiseReason.BYLINE),
    ("Margaret Dumont in Port Clair", NoiseReason.BYLINE),
    ("Margaret Dumont, Diplomatic Editor", NoiseReason.BYLINE),
    ("Margaret Dumont", NoiseReason.BYLINE),
    ("March 4, 2025 10:45 AM GMT", NoiseReason.DATELINE_FURNITURE),
    ("Published: 4 March 2025, 10:15", NoiseReason.DATELINE_FURNITURE),
    ("Tue 4 Mar 2025 11.02 GMT", NoiseReason.DATELINE_FURNITURE),
    ("Last updated 3 hours ago", NoiseReason.DATELINE_FURNITURE),
    ("4 min read", NoiseReason.DATELINE_FURNITURE),
    ("Home > World > Europe", NoiseReason.BOILERPLATE),
    ("World News", NoiseReason.BOILERPLATE),
    ("Listen to this article", NoiseReason.PROMPT),
    ("Share\nSave\nFacebook\nX\nWhatsApp", NoiseReason.PROMPT),
    ("Advertisement", NoiseReason.BOILERPLATE),
    ("Ministers to meet for the first time since a patrol boat was seized", NoiseReason.STANDFIRST),
    (
        "Ministers will meet for the first time since last summer’s seizure of a patrol boat.\n\nBy Margaret Dumont",
        NoiseReason.STANDFIRST,
    ),
    ("• Ministers to meet on March 14\n• Eleven sailors still held", NoiseReason.KEY_POINTS),
    (
        "Key points\n\n- Ministers to meet on March 14\n- Eleven sailors are still held.",
        NoiseReason.KEY_POINTS,
    ),
    ("The Osk estuary, where a patrol boat was seized last June. (AFP)", NoiseReason.CAPTION),
    (
        "Foreign Minister Rufus Teasdale speaks to reporters in Port Clair on March 3, 2025. [Harpo Lindt/Reuters]",
        NoiseReason.CAPTION,
    ),
    ("File photo: A ferry crosses the Osk estuary.", NoiseReason.CAPTION),
    ("A ferry crosses the Osk estuary\n\nPhoto: Harpo Lindt/AFP", NoiseReason.CAPTION),
)

WITHIN = (
    ("Advertisement", NoiseReason.BOILERPLATE),
    ("ADVERTISEMENT - CONTINUE READING BELOW", NoiseReason.BOILERPLATE),
    ("Read more: Sylvania recalls its ambassador after estuary clash", NoiseReason.RELATED),
    ("READ MORE\n\nSylvania recalls its ambassador after estuary clash", NoiseReason.RELATED),
    ("ALSO READ | Sylvania recalls ambassador over estuary clash", NoiseReason.RELATED),
    ("Also Read: Why the Osk matters to Sylvania", NoiseReason.RELATED),
    ("Related: Sylvania recalls its ambassador", NoiseReason.RELATED),
    ("Related article\n\nWhat does the seizure in the Osk estuary mean for trade?", NoiseReason.RELATED),
    ("See also: The lighthouse at the heart of a quarrel", NoiseReason.RELATED),
    ("WATCH: Teasdale answers questions in parliament", NoiseReason.RELATED),
    ("Sign up for our weekly newsletter and get the world in your inbox.", NoiseReason.PROMPT),
    ("Subscribe to our newsletter", NoiseReason.PROMPT),
    ("Story continues below this ad", NoiseReason.BOILERPLATE),
    ("Article continues after this advertisement", NoiseReason.BOILERPLATE),
    ("Recommended\n\n• Ferry workers vote on strike\n• Ten beaches for the summer", NoiseReason.RELATED),
    (
        "Recommended Stories\nlist 1 of 3 Ferry workers vote on strike\nlist 2 of 3 Ten beaches for the summer\nlist 3 of 3 Chess title goes to teenager\nend of list",
        NoiseReason.RELATED,
    ),
    ("A long dispute", NoiseReason.BOILERPLATE),
    ("Lighthouse bill", NoiseReason.BOILERPLATE),
    ("What the neighbours want from each other", NoiseReason.BOILERPLATE),
    (
        "A sailor waves from the deck of a ferry in Port Clair on March 1, 2025. REUTERS/Harpo Lindt",
        NoiseReason.CAPTION,
    ),
    (
        "A sailor waves from the deck of a ferry in Port Clair on March 1, 2025.\n\nHarpo Lindt/Getty Images",
        NoiseReason.CAPTION,
    ),
    (
        "A sailor waves from the deck of a ferry in Port Clair on March 1, 2025.\n\nA sailor waves from the deck of a ferry in Port Clair on March 1, 2025.\n\nHarpo Lindt/Getty Images",
        NoiseReason.CAPTION,
    ),
    ("Ferries at anchor in Port Clair (Photo by Harpo Lindt/AFP via Getty Images)", NoiseReason.CAPTION),
    ("Ferries at anchor in Port Clair. Photograph: Harpo Lindt/The Courier", NoiseReason.CAPTION),
    ("Ferries at anchor in Port Clair.Credit...Harpo Lindt for The Courier", NoiseReason.CAPTION),
    ("Image: Harpo Lindt/dpa/picture alliance", NoiseReason.CREDIT),
    ("Getty Images", NoiseReason.CREDIT),
    ("© AFP", NoiseReason.CREDIT),
    ("Follow us on X @courier and Instagram", NoiseReason.PROMPT),
    ("@rteasdale", NoiseReason.PROMPT),
)

BELOW = (
    ("leave a reply:", NoiseReason.PROMPT),
    ("Reporting by Margaret Dumont; Editing by Chico Ravelli", NoiseReason.BYLINE),
    (
        "(Reporting by Margaret Dumont in Port Clair; Additional reporting by Zeppo Marsh; Editing by Chico Ravelli)",
        NoiseReason.BYLINE,
    ),
    ("Additional reporting by Zeppo Marsh", NoiseReason.BYLINE),
    ("Zeppo Marsh contributed to this report.", NoiseReason.BYLINE),
    ("With inputs from agencies", NoiseReason.BYLINE),
    (
        "Margaret Dumont is a senior correspondent of the Courier. She covers diplomacy from Port Clair.",
        NoiseReason.BYLINE,
    ),
    ("The author is a fellow at the Osk Institute.", NoiseReason.BYLINE),
    ("About the author\n\nMargaret Dumont covers diplomacy.", NoiseReason.BYLINE),
    ("Copyright 2025 The Courier. All rights reserved.", NoiseReason.BOILERPLATE),
    ("© 2025 The Courier", NoiseReason.BOILERPLATE),
    (
        "This material may not be published, broadcast, rewritten or redistributed without permission.",
        NoiseReason.BOILERPLATE,
    ),
    ("Our Standards: The Thomson Reuters Trust Principles.", NoiseReason.BOILERPLATE),
    ("Tags: Freedonia, Sylvania, Osk estuary", NoiseReason.BOILERPLATE),
    ("Topics: Diplomacy / Borders / Freedonia", NoiseReason.BOILERPLATE),
    ("TAGS\nFreedonia\nSylvania\nDiplomacy", NoiseReason.BOILERPLATE),
    ("Share this article", NoiseReason.PROMPT),
    ("Share this:\nTwitter\nFacebook\nEmail", NoiseReason.PROMPT),
    ("Like this:\nLoading...", NoiseReason.PROMPT),
    (
        "We use cookies to improve your experience. By continuing you accept our cookie policy.",
        NoiseReason.BOILERPLATE,
    ),
    ("Already a subscriber? Log in", NoiseReason.PROMPT),
    ("Download our app for breaking news alerts", NoiseReason.PROMPT),
    (
        "Most read\n\n1. Ferry workers vote on strike\n2. Ten beaches for the summer\n3. Chess title goes to teenager",
        NoiseReason.SIDEBAR,
    ),
    ("Most Popular\n1\nFerry workers vote on strike\n2\nTen beaches for the summer", NoiseReason.SIDEBAR),
    (
        "More from World\n\nFerry workers vote on strike\n\nWorkers of the harbour company voted for a strike in the spring.\n\nChess title goes to teenager\n\nA boy of fourteen beat the reigning champion in twenty moves.",
        NoiseReason.SIDEBAR,
    ),
    ("You may also like\nFerry workers vote on strike\nTen beaches for the summer", NoiseReason.RELATED),
    ("Latest headlines\n• Ferry workers vote on strike\n• Ten beaches for the summer", NoiseReason.SIDEBAR),
    (
        "Comments (2)\n\nGroucho77\n\nFreedonia should never talk to Sylvania about the border again.\n\nHarbourmaster\n\nThe sailors must come home before any talks in Port Clair.",
        NoiseReason.PROMPT,
    ),
    ("2 Comments\n\nFreedonia should never talk to Sylvania about the border again.", NoiseReason.PROMPT),
    ("Poll\n\nShould Freedonia pay for the lighthouse?\n\nYes\nNo", NoiseReason.PROMPT),
    ("Editor's note: This story has been updated with the ambassador's remarks.", NoiseReason.POSTSCRIPT),
    (
        "Editor’s note\n\nFreedonia and Sylvania have quarrelled over the Osk estuary for a century, and the talks in Port Clair are a chance to end that.",
        NoiseReason.POSTSCRIPT,
    ),
    (
        "Correction: An earlier version of this article misstated the number of sailors.",
        NoiseReason.POSTSCRIPT,
    ),
    ("This article was amended on 5 March 2025 to correct a name.", NoiseReason.POSTSCRIPT),
    (
        "Tonight on Courier Radio\n\nThe Evening Desk\n\n6:00pm - 7:00pm\n\nGummo Hale talks to farmers about the price of milk.",
        NoiseReason.PROGRAMME,
    ),
    ("Coming up\n\n9:00am - 10:00am Morning Music", NoiseReason.PROGRAMME),
    (
        "Ferry workers vote on strike\n\nTen beaches for the summer\n\nChess title goes to teenager",
        NoiseReason.SIDEBAR,
    ),
    (
        "• Ferry workers vote on strike\n\n  Workers of the harbour company voted for a strike in the spring.\n\n• Chess title goes to teenager\n\n  A boy of fourteen beat the reigning champion in twenty moves.",
        NoiseReason.SIDEBAR,
    ),
    (
        "The views expressed in this article are the author’s own and do not necessarily reflect those of the Courier.",
        NoiseReason.BOILERPLATE,
    ),
    ("Got a tip? Email us at tips@courier.example.", NoiseReason.PROMPT),
    ("Source: AFP", NoiseReason.CREDIT),
    ("First published on 4 March 2025", NoiseReason.DATELINE_FURNITURE),
    ("—End—", NoiseReason.BOILERPLATE),
    ("* * *", NoiseReason.BOILERPLATE),
    ("Join the conversation", NoiseReason.PROMPT),
    ("Next article", NoiseReason.BOILERPLATE),
)


def first_of(raw: str, **known: str) -> Cleaned:
    return clean(raw, **known)[0]  # type: ignore[arg-type]


def removed(raw: str) -> str:
    return "\n".join(noise.text for noise in first_of(raw).noise)


def folded(text: str) -> str:
    return " ".join(strip_controls(text).split())


# ── one kind of furniture at a time ───────────────────────────────────────────


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank-line", "newline"])
@pytest.mark.parametrize(("furniture", "reason"), ABOVE)
def test_furniture_above_the_body_is_named(furniture: str, reason: NoiseReason, between: str) -> None:
    check(page(above=furniture.replace("\n\n", between), between=between), furniture, reason)


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank-line", "newline"])
@pytest.mark.parametrize(("furniture", "reason"), WITHIN)
def test_furniture_within_the_body_is_named(furniture: str, reason: NoiseReason, between: str) -> None:
    check(page(within=furniture.replace("\n\n", between), between=between), furniture, reason)


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank-line", "newline"])
@pytest.mark.parametrize(("furniture", "reason"), BELOW)
def test_furniture_below_the_body_is_named(furniture: str, reason: NoiseReason, between: str) -> None:
    check(page(below=furniture.replace("\n\n", between), between=between), furniture, reason)


def check(raw: str, furniture: str, reason: NoiseReason) -> None:
    cleaned = clean(raw)
    assert cleaned[0].paragraphs == BODY
    assert cleaned[0].title == TITLE
    assert len(cleaned) == 1
    assert reason in {noise.reason for noise in cleaned[0].noise}
    gone = folded(removed(raw))
    assert all(folded(line) in gone for line in furniture.splitlines())
    assert all(raw[noise.start : noise.end] == noise.text for noise in cleaned[0].noise)
    assert words(outside_noise(raw, cleaned[0])) == words("\n".join([TITLE, *BODY]))


def outside_noise(raw: str, cleaned: Cleaned) -> str:
    bounds = [0, *(place for noise in cleaned.noise for place in (noise.start, noise.end)), len(raw)]
    return "\n".join(raw[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


@pytest.mark.parametrize("copy", [TITLE, TITLE.upper(), f"“{TITLE}”"])
def test_a_repeated_headline_is_noise_and_the_first_one_is_the_title(copy: str) -> None:
    cleaned = first_of(page(above=copy))
    assert cleaned.title in (TITLE, copy)
    assert [noise.reason for noise in cleaned.noise] == [NoiseReason.REPEATED_HEADLINE]
    assert cleaned.paragraphs == BODY


# ── whole pages ───────────────────────────────────────────────────────────────


def test_a_page_with_everything_around_it_gives_the_body_alone() -> None:
    above = "\n\n".join(furniture for furniture, _ in ABOVE if "\n" not in furniture)
    within = "\n\n".join(furniture for furniture, _ in WITHIN[:20])
    below = "\n\n".join(furniture for furniture, _ in BELOW[:20])
    assert first_of(page(above=above, within=within, below=below)).paragraphs == BODY


def test_a_page_that_begins_with_its_navigation_keeps_its_headline() -> None:
    navigation = (
        "Skip to content\n\nMenu\nSearch\nNews\nPolitics\nSport\nCulture\nVideo\n\nCROWN 38.20 +0.5%\n\n"
    )
    cleaned = first_of(navigation + page())
    assert (cleaned.title, cleaned.paragraphs) == (TITLE, BODY)


def test_a_standfirst_that_says_what_the_lead_says_again_is_noise() -> None:
    standfirst = "Freedonia and Sylvania have agreed to reopen talks on their disputed border in Port Clair, months after a patrol boat was seized in the Osk estuary."
    cleaned = first_of(page(above=standfirst))
    assert cleaned.paragraphs == BODY
    assert [noise.reason for noise in cleaned.noise] == [NoiseReason.STANDFIRST]


def test_whatever_stands_above_a_dateline_is_not_the_body() -> None:
    lead = f"PORT CLAIR, March 4 (Reuters) - {BODY[0]}"
    deck = "The ministers have not met since a boat was taken last summer."
    cleaned = first_of("\n\n".join([TITLE, deck, lead, *BODY[1:]]))
    assert cleaned.paragraphs == (lead, *BODY[1:])


@pytest.mark.parametrize(
    "notice",
    [
        "The Courier is reader-supported. If you value our reporting, please consider becoming a member today.",
        "Quality journalism costs money, and we have no wealthy owner. Please consider a gift of any size.",
        "For further information, please contact press@example.org.",
        "The content you requested is not available anymore.",
    ],
)
def test_a_paragraph_that_speaks_to_the_reader_of_the_page_is_noise(notice: str) -> None:
    assert first_of(page(within=notice)).paragraphs == BODY


def test_a_quotation_set_large_beside_the_text_is_noise() -> None:
    cleaned = first_of(
        page(within="“We want our sailors home, and we want a line that both navies respect.”")
    )
    assert cleaned.paragraphs == BODY
    assert [noise.reason for noise in cleaned.noise] == [NoiseReason.KEY_POINTS]


def test_a_caption_is_kept_once_without_its_credit() -> None:
    caption = "A sailor waves from the deck of a ferry in Port Clair on March 1, 2025."
    cleaned = first_of(
        page(within=f"{caption} REUTERS/Harpo Lindt\n\n{caption} REUTERS/Harpo Lindt\n\nHarpo Lindt/Reuters")
    )
    assert cleaned.captions == (caption,)
    assert [noise.reason for noise in cleaned.noise] == [
        NoiseReason.CAPTION,
        NoiseReason.CAPTION,
        NoiseReason.CREDIT,
    ]


def test_one_picture_described_in_two_ways_has_one_caption() -> None:
    first = "A lighthouse on the Sylvanian bank of the Osk stands damaged near Port Clair on June 9, 2024."
    second = "The damaged lighthouse on the Sylvanian bank of the Osk near Port Clair is seen standing."
    cleaned = first_of(page(within=f"{first}\n\n{first}\n\n{second}\n\nHarpo Lindt/AFP"))
    assert cleaned.paragraphs == BODY
    assert cleaned.captions == (first,)


ARTICLES_OF_A_COMMUNIQUE = (
    "Delegations of Freedonia and Sylvania met in Port Clair to examine the fees of the Osk ferry.",
    "The Sylvanian delegation undertook to pay the undisputed amount by Wednesday. It asked for receipts.",
    "The Freedonian delegation agreed to suspend the increase of the fees until the end of July.",
)


@pytest.mark.parametrize("number", ["{}. ", "{}) ", "- "])
@pytest.mark.parametrize("end", ["", "Done in Port Clair, in two originals in the Sylvanian language."])
def test_the_numbered_paragraphs_of_a_text_are_its_body(number: str, end: str) -> None:
    numbered = [f"{number.format(at)}{text}" for at, text in enumerate(ARTICLES_OF_A_COMMUNIQUE, 1)]
    raw = "\n\n".join(["Joint communiqué on the Osk ferry", "Port Clair, 2 March 2025", *numbered, end])
    assert first_of(raw).paragraphs == (*ARTICLES_OF_A_COMMUNIQUE, *([end] if end else []))


@pytest.mark.parametrize("genre", ["Analysis", "Explainer", "Background"])
def test_a_first_line_that_names_its_genre_is_the_headline_where_there_is_no_other(genre: str) -> None:
    line = f"{genre}: What Sylvania wants from the ferry quarrel"
    paragraphs = "\n\n".join(ARTICLES_OF_A_COMMUNIQUE)
    assert first_of(f"{line}\n\n{paragraphs}").title == line
    headline = "Ferry fees are to stay until the end of July"
    assert first_of(f"{line}\n\n{headline}\n\n{paragraphs}").title == headline


def test_a_bullet_belongs_to_the_noise_that_it_marks() -> None:
    raw = page(above="  • Ministers to meet on March 14\n  • Eleven sailors still held")
    (noise,) = first_of(raw).noise
    assert noise.text == "• Ministers to meet on March 14\n  • Eleven sailors still held"


# ── an appended article ───────────────────────────────────────────────────────

APPENDED_HEADS = {
    "headline twice": f"\n\n\n{OTHER_TITLE}\n\nUpdated 3 sec ago\nFollow\n\n{OTHER_TITLE}\n\n",
    "byline": f"\n\n{OTHER_TITLE}\n\nBy Sonia Popoff\n\n",
    "date": f"\n\n{OTHER_TITLE}\n\n5 March 2025\n\n",
    "rule": f"\n\n* * *\n\n{OTHER_TITLE}\n\n",
    "headline only": f"\n\n{OTHER_TITLE}\n\n",
}


@pytest.mark.parametrize("head", APPENDED_HEADS.values(), ids=APPENDED_HEADS)
def test_an_appended_article_is_split_off_whole(head: str) -> None:
    raw = page() + head + "\n\n".join(OTHER_BODY)
    first, other = clean(raw)
    assert first.paragraphs == BODY
    assert (other.title, other.paragraphs) == (OTHER_TITLE, OTHER_BODY)
    appended = first.noise[-1]
    assert appended.reason is NoiseReason.APPENDED_ARTICLE
    assert appended.text.startswith(OTHER_TITLE)
    assert appended.text.endswith(OTHER_BODY[-1])
    assert raw[appended.start : appended.end] == appended.text


def test_each_of_several_appended_articles_is_split_off() -> None:
    third = tuple(paragraph.replace("Marshovia", "Klopstokia") for paragraph in OTHER_BODY)
    appended = "\n\n".join(["", OTHER_TITLE, "Updated 2 min ago", OTHER_TITLE, *OTHER_BODY])
    again = "\n\n".join(
        ["", "Klopstokia counts its plums", "Updated 1 min ago", "Klopstokia counts its plums", *third]
    )
    assert [each.title for each in clean(page() + appended + again)] == [
        TITLE,
        OTHER_TITLE,
        "Klopstokia counts its plums",
    ]


def test_a_teaser_of_another_story_is_not_an_article() -> None:
    cleaned = clean(
        page(below=f"{OTHER_TITLE}\n\nUpdated 3 sec ago\n\n{OTHER_BODY[0]}\n\nTen beaches for the summer")
    )
    assert len(cleaned) == 1


def test_crossheads_do_not_split_an_article_however_wide_the_gaps() -> None:
    parts = [BODY[:3], BODY[3:6], BODY[6:]]
    heads = [TITLE, "A line that both navies respect", "Trade between the neighbours suffers"]
    raw = "\n\n\n".join("\n\n".join([head, *part]) for head, part in zip(heads, parts, strict=True))
    (cleaned,) = clean(raw)
    assert cleaned.paragraphs == BODY


# ── what stays ────────────────────────────────────────────────────────────────

KEPT = (
    "Q: What do you expect from the meeting in Port Clair?",
    "What happens next?",
    "Credit Freedonia said the loan would be repaid.",
    "“We thank you for your support,” Teasdale said.",
    "Also on Tuesday, the navy recalled two boats.",
    "Access to the sailors was denied, the official said.",
    "Published in May, the survey found nine wrecks.",
    "The port earns $500 million a year.",
    "He will leave for the U.S.",
    "Sponsored by the Maritime Council, the survey will take nine weeks.",
    "Sylvania doesn't support the plan.",
    "More from the ministry is expected on Friday.",
    "Follow-up talks are planned in June.",
    "Save the estuary, she pleaded.",
    "By Monday evening, the talks had stalled.",
    "You cannot sign a treaty in a ferry, Vookli said of the offer.",
    "Please bring them home, their families wrote in a message to Sylvania.",
    "Relations are at their lowest point in a century, according to Vookli (Reuters).",
)


@pytest.mark.parametrize("sentence", KEPT)
def test_a_sentence_that_resembles_furniture_stays_in_the_body(sentence: str) -> None:
    assert first_of(page(within=sentence)).paragraphs == (*BODY[:4], sentence, *BODY[4:])


@pytest.mark.parametrize(
    "ending",
    [
        "Teasdale is a former professor of maritime law who has led the ministry since January.",
        "Sylvania would answer by Friday, the ambassador said. (Reuters)",
        "“Nobody wants a war over a lighthouse,” Vookli said. ■",
        "The ferry has not run since June.",
    ],
)
def test_a_real_last_paragraph_is_never_noise(ending: str) -> None:
    assert first_of(page(below=ending)).paragraphs == (*BODY, ending)


def test_a_list_that_a_sentence_introduces_stays() -> None:
    within = "The delegation will ask for three things:\n\n• the release of the sailors\n• a survey of the estuary\n• a date for the ferry"
    paragraphs = first_of(page(within=within)).paragraphs
    assert paragraphs[4:8] == (
        "The delegation will ask for three things:",
        "the release of the sailors",
        "a survey of the estuary",
        "a date for the ferry",
    )


def test_the_body_goes_on_after_a_list_of_links() -> None:
    within = "Related article\n\nWhat does the seizure mean for trade?"
    assert first_of(page(within=within)).paragraphs == BODY


def test_a_paragraph_that_a_page_repeats_by_mistake_is_kept_once() -> None:
    assert first_of(page(within=BODY[3])).paragraphs == BODY


def test_a_text_without_a_headline_is_titled_by_its_first_sentence() -> None:
    cleaned = first_of("\n\n".join(BODY[1:]))
    assert cleaned.title == "The two foreign ministers will meet in Port Clair on March 14, officials said."
    assert cleaned.paragraphs == BODY[1:]


def test_a_known_title_is_found_in_the_text_under_slightly_other_words() -> None:
    cleaned = first_of(page(), title=f"{TITLE} | The Courier")
    assert cleaned.paragraphs == BODY


# ── lines and paragraphs ──────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("indent", ["", "    "])
def test_hard_wrapped_paragraphs_are_put_together(width: int, indent: str) -> None:
    wrapped = (
        textwrap.fill(text, width, initial_indent=indent, break_on_hyphens=False) for text in (TITLE, *BODY)
    )
    assert first_of("\n\n".join(wrapped)).paragraphs == BODY


def test_hard_wrapped_paragraphs_that_only_an_indent_separates_stay_apart() -> None:
    wrapped = (textwrap.fill(text, 72, initial_indent="   ", break_on_hyphens=False) for text in BODY)
    assert first_of(TITLE + "\n\n" + "\n".join(wrapped)).paragraphs == BODY


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_is_one(newline: str) -> None:
    raw = page(above="By Margaret Dumont").replace("\n", newline)
    cleaned = first_of(raw)
    assert cleaned.paragraphs == BODY
    assert [raw[noise.start : noise.end] for noise in cleaned.noise] == ["By Margaret Dumont"]


def test_markdown_is_read_without_its_marks() -> None:
    raw = (
        f"# {TITLE}\n\n*By Margaret Dumont*\n\n![A ferry](ferry.png)\n\n**{BODY[0]}**\n\n"
        f"[The two foreign ministers](https://example.org/a_(b)) will meet in Port Clair on March 14, officials said.\n\n"
        f"## A long dispute\n\n> {BODY[2]}\n\n{BODY[3]}\n\n---\n\n[Read more](https://example.org)\n"
    )
    cleaned = first_of(raw.replace("a_(b)", "a"), markdown=True)  # type: ignore[arg-type]
    assert cleaned.title == TITLE
    assert cleaned.paragraphs == (
        BODY[0],
        "The two foreign ministers will meet in Port Clair on March 14, officials said.",
        BODY[2],
        BODY[3],
    )


def test_sentences_in_other_scripts_are_sentences() -> None:
    paragraphs = (
        "外交部发言人周二表示，双方将重新开始边界谈判，并希望在月底前释放船员。",
        "官员说，两国外长将于三月十四日会面，这是九个月以来的首次会面。",
        "वार्ता अगले सप्ताह फिर शुरू होगी और नाविकों की रिहाई पर चर्चा होगी।",
    )
    assert first_of("\n\n".join(["边界谈判重新开始", *paragraphs])).paragraphs == paragraphs


# ── rules that hold for every text ────────────────────────────────────────────

PIECES = st.sampled_from(
    [*(furniture for furniture, _ in ABOVE + WITHIN + BELOW), *BODY, TITLE, "", "* * *", "“Yes.”"]
)
RAW = st.builds(
    lambda pieces, between: between.join(pieces),
    st.lists(PIECES | st.text(max_size=60), max_size=25),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]),
)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)


@PATIENT
@given(RAW)
def test_noise_is_verbatim_in_order_and_apart(raw: str) -> None:
    for cleaned in clean(raw):
        assert all(raw[noise.start : noise.end] == noise.text for noise in cleaned.noise)
        ends = [0, *(noise.end for noise in cleaned.noise)]
        assert all(end <= noise.start for end, noise in zip(ends, cleaned.noise, strict=False))


@PATIENT
@given(RAW)
def test_every_paragraph_stands_in_the_raw_text(raw: str) -> None:
    whole = folded(raw)
    assert all(paragraph in whole for cleaned in clean(raw) for paragraph in cleaned.paragraphs)


@PATIENT
@given(RAW)
@example("\x1b>0?")
@example("\U0002ebe1>0?")
def test_a_clean_body_stays_whole_when_it_is_cleaned_again(raw: str) -> None:
    for cleaned in clean(f"{TITLE}\n\n{raw}"):
        assert first_of(cleaned.text, title=cleaned.title).paragraphs == cleaned.paragraphs


DICE = random.Random(2)  # noqa: S311


def nonsense() -> str:
    return "".join(DICE.choices("abcdefghijklmnoprstuvw", k=DICE.randint(4, 9)))


SUBJECTS = st.sampled_from(
    ["The minister", "Two diplomats", "Freedonia", "Ambassador Vookli", "The opposition"]
)
VERBS = st.sampled_from(
    ["said that", "hopes that", "denied on Monday that", "told reporters that", "insists that"]
)
WORDS = st.sampled_from([" ".join(nonsense() for _ in range(DICE.randint(3, 9))) for _ in range(1_000)])
ENDS = st.sampled_from(
    [".", "?", "!", ", officials said.", " in the coming weeks.", " by the end of the year.”"]
)
SENTENCES = st.builds("{} {} {}{}".format, SUBJECTS, VERBS, WORDS, ENDS)
PARAGRAPHS = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=4, max_size=14, unique=True
)


@PATIENT
@given(PARAGRAPHS, st.sampled_from(["\n\n", "\n", "\n\n\n"]))
def test_no_sentence_of_a_clean_article_is_lost(paragraphs: list[str], between: str) -> None:
    (cleaned,) = clean(between.join([TITLE, *paragraphs]))
    assert list(cleaned.paragraphs) == paragraphs


@pytest.mark.parametrize(
    "kind",
    [
        "articles",
        *(
            pytest.param(each, marks=pytest.mark.long)
            for each in ("paragraphs", "lines", "one line", "brackets", "blank")
        ),
    ],
)
def test_time_grows_in_proportion_to_the_text(kind: str) -> None:
    text = {
        "articles": page(above="By Margaret Dumont", within="Related article") + "\n\n\n",
        "paragraphs": " ".join(BODY) + "\n\n",
        "lines": "Ten beaches for the summer\nUpdated 3 sec ago\n",
        "one line": " ".join(BODY) + " ",
        "brackets": "([<",
        "blank": "\n \u00a0",
    }[kind]
    half = (text * (150_000 // len(text) + 1))[:150_000]
    assert seconds(half + half) < 3 * seconds(half) + 0.5


@pytest.mark.parametrize(
    "block",
    [
        "The envoys of the two states met in {0} towns for talks.\n\nBy Margaret Dumont\n\n",
        "Comments\n\nThe envoys of the two states met in {0} towns for talks about fish on that day.\n\n",
        "A minister waves to the crowd in front of {0} houses in Sylvania. (Reuters)\n\n",
    ],
)
def test_no_block_has_the_whole_page_looked_through_again(block: str) -> None:
    short, long = ("".join(map(block.format, range(size))) for size in (400, 1_600))
    assert _seconds(long) < 6 * _seconds(short) + 0.1


@pytest.mark.parametrize("run", [".", "=", "?="])
def test_a_run_of_marks_within_a_line_is_looked_at_once(run: str) -> None:
    short, long = (f"Said {run * size} a" for size in (4_000, 16_000))
    assert _seconds(long, normalized) < 8 * _seconds(short, normalized) + 0.1


def seconds(text: str) -> float:
    """Return the least time of three: the others may have looked for the garbage of the tests before."""
    return min(_seconds(text) for _ in range(3))


def _seconds(text: str, done: Callable[[str], object] = clean) -> float:
    start = process_time()
    done(text)
    return process_time() - start


# ── real articles, as received ────────────────────────────────────────────────


def seed(shared: Path, number: str) -> str:
    (file,) = (shared / "seeds").glob(f"{number}_*.txt")
    return file.read_text("utf-8")


def reasons(cleaned: Cleaned, *fragments: str) -> set[NoiseReason | None]:
    """Return why the passages with the fragments were removed, ``None`` for one that was not."""
    return {
        next((noise.reason for noise in cleaned.noise if fragment in noise.text), None)
        for fragment in fragments
    }


def test_seed_001_loses_its_prompt_alone(shared: Path) -> None:
    cleaned = first_of(seed(shared, "001"))
    assert [(noise.reason, noise.text) for noise in cleaned.noise] == [(NoiseReason.PROMPT, "leave a reply:")]
    assert len(cleaned.paragraphs) == 11


def test_seed_002_loses_sidebars_programmes_and_promos(shared: Path) -> None:
    cleaned = first_of(seed(shared, "002"))
    assert reasons(cleaned, "AFP") == {NoiseReason.CREDIT}
    assert reasons(cleaned, "More from", "Rafah tent camp", "Papua New Guinea", "Cyclone Remal") == {
        NoiseReason.SIDEBAR
    }
    assert reasons(cleaned, "Coming Up on", "6:00am", "Broadcasting every weekday") == {NoiseReason.PROGRAMME}
    assert reasons(cleaned, "BREAKFAST LATEST", "Flying Taxis", "Tough penalties") == {NoiseReason.SIDEBAR}
    assert len(cleaned.paragraphs) == 12
    assert cleaned.paragraphs[-1].endswith("US officials have said.")


def test_seed_003_loses_headline_standfirst_captions_and_postscript(shared: Path) -> None:
    raw = seed(shared, "003")
    cleaned = first_of(raw)
    assert reasons(cleaned, "signals a pivotal moment") == {NoiseReason.STANDFIRST}
    assert reasons(cleaned, "Victory Day", "on June 19, 2023", "seen from Ashkelon") == {NoiseReason.CAPTION}
    assert reasons(cleaned, "Avilov", "Leah Millis") == {NoiseReason.CREDIT}
    assert reasons(cleaned, "Related article", "an all-out war") == {NoiseReason.RELATED}
    assert reasons(cleaned, "P/S", "carries immense significance", "Moreover, Blinken") == {
        NoiseReason.POSTSCRIPT
    }
    assert reasons(cleaned, "China’s grievances") == {NoiseReason.BOILERPLATE}
    kept = (
        "delicate time.",
        "punitive actions",
        "Treasury Secretary Janet Yellen",
        "David Lin.",
        "no longer in a",
    )
    assert all(any(fragment in paragraph for paragraph in cleaned.paragraphs) for fragment in kept)
    assert len(cleaned.paragraphs) == 33
    assert len(cleaned.captions) == 3
    assert sum(noise.reason is NoiseReason.CAPTION for noise in cleaned.noise) == 9


def test_seed_004_is_two_articles(shared: Path) -> None:
    raw = seed(shared, "004")
    first, other = clean(raw)
    assert reasons(first, "flurry of other diplomatic") == {NoiseReason.CAPTION}
    assert reasons(first, "Updated 16") == {NoiseReason.DATELINE_FURNITURE}
    assert reasons(first, "Follow") == {NoiseReason.PROMPT}
    assert reasons(first, "hold meetings on June", "earlier told the US") == {NoiseReason.KEY_POINTS}
    assert reasons(first, "Kremenchuk", "Kellogg", "RIA Novosti") == {NoiseReason.APPENDED_ARTICLE}
    assert len(first.paragraphs) == 16
    assert first.paragraphs[0].startswith("WASHINGTON: ")
    assert first.captions[0].endswith("later in the year.")
    assert len(other.paragraphs) == 13
    assert other.paragraphs[0].startswith("KYIV: ")
    assert reasons(other, "3 sec ago") == {NoiseReason.DATELINE_FURNITURE}


@pytest.mark.parametrize(("number", "count"), [("001", 3), ("002", 379), ("003", 503), ("004", 572)])
def test_of_each_seed_as_many_words_are_furniture_as_people_counted(
    shared: Path, number: str, count: int
) -> None:
    assert sum(len(noise.text.split()) for noise in first_of(seed(shared, number)).noise) == count


def test_of_articles_that_are_clean_hardly_anything_is_removed(shared: Path) -> None:
    texts = [
        json.loads(file.read_text("utf-8"))["text"] for file in sorted((shared / "labelled").glob("*.json"))
    ]
    received = sum(len(text.split()) for text in texts)
    gone = sum(len(noise.text.split()) for text in texts for noise in first_of(text).noise)
    assert texts
    assert gone <= 0.001 * received
