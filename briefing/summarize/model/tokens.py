"""How many tokens a text is, without asking the network: counted where the vocabulary is at hand, else estimated."""

import hashlib
import math
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCount:
    """``estimated`` where no vocabulary was at hand; an estimate has a quarter in reserve."""

    tokens: int
    estimated: bool


def count(text: str, model: str, environ: Mapping[str, str]) -> TokenCount:
    """Return how many tokens ``text`` is for ``model``.

    tiktoken fetches a vocabulary that it lacks, without a time limit, so it is asked only where the
    file is in its cache (``TIKTOKEN_CACHE_DIR`` in ``environ``, or its folder for temporary files).
    """
    encoding = _encoding(model, _cache_folder(environ))
    if encoding is None:
        return TokenCount(tokens=estimate(text), estimated=True)
    return TokenCount(tokens=len(encoding.encode_ordinary(text)), estimated=False)


# ── the vocabulary ────────────────────────────────────────────────────────────

_BLOBS = "https://openaipublic.blob.core.windows.net/encodings/"
# As in tiktoken: a file with another hash would be deleted and fetched anew.
_VOCABULARIES = {
    "o200k_base": (
        "o200k_base.tiktoken",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "o200k_harmony": (
        "o200k_base.tiktoken",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "cl100k_base.tiktoken",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}


def _cache_folder(environ: Mapping[str, str]) -> Path | None:
    """Return where tiktoken keeps its vocabularies; an empty variable turns its cache off."""
    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if variable in environ:
            return Path(environ[variable]) if environ[variable] else None
    return Path(tempfile.gettempdir()) / "data-gym-cache"


@cache
def _encoding(model: str, folder: Path | None) -> "tiktoken.Encoding | None":
    import tiktoken

    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return None
    if folder is None or name not in _VOCABULARIES or not _is_at_hand(name, folder):
        return None
    return tiktoken.get_encoding(name)


def _is_at_hand(encoding: str, folder: Path) -> bool:
    file, expected = _VOCABULARIES[encoding]
    cached = folder / hashlib.sha1((_BLOBS + file).encode(), usedforsecurity=False).hexdigest()
    try:
        return hashlib.sha256(cached.read_bytes()).hexdigest() == expected
    except OSError:
        return False


# ── the estimate ──────────────────────────────────────────────────────────────

RESERVE = 1.25

# Characters to a token, the least of the languages that each script was measured with.
_SCRIPTS = (
    (r"[A-Za-z]+", 4.3),
    (r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]+", 2.4),
    (r"[\u0370-\u03ff\u1f00-\u1fff]+", 2.3),
    (r"[\u0400-\u052f]+", 2.5),
    (r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]+", 2.3),
    (r"[\u0900-\u0dff]+", 2.0),
    (r"[\u0e00-\u0eff\u1780-\u17ff]+", 1.7),
    (r"[\u1000-\u109f]+", 1.6),
    (r"[\u10a0-\u10ff]+", 2.6),
    (r"[\u0530-\u058f]+", 2.0),
    (r"[\u3040-\u30ff\u3400-\u9fff]+", 0.95),
    (r"[\uac00-\ud7af]+", 1.3),
    (r"[0-9]+", 2.0),
)
_PIECES = re.compile("|".join(f"({pattern})" for pattern, _ in _SCRIPTS) + r"|(\s+)|(.)", re.DOTALL)
_SPACES = len(_SCRIPTS) + 1


def estimate(text: str) -> int:
    """Return a count that is not below the true one for text that people write, about a quarter above it.

    Piece by piece, since no one number of characters to a token holds for two scripts; never more
    than the bytes of the text, which no vocabulary of byte pairs exceeds.
    """
    tokens = sum(_piece(match) for match in _PIECES.finditer(text))
    return min(len(text.encode("utf-8", "replace")), math.ceil(tokens * RESERVE))


def _piece(match: re.Match[str]) -> float:
    group, piece = match.lastindex or 0, match.group()
    if group == _SPACES:
        return 0.0 if piece == " " else 1.0
    if group > _SPACES:
        return (
            1.0 if piece.isascii() or "\u2010" <= piece <= "\u203a" else len(piece.encode("utf-8", "replace"))
        )
    whole = max(1.0, len(piece) / _SCRIPTS[group - 1][1])
    return whole if group != 1 else max(whole, len(piece) / 2 if _is_jumbled(piece) else 1.0)


def _is_jumbled(word: str) -> bool:
    """Tell whether these letters are no word: capitals inside, or too long for one."""
    return len(word) > 20 or (len(word) > 1 and not (word.islower() or word.istitle()))
