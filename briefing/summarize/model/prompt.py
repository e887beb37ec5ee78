"""Prompts: files in ``prompts/``, one for each task and version, filled with an article or a story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefing.text import Span, one_line, paragraphs
from briefing.topics import TOPICS
from briefing.types import Article

ARTICLE_PROMPT = "article_summary.v5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """``system`` is equal for all questions of a task, so that a server can cache it; ``user`` is what is asked."""

    version: str
    system: str
    user: str


def fill(version: str, **values: object) -> Prompt:
    """Return the prompt of that name filled with ``values``.

    Raises :class:`jinja2.UndefinedError` where a value is missing: nothing is ever asked with a gap in it.
    """
    template = _environment().get_template(f"{version}.md.j2")
    context = template.new_context(values)
    parts = {name: "".join(template.blocks[name](context)).strip() for name in ("system", "user")}
    return Prompt(version=version, **parts)


def article_prompt(
    article: Article,
    numbered: Sequence[tuple[int, Span]],
    *,
    today: date,
    part: tuple[int, int] | None = None,
) -> Prompt:
    """Return the question that asks for the summary of ``article``, or of a part of it.

    ``numbered`` are the sentences asked about with their numbers in the whole article; ``part`` is which part, of
    how many.
    """
    return fill(
        ARTICLE_PROMPT,
        topics=TOPICS,
        today=today.isoformat(),
        published=article.published.isoformat() if article.published else None,
        outlet=one_line(article.outlet or ""),
        language=article.language,
        title=one_line(article.title),
        captions=[one_line(each) for each in article.captions],
        part=part[0] if part else None,
        parts=part[1] if part else None,
        mark=blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest(),
        paragraphs=list(_by_paragraph(article.text, numbered)),
    )


def _by_paragraph(text: str, numbered: Sequence[tuple[int, Span]]) -> Iterator[list[tuple[int, str]]]:
    rest = list(numbered)
    for paragraph in paragraphs(text):
        inside = [each for each in rest if each[1].start < paragraph.end]
        rest = rest[len(inside) :]
        if inside:
            yield [(number, one_line(span.of(text))) for number, span in inside]


@cache
def _environment() -> Environment:
    """No autoescape: a prompt is plain text, and its values are data that no template code is read from."""
    return Environment(  # noqa: S701
        loader=FileSystemLoader(_folder()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _folder() -> Path:
    """Return the prompts in the installed package, else those at the top of the repository."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parent / "prompts"
