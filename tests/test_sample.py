"""The bundled sample, checked by itself: what ``expected.toml`` claims of the pages is true of them."""

import calendar
import json
import re
import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.command import run_in

SAMPLE = Path(str(files("briefing.data"))) / "sample"
EXPECTED = tomllib.loads((SAMPLE / "expected.toml").read_text(encoding="utf-8"))
ARTICLES: dict[str, dict[str, Any]] = {article["file"]: article for article in EXPECTED["article"]}
OUTLETS: dict[str, dict[str, Any]] = EXPECTED["outlets"]
CASES: dict[str, dict[str, Any]] = EXPECTED["case"]
DAYS: list[date] = EXPECTED["days"]
MARK = "Invented dispatch for demonstration"

MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
SPANISH = {"miércoles": "Wednesday", "de marzo": "March", "de 2026": "2026"}

REAL_NAMES = (
    "Reuters|AFP|Agence France-Presse|Associated Press|BBC|CNN|Xinhua|TASS|Interfax|RIA Novosti|Kazinform"
    "|Qazinform|Tengrinews|Anadolu|Bloomberg|Guardian|Telegraph Media|Financial Times|New York Times"
    "|Washington Post|Le Monde|El País|Der Spiegel|Al Jazeera|Politico|Euractiv|Deutsche Welle|EFE|ANSA"
    "|Kyodo|Yonhap|NHK|ABC News|Sky News|Fox News|Premium Times|The Point|Foroyaa|Le Soleil|Mercurio"
    "|Guterres|Grossi|Tokayev|Erdo[gğ]an|Faye|Ghazouani|Guelleh|Afwerki|Osman Saleh|Boric|Kast|Lula|Bayraktar"
    "|von der Leyen|Kallas|Putin|Lavrov|Trump|Rubio|Macron|Barrow|Albares|Lee Jae-myung|Rabuka|O['’]Sullivan"
)


@cache
def page(name: str) -> html.HtmlElement:
    return html.fromstring((SAMPLE / name).read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def strings(element: html.HtmlElement, path: str) -> list[str]:
    """Return what an XPath of attributes or text finds."""
    return [str(found) for found in element.xpath(path)]


@cache
def body(name: str) -> tuple[str, ...]:
    """Return the paragraphs of the page's own article."""
    found = page(name).xpath(OUTLETS[ARTICLES[name]["outlet"]]["body"])
    return tuple(squeeze(paragraph.text_content()) for paragraph in found)


def text_of(name: str) -> str:
    return " ".join(body(name))


def visible(name: str) -> str:
    """Return all that a reader sees, with dates in English."""
    shown = squeeze(" ".join(strings(page(name), "//body//text()[not(ancestor::script)]")))
    return re.sub("|".join(SPANISH), lambda found: SPANISH[found.group()], shown)


def data_block(name: str) -> dict[str, Any]:
    (block,) = strings(page(name), "//script[@type='application/ld+json']/text()")
    loaded: dict[str, Any] = json.loads(block)
    return loaded


def published(name: str) -> datetime:
    when: datetime = ARTICLES[name]["published"]
    return when


def day_of(place: dict[str, str]) -> date:
    return published(place["file"]).date()


def flagged(flag: str) -> list[str]:
    return [name for name, article in ARTICLES.items() if flag in article["flags"]]


every_page = pytest.mark.parametrize("name", ARTICLES)
DATED = [name for name, article in ARTICLES.items() if "published" in article]
every_dated_page = pytest.mark.parametrize("name", DATED)

# ── the set ───────────────────────────────────────────────────────────────────


def test_the_folder_holds_what_is_expected_and_nothing_else() -> None:
    others = ["README.md", "expected.toml", "feed.xml"]
    assert sorted(path.name for path in SAMPLE.iterdir()) == sorted([*ARTICLES, *others])
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 400_000
    assert 18 <= len(ARTICLES) == len(EXPECTED["article"]) <= 22


def test_the_days_are_monday_to_wednesday_and_each_brings_articles() -> None:
    dates = [published(name).date() for name in DATED]
    assert [f"{day:%A %d %B %Y}" for day in DAYS] == [f"{WEEKDAYS[i]} 0{i + 2} March 2026" for i in range(3)]
    assert min(dates.count(day) for day in DAYS) >= 6
    assert {article["outlet"] for article in ARTICLES.values()} == set(OUTLETS)


def test_five_stories_run_and_three_stand_alone() -> None:
    counts = [sum(article["story"] == key for article in ARTICLES.values()) for key in EXPECTED["stories"]]
    assert sum(count > 1 for count in counts) == 5
    assert counts.count(1) == 3
    assert sum(counts) == len(ARTICLES)


def test_articles_have_the_length_of_press_articles() -> None:
    short = {*flagged("rewrite"), *flagged("trimmed")}
    for name in ARTICLES:
        words = len(text_of(name).split())
        assert 200 <= words < 350 if name in short else 350 <= words <= 750, (name, words)


# ── each page ─────────────────────────────────────────────────────────────────


@every_page
def test_a_page_is_valid_html(name: str) -> None:
    import html5lib

    parser = html5lib.HTMLParser()
    parser.parse((SAMPLE / name).read_text(encoding="utf-8"))
    assert parser.errors == []


@every_page
def test_a_page_says_at_both_ends_that_it_is_invented_and_never_in_the_article(name: str) -> None:
    tree = page(name)
    assert strings(tree, "//meta[@name='sample']/@content") == [MARK]
    for place in ("//header", "//footer"):
        (found,) = tree.xpath(place)
        assert MARK in found.text_content()
    (article,) = tree.xpath("//article")
    assert "nvented dispatch" not in article.text_content()


@every_page
def test_a_page_fetches_nothing_and_links_stay_in_the_folder(name: str) -> None:
    tree = page(name)
    assert not strings(tree, "//@src | //@srcset | //@data | //@action | //@background | //@poster")
    assert {str(link.get("rel")) for link in tree.xpath("//link")} == {"canonical"}
    assert set(strings(tree, "//script/@type")) <= {"application/ld+json"}
    assert not strings(tree, "//script[not(@type)]/text() | //@*[starts-with(name(), 'on')]")
    css = " ".join(strings(tree, "//style/text() | //@style"))
    assert not re.search(r"url\(|@import", css)
    assert set(strings(tree, "//a/@href")) <= {"#", *ARTICLES} - {name}


@every_page
def test_the_head_of_a_page_agrees_with_it(name: str) -> None:
    tree = page(name)
    (headline,) = strings(tree, "//h1/text()")
    assert strings(tree, "//meta[@property='og:title']/@content") == [headline]
    assert strings(tree, "//title/text()")[0].startswith(headline)
    outlet = OUTLETS[ARTICLES[name]["outlet"]]["name"]
    assert strings(tree, "//meta[@property='og:site_name']/@content") == [outlet]
    (address,) = strings(tree, "//link[@rel='canonical']/@href")
    assert re.match(r"https://[a-z.]+\.example/", address)


@every_page
def test_no_real_outlet_and_no_real_office_holder_is_named(name: str) -> None:
    raw = (SAMPLE / name).read_text(encoding="utf-8")
    assert not re.search(rf"\b(?:{REAL_NAMES})\b", raw)


@every_page
def test_furniture_surrounds_the_article(name: str) -> None:
    tree = page(name)
    inside = "//figcaption | //article//*[@class='newsletter' or @class='advert']"
    assert all(tree.xpath(path) for path in ("//header//nav", "//footer", "//aside", inside))
    assert len(visible(name)) > len(text_of(name)) + 300


# ── dates ─────────────────────────────────────────────────────────────────────


@every_dated_page
def test_a_page_carries_its_date_where_its_outlet_does(name: str) -> None:
    tree = page(name)
    carried = {
        "json-ld": [data_block(name)["datePublished"]] if tree.xpath("//script") else [],
        "meta": strings(tree, "//meta[@property='article:published_time']/@content"),
        "time": strings(tree, "//time/@datetime"),
    }
    carriers = [carrier for carrier, dates in carried.items() if dates]
    assert carriers == OUTLETS[ARTICLES[name]["outlet"]]["date_in"]
    assert {date for dates in carried.values() for date in dates} == {published(name).isoformat()}


@every_dated_page
def test_a_page_shows_its_date_to_readers(name: str) -> None:
    when = published(name)
    forms = (f"{when:%B} {when.day}, {when.year}", f"{when.day} {when:%B %Y}", f"{when:%d.%m.%Y}")
    assert any(form in visible(name) for form in forms)


def weekday_dates(text: str) -> list[tuple[str, date]]:
    """Return each weekday that stands with a date, and the date (of 2026)."""
    weekday, month = "|".join(WEEKDAYS), "|".join(MONTHS)
    found = re.findall(rf"\b({weekday}),? (\d\d?) ({month})", text)
    found += [
        (day, number, name) for day, name, number in re.findall(rf"\b({weekday}), ({month}) (\d\d?)", text)
    ]
    return [(day, date(2026, MONTHS.index(name) + 1, int(number))) for day, number, name in found]


def test_a_weekday_named_with_a_date_is_right() -> None:
    named = [pair for name in ARTICLES for pair in weekday_dates(visible(name))]
    assert len(named) > 10
    assert [(day, when) for day, when in named if when.strftime("%A") != day] == []


def test_a_dateline_of_an_agency_gives_the_day_of_publication() -> None:
    for name in ARTICLES:
        if ARTICLES[name]["outlet"] in ("meridian", "dala"):
            (day,) = re.findall(r"(\d+)(?: mar| March)?(?: \(Meridian\)|\. DTA) - ", body(name)[0])
            assert int(day) == published(name).day


def test_exactly_one_article_is_undated_and_holds_no_date_anywhere() -> None:
    name = CASES["undated"]["file"]
    assert [name] == flagged("undated") == [file for file in ARTICLES if file not in DATED]
    raw = (SAMPLE / name).read_text(encoding="utf-8")
    names = "|".join(MONTHS + WEEKDAYS)
    assert not re.search(rf"\b(?:19|20)\d\d\b|\b\d\d?[./-]\d\d?[./-]|\b(?:{names})s?\b|datetime", raw)


# ── quotes ────────────────────────────────────────────────────────────────────


@every_page
def test_every_key_quote_stands_in_one_paragraph_and_is_not_due_before_it(name: str) -> None:
    for quote in ARTICLES[name]["quotes"]:
        assert "due" not in quote or quote["due"] >= published(name).date()
        assert sum(quote["text"] in paragraph for paragraph in body(name)) == 1, quote["text"]


def test_every_article_of_its_own_has_two_to_four_key_quotes() -> None:
    without = {*flagged("reprint"), *flagged("opinion")}
    for name, article in ARTICLES.items():
        assert len(article["quotes"]) in (range(1) if name in without else range(2, 5)), name


def test_key_quotes_name_their_kind_and_who_is_concerned() -> None:
    subkinds = {
        "objective": "goal message demand imputed",
        "dispute": "bilateral concern umbrella",
        "expectation": "forecast agenda negative conditional risk commitment",
    }
    quotes = [quote for article in ARTICLES.values() for quote in article["quotes"]]
    for quote in quotes:
        assert quote["subkind"] in subkinds[quote["kind"]].split()
        assert len(quote["parties"]) == 2 if quote["kind"] == "dispute" else quote["holder"]
    assert min(sum(quote["kind"] == kind for quote in quotes) for kind in subkinds) >= 12


# ── the special cases ─────────────────────────────────────────────────────────


def test_the_words_of_every_case_stand_in_their_article() -> None:
    places = [case for case in CASES.values() if "text" in case]
    places += [place for case in CASES.values() for place in case.values() if isinstance(place, dict)]
    assert len(places) == 11
    assert [place for place in places if place["text"] not in text_of(place["file"])] == []


def test_a_flag_marks_the_article_of_its_case_and_no_other() -> None:
    for flag in ("appended", "contradiction", "undated", "opinion", "other_language", "background"):
        assert flagged(flag) == [CASES[flag]["file"]]
    assert flagged("rewrite") == [CASES["rewrite"]["rewrite"]]
    assert flagged("reprint") == [CASES["reprint"]["whole"], CASES["reprint"]["trimmed"]]
    assert flagged("look_alike") == [place["file"] for place in CASES["look_alike"].values()]


def test_the_reprints_share_the_text_of_the_wire() -> None:
    case = CASES["reprint"]
    wire = body(case["original"])
    assert body(case["whole"]) == wire
    assert body(case["trimmed"]) == wire[: -case["paragraphs_cut"]]
    assert published(case["original"]) < min(published(copy) for copy in flagged("reprint"))


def test_the_rewrite_drops_the_attribution() -> None:
    case = CASES["rewrite"]
    for attributed, bare in zip(case["attributed"], case["bare"], strict=True):
        assert attributed in text_of(case["original"])
        assert bare in text_of(case["rewrite"])
        assert attributed.replace("ü", "u").startswith(bare.rstrip("."))
    assert not re.search(r"officials?\b", text_of(case["rewrite"]))


def test_the_appended_article_shares_nobody_with_the_one_above_it() -> None:
    case = CASES["appended"]
    (heading,) = page(case["file"]).xpath("//h2[contains(@class, 'next-title')]")
    assert heading.text_content() == case["title"]
    below = squeeze(" ".join(strings(heading, "following-sibling::p//text()")))
    assert below.startswith(case["opening"])
    assert all(name in below and name not in text_of(case["file"]) for name in case["names"])


def test_the_contradiction_is_one_sentence_against_the_rest() -> None:
    case = CASES["contradiction"]
    text = text_of(case["file"])
    assert all(words in text for words in [case["claim"], *case["against"]])
    assert text.count("Bishkek") == 1
    assert text.lower().count("astana") >= 3


def test_the_expectation_that_is_met_is_told_in_the_words_that_opened_it() -> None:
    case = CASES["met"]
    assert all(place["text"].endswith(case["act"]) for place in (case["opened"], case["closed"]))
    assert [day_of(case["opened"]), day_of(case["closed"])] == [DAYS[0], DAYS[2]]


def test_the_postponed_signing_moves_from_one_date_to_another() -> None:
    case = CASES["postponed"]
    assert [day_of(case["opened"]), day_of(case["moved"])] == DAYS[:2]
    assert DAYS[1] < case["from"] < case["to"]
    assert f"to {case['to'].day} March" in case["moved"]["text"]


def test_the_expectation_that_falls_due_is_never_reported_on() -> None:
    case = CASES["unreported"]
    assert case["due"] == DAYS[1]
    others = [name for name in ARTICLES if name != case["file"]]
    assert case["story"] not in [ARTICLES[name]["story"] for name in others]
    assert not any("technical paper" in text_of(name) for name in others)


def test_only_the_opinion_column_is_in_the_opinion_section() -> None:
    sections = {
        name: strings(page(name), "//meta[@property='article:section']/@content") for name in ARTICLES
    }
    column = CASES["opinion"]["file"]
    assert [name for name, section in sections.items() if section == ["Opinion"]] == [column]
    assert data_block(column)["@type"] == "OpinionNewsArticle"


def test_only_the_spanish_article_is_in_another_language() -> None:
    case = CASES["other_language"]
    for name in ARTICLES:
        assert page(name).get("lang") == (case["language"] if name == case["file"] else "en")


def test_the_look_alike_votes_are_two_events() -> None:
    votes = list(CASES["look_alike"].values())
    assert [day_of(vote) for vote in votes] == [vote["day"] for vote in votes] == DAYS[1:]
    assert all("Djibouti and Eritrea" in text_of(vote["file"]) for vote in votes)


def test_the_escalation_has_words_for_it_on_the_third_day_and_none_on_the_first() -> None:
    before, after = CASES["escalation"]["before"], CASES["escalation"]["after"]
    assert [day_of(before), day_of(after)] == [DAYS[0], DAYS[2]]
    for cue in CASES["escalation"]["cues"]:
        assert cue in text_of(after["file"])
        assert cue not in text_of(before["file"])


def test_only_the_background_is_older_than_the_period() -> None:
    case = CASES["background"]
    assert [name for name in DATED if published(name).date() not in DAYS] == [case["file"]]
    assert (DAYS[0] - day_of(case)).days > 30
    assert ARTICLES[case["file"]]["story"] == case["story"]


# ── the feed ──────────────────────────────────────────────────────────────────


@cache
def channel() -> etree._Element:
    found = etree.fromstring((SAMPLE / "feed.xml").read_bytes()).find("channel")
    assert found is not None
    return found


def test_the_feed_lists_every_page_once_and_says_that_it_is_invented() -> None:
    assert "Invented dispatches for demonstration" in str(channel().findtext("description"))
    assert sorted(str(item.findtext("link")) for item in channel().iterfind("item")) == sorted(ARTICLES)
    assert len({item.findtext("guid") for item in channel().iterfind("item")}) == len(ARTICLES)


@every_page
def test_a_feed_entry_agrees_with_its_page(name: str) -> None:
    (item,) = [item for item in channel().iterfind("item") if item.findtext("link") == name]
    assert [item.findtext("title")] == strings(page(name), "//h1/text()")
    assert item.findtext("source") == OUTLETS[ARTICLES[name]["outlet"]]["name"]
    stamp = published(name).strftime("%a, %d %b %Y %H:%M:%S %z") if name in DATED else None
    assert item.findtext("pubDate") == stamp


# ── the ledger ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def made(sample_made: Path) -> tuple[list[dict[str, Any]], dict[date, dict[str, Any]]]:
    """The ledger after the three editions, and their briefs."""
    listed = run_in(sample_made, "ledger", "--format", "json", "--out", "outputs/sample")
    outputs = sample_made / "outputs" / "sample"
    return json.loads(listed.out), {
        day: json.loads((outputs / str(day) / "brief.json").read_text()) for day in DAYS
    }


Made = tuple[list[dict[str, Any]], dict[date, dict[str, Any]]]


def entry_with(made: Made, words: str) -> dict[str, Any]:
    (entry,) = [each for each in made[0] if words in each["statement"] and each["kind"] == "expectation"]
    return entry


def test_the_handover_is_met_on_the_third_day(made: Made) -> None:
    entry = entry_with(made, CASES["met"]["opened"]["text"])
    assert (entry["status"], entry["closed_on"]) == ("met", str(DAYS[2]))
    assert entry["history"][-1]["evidence"]["quote"] in CASES["met"]["closed"]["text"]


def test_the_signing_is_moved_to_its_new_date_and_not_missed(made: Made) -> None:
    case = CASES["postponed"]
    entry = entry_with(made, case["opened"]["text"])
    assert (entry["status"], entry["check_after"]) == ("moved", str(case["to"]))
    (move,) = [each for each in entry["history"] if each["field"] == "horizon"]
    assert (move["old"], move["new"], move["day"]) == (str(case["from"]), str(case["to"]), str(DAYS[1]))


def test_what_comes_due_without_a_report_is_overdue(made: Made) -> None:
    entry = entry_with(made, CASES["unreported"]["text"])
    assert [each["after"] for each in entry["history"]] == ["open", "due", "overdue"]
    assert entry["history"][-1]["day"] == str(DAYS[2])


def test_the_vote_of_one_council_is_met_by_its_own_vote_alone(made: Made) -> None:
    entry = entry_with(made, "is expected to vote on Tuesday")
    assert (entry["status"], entry["closed_on"]) == ("met", str(CASES["look_alike"]["first"]["day"]))


def test_the_quarrel_over_chips_is_escalated_by_a_word(made: Made) -> None:
    (entry,) = [each for each in made[0] if each["status"] == "escalated"]
    assert any(cue.startswith(entry["history"][-1]["new"]) for cue in CASES["escalation"]["cues"])


def test_the_briefs_tell_it_and_what_is_met_is_watched_no_more(made: Made) -> None:
    second, third = made[1][DAYS[1]], made[1][DAYS[2]]
    assert {"met", "moved"} <= {each["kind"] for each in second["changes"]}
    assert {"met", "escalated", "overdue"} <= {each["kind"] for each in third["changes"]}
    (row,) = [row for row in third["ledger"] if row["status"] == "met"]
    assert row["closing"]["citations"]
    assert row["history"][-1]["after"] == "met"
    assert "hand over" in row["said"]["text"]
    assert not any("hand over" in line["text"] for line in third["watch"])


def test_a_cue_that_is_our_own_word_for_a_trend_is_not_quoted(made: Made) -> None:
    changes = made[1][date(2026, 3, 4)]["changes"]
    (sharper,) = [each["line"]["text"] for each in changes if each["kind"] == "escalated"]
    assert sharper == "The European Union and Kazakhstan, over re-exported microchips"


def test_no_line_that_is_read_first_is_cut(made: Made) -> None:
    for brief in made[1].values():
        changes = [each["line"] for each in brief["changes"]]
        assert not any(line["cut"] or "…" in line["text"] for line in (*brief["bottom_line"], *changes))


def test_a_quarrel_is_named_by_what_it_is_over(made: Made) -> None:
    rows = [row for brief in made[1].values() for story in brief["stories"] for row in story["disputes"]]
    assert {"seized fishing boats", "re-exported microchips"} <= {row["topic_text"] for row in rows}


def test_no_form_of_a_brief_says_in_which_folder_the_sample_lies(sample_made: Path) -> None:
    forms = [each for each in (sample_made / "outputs").rglob("brief.*") if each.suffix != ".db"]
    assert {each.suffix for each in forms} == {".json", ".md", ".html", ".ics"}
    assert not [each for each in forms if "data/sample" in each.read_text(encoding="utf-8")]
    assert any(CASES["undated"]["file"] in each.read_text(encoding="utf-8") for each in forms)
