"""Bytes as received become text. Pure.

Unicode that proves itself (a byte order mark, valid UTF-8) comes before what is declared,
what is declared before what is guessed, and a guess is marked as one.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import ExtractionError
from briefing.types import MediaType


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """``suspect`` where the encoding was guessed, or some of the text could not be read."""

    text: str
    suspect: bool = False


_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh91AY&SY", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROLOG = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# WHATWG Encoding Standard: the encodings of the web, under Python's names; some names mean the larger set beside them
_ON_THE_WEB = {
    **{f"cp{page}": f"cp{page}" for page in (866, 874, 932, 949, *range(1250, 1259))},
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{
        name: name
        for name in ("koi8-r", "koi8-u", "gb18030", "euc_jp", "iso2022_jp", "mac-roman", "mac-cyrillic")
    },
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-874": "cp874",
}
_GUESSES = [
    *("cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("big5", "gb18030", "cp932", "euc_jp", "cp949"),
]
_GUESS_FROM = 100_000
_WORD_WITH_HIGH_BYTES = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]+")
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")


def decode(
    data: bytes, *, declared: str | None = None, media_type: MediaType, name: str, source: str
) -> Decoded:
    """Return the text of ``data``; ``declared`` is the charset that its carrier (HTTP) names.

    Raises ``ExtractionError`` where ``data``, called ``name`` in the message, is not text at all.
    """
    _refuse_binary(data, name, source)
    codecs_named = [_codec(label) for label in (declared, declared_within(data, media_type)) if label]
    if "iso2022_jp" not in codecs_named:  # its bytes are valid UTF-8, and mean something else
        proven = _proven(data)
        if proven is not None:
            return proven
    for codec in filter(None, codecs_named):
        try:
            return Decoded(text=data.decode(codec))
        except UnicodeDecodeError:
            continue
    return Decoded(text=_guessed(data), suspect=True)


def _refuse_binary(data: bytes, name: str, source: str) -> None:
    what = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if what is None and b"\0" in data and _utf16_or_32(data) is None:
        what = "binary data"
    if what is not None:
        raise ExtractionError(f"{name}: is not text but {what}; give it as .txt, .md or .html", source=source)


def document_id(name: str, text: str) -> str:
    """Return the identity of a document: of its address or file name, and of its text."""
    identity = hashlib.blake2b(digest_size=16)
    for part in (name, text):
        identity.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return identity.hexdigest()


def declared_within(data: bytes, media_type: MediaType) -> str | None:
    """Return the charset that ``data`` names itself, in an XML prolog or an HTML ``meta`` element."""
    found = _PROLOG.match(data[:1024])
    if found is None and media_type is MediaType.HTML:
        found = _META.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def without_nulls(data: bytes) -> bytes:
    """Return ``data`` without stray NUL bytes, of which UTF-16 and UTF-32 have many that are not stray."""
    return data if _utf16_or_32(data) else data.replace(b"\0", b"")


def _proven(data: bytes) -> Decoded | None:
    wide = _utf16_or_32(data)
    if wide is not None:
        text = data.decode(wide, "replace")
        return Decoded(text=text.lstrip("\ufeff"), suspect="\ufffd" in text)
    try:
        return _once(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _mostly_utf8(data)


def _utf16_or_32(data: bytes) -> str | None:
    """Name the wide encoding of ``data``: by its mark, or by NULs where the Latin letters of markup have them."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return None if name == "utf-8-sig" else name
    head = data[:400]
    if len(head) < 4 or len(head) % 2:
        head = head[: len(head) & ~1]
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.7 * half and not head[::2].count(0):
        return "utf-16-le"
    if half and head[::2].count(0) > 0.7 * half and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken bytes (a cut, a flipped bit); in other encodings hardly a byte is valid."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    intact = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return Decoded(text=text, suspect=True) if broken * 4 <= intact else None


def _once(text: str) -> Decoded:
    """Undo an encoding to UTF-8 that was made twice, where the whole text shows it."""
    if all(map(_is_by_chance, _TWICE_ENCODED.findall(text))):
        return Decoded(text=text)
    for codec in ("cp1252", "latin-1"):
        try:
            return Decoded(text=text.encode(codec).decode("utf-8"), suspect=True)
        except UnicodeError:
            continue
    return Decoded(text=text)


def _is_by_chance(pair: str) -> bool:
    """Tell of a letter before a quotation mark or a dash that together would be a letter of no Latin alphabet: "Weiß’s" is no NKo."""
    if pair[1] not in "‘’“”–—…":
        return False
    try:
        return pair.encode("cp1252").decode("utf-8") > _LAST_LATIN
    except UnicodeError:
        return False


_LAST_LATIN = "\u024f"


def _codec(label: str) -> str | None:
    label = label.strip().lower()
    try:
        return _ON_THE_WEB.get(label) or _ON_THE_WEB.get(codecs.lookup(label).name)
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    """Guess: words that mix ASCII letters with others are Western; the rest is left to statistics."""
    words = list(_words_with_high_bytes(data[:_GUESS_FROM]))
    high = sum(byte > 127 for word in words for byte in word)
    if high <= 0.6 * sum(map(len, words)):
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(b" ".join(words), cp_isolation=_GUESSES).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _words_with_high_bytes(data: bytes) -> Iterator[bytes]:
    return (match.group() for match in _WORD_WITH_HIGH_BYTES.finditer(data))
