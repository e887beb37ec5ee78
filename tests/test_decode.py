import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.decode import Decoded, declared_within, decode, document_id, without_nulls
from briefing.errors import ExtractionError
from briefing.types import MediaType

RUSSIAN = "Переговоры о прекращении огня начались в понедельник, сообщил представитель министерства."
FRENCH = "Le ministre a été reçu à l’Élysée ; « c’est un début », a-t-il déclaré."


def read(data: bytes, declared: str | None = None, media_type: MediaType = MediaType.TEXT) -> Decoded:
    return decode(data, declared=declared, media_type=media_type, name="note.txt", source="notes")


def sure(text: str) -> Decoded:
    return Decoded(text=text)


def guessed(text: str) -> Decoded:
    return Decoded(text=text, suspect=True)


@given(
    st.text(st.characters(exclude_characters="\0\ufeff\ufffd", exclude_categories=["Cs", "Cc"]), min_size=4)
)
def test_utf8_comes_back_as_it_was_whatever_is_declared(text: str) -> None:
    plain = f"Talks in Geneva: {text} – end"
    for declared in (None, "utf-8", "iso-8859-1", "windows-1251", "no-such-charset"):
        assert read(plain.encode(), declared).text == plain


@given(st.binary())
def test_no_bytes_do_more_than_turn_out_not_to_be_text(data: bytes) -> None:
    for declared in (None, "shift_jis", "utf-16"):
        try:
            text = read(data, declared).text
        except ExtractionError:
            continue
        assert text.encode().decode() == text


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_is_known_by_its_mark_or_its_bytes_against_any_declaration(mark: bytes, codec: str) -> None:
    assert read(mark + FRENCH.encode(codec), "iso-8859-1") == sure(FRENCH)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("KOI8-R", "koi8-r", RUSSIAN),
        ("iso-8859-1", "cp1252", FRENCH),
        ("latin1", "cp1252", FRENCH),
        ("us-ascii", "cp1252", FRENCH),
        ("gb2312", "gb18030", "双方在日内瓦举行会谈"),
        ("big5", "big5", "雙方在日內瓦舉行會談"),
        ("Shift_JIS", "cp932", "①双方はジュネーブで会談した"),
        (" x-sjis ", "cp932", "双方はジュネーブで会談した"),
        ("iso-2022-jp", "iso2022_jp", "双方はジュネーブで会談した"),
        ("euc-kr", "cp949", "양측은 제네바에서 회담했다"),
        ("windows-1256", "cp1256", "التقى الوزيران في جنيف"),
        ("iso-8859-9", "cp1254", "Görüşmeler İsviçre’de başladı"),
    ],
)
def test_what_is_declared_is_read_as_the_web_reads_it(label: str, codec: str, text: str) -> None:
    assert read(text.encode(codec), label) == sure(text)


def test_a_page_declares_its_own_charset() -> None:
    for head in (
        '<meta charset="windows-1251">',
        "<META http-equiv=x content='text/html; CHARSET=windows-1251'>",
    ):
        page = f"<html><head>{head}</head><p>{RUSSIAN}"
        assert read(page.encode("cp1251"), media_type=MediaType.HTML) == sure(page)


def test_an_xml_prolog_declares_its_own_charset() -> None:
    feed = f"<?xml version='1.0' encoding='windows-1251'?><rss>{RUSSIAN}</rss>"
    assert read(feed.encode("cp1251")) == sure(feed)


def test_the_carrier_is_believed_before_the_document() -> None:
    page = f'<meta charset="windows-1251">{RUSSIAN}'
    assert read(page.encode("koi8-r"), "koi8-r", MediaType.HTML) == sure(page)


def test_a_text_that_speaks_of_charsets_declares_none() -> None:
    assert declared_within(b"Write <meta charset=big5> at the top.", MediaType.TEXT) is None


@pytest.mark.parametrize("declared", [None, "utf-8", "utf-7", "unicode_escape", "rot13", "hex", "x\0y", "…"])
@pytest.mark.parametrize("text", [FRENCH, "“Quoted” – and dashed"])
def test_western_text_that_is_not_what_it_says_is_guessed_and_marked(declared: str | None, text: str) -> None:
    assert read(text.encode("cp1252"), declared) == guessed(text)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("gb18030", "双方在日内瓦举行会谈，讨论停火协议的执行情况。"),
        ("cp1253", "Οι συνομιλίες για την κατάπαυση του πυρός άρχισαν τη Δευτέρα στη Γενεύη"),
    ],
)
def test_other_scripts_without_a_declaration_are_guessed_and_marked(codec: str, text: str) -> None:
    markup = f"<rss><channel><item><title>{text}</title></item></channel></rss>"
    assert read(markup.encode(codec)) == guessed(markup)


def test_a_broken_byte_costs_one_letter_and_not_the_text() -> None:
    data = FRENCH.encode() + b" \xff fin"
    assert read(data) == guessed(f"{FRENCH} \ufffd fin")
    assert read(RUSSIAN.encode()[:-2]) == guessed(RUSSIAN[:-2] + "\ufffd")


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "café", "MÓDULO", "会谈"])
def test_utf8_that_was_encoded_twice_is_read_twice(text: str) -> None:
    for codec in ("cp1252", "latin-1"):
        try:
            twice = text.encode().decode(codec).encode()
        except UnicodeDecodeError:
            continue
        assert read(twice) == guessed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Société Générale… l’Âge d’or, São Tomé, Ã©",
        "Minister Weiß’s plan failed.",
        "Groß– und Kleinhandel",
    ],
)
def test_letters_that_look_like_a_double_encoding_are_left_alone(text: str) -> None:
    assert read(text.encode()) == sure(text)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%...", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0JFIF", b"GIF89a",
        b"\x1f\x8b\x08\x00", b"\x7fELF\x02", b"{\\rtf1\\ansi text}", b"SQLite format 3\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text and\0nulls", bytes(100), bytes(range(256)) * 4,
    ],
)  # fmt: skip
def test_what_is_not_text_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(ExtractionError, match=r"note\.txt: is not text but .*; give it as \.txt") as caught:
        read(data)
    assert caught.value.source == "notes"


def test_stray_nulls_are_dropped_and_those_of_utf16_kept() -> None:
    assert without_nulls(b"<rss>a\0b</rss>") == b"<rss>ab</rss>"
    wide = "<rss>ab</rss>".encode("utf-16")
    assert without_nulls(wide) == wide


def test_a_document_is_known_by_its_name_and_its_text() -> None:
    first = document_id("a", "bc")
    assert first == document_id("a", "bc")
    assert len({first, document_id("ab", "c"), document_id("a", "bd"), document_id("b", "bc")}) == 4
