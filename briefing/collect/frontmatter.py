"""YAML front matter at the beginning of a text or Markdown file. Pure."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from briefing.errors import ExtractionError
from briefing.text import strip_controls

_OPENING = re.compile(r"\ufeff?(?:[^\S\n]*\r?\n)*---[^\S\n]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*\r?$\n?", re.MULTILINE)
_LONGEST = 20_000
_DEEPEST = 8
_KEYS = ("title", "published", "outlet", "url", "language")
_DATE = "date"  # what others write for "published"
_KEY_LINE = re.compile(rf"[\"']?(?:{'|'.join(_KEYS)}|{_DATE})[\"']?\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What front matter says, as written; ``end`` is where the text after it begins."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    end: int = 0


def front_matter_of(text: str, *, name: str, source: str) -> FrontMatter:
    """Return the front matter of ``text``; all fields are ``None`` where it has none. Unknown keys are ignored, also where they are no YAML, ``date`` is ``published``.

    Every value is read as text, so that Norway's "no" stays a language. Raises ``ExtractionError``, with
    ``name`` and the line, for front matter that is not closed or not a YAML mapping, and for anchors, aliases
    and deep nesting, which an article's few facts never need.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST)
    first_line = text.count("\n", 0, opening.end()) + 1
    if closing is None:
        if _KEY_LINE.match(text, opening.end()):
            raise _unreadable(name, source, first_line - 1, "has no closing line ---")
        return FrontMatter()
    values = _mapping(text[opening.end() : closing.start()], name, source, first_line)
    known = {str(key).lower(): value for key, value in values.items()}
    known.setdefault("published", known.get(_DATE))
    return FrontMatter(end=closing.end(), **{key: _plain(known.get(key)) for key in _KEYS})


def _unreadable(
    name: str, source: str, line: int, why: str, remedy: str = "correct or remove it"
) -> ExtractionError:
    return ExtractionError(f"{name}: front matter {why} (line {line}); {remedy}", source=source)


def _mapping(block: str, name: str, source: str, first_line: int) -> dict[Any, Any]:
    import yaml

    try:
        loaded = _loaded(block, name, source, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise _unreadable(
            name, source, line, f"is not YAML: {error.problem}", "put its value in quotes, or remove the line"
        ) from error
    except yaml.YAMLError as error:
        raise _unreadable(name, source, first_line, "holds characters that YAML forbids") from error
    if not loaded:
        return {}
    if not isinstance(loaded, dict):
        raise _unreadable(name, source, first_line, "is not a list of `key: value` lines")
    return loaded


def _loaded(block: str, name: str, source: str, first_line: int) -> Any:
    """Return what YAML reads; where it refuses, what it reads of the first of these that it does not refuse.

    A value with a colon or a quotation in it is the text that it looks like; what stands under keys that nobody asks for is left out.
    """
    import yaml

    meant = _LINE.sub(_as_meant, block)
    for each in (block, meant):
        with suppress(yaml.MarkedYAMLError):
            return _read(each, name, source, first_line)
    # Between two rules that hold none of our keys may stand a text: that is told and not passed over.
    known = _of_known_keys(meant)
    return _read(known if known.strip() else meant, name, source, first_line)


def _of_known_keys(block: str) -> str:
    """Return a block without the lines of other keys, each left empty, so that the rest stand on the lines where they stood."""
    kept, is_known = [], True
    for line in block.split("\n"):
        is_known = _KEY_LINE.match(line) is not None if _ANY_KEY_LINE.match(line) else is_known
        kept.append(line if is_known else "")
    return "\n".join(kept)


_ANY_KEY_LINE = re.compile(r"[^\s#-][^:]*:(?=\s|$)")


def _read(block: str, name: str, source: str, first_line: int) -> Any:
    import yaml

    _refuse_bombs(block, name, source, first_line)
    return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  (builds strings, lists and mappings only)


_LINE = re.compile(r"^([^\W\d][\w-]*:[^\S\n]+)(\S.*?)(\s*)$", re.MULTILINE)
_COLON = re.compile(r":(?=\s|$)")
_OF_YAML = re.compile(r"""[\[{|>&*!]|"(?:[^"\\]|\\.)*"$|'(?:[^']|'')*'$""")
"""A list, a mapping, a block, an anchor, a tag, or a value that stands in quotes already."""


def _as_meant(line: re.Match[str]) -> str:
    """Return a line with its value in quotes where that has a colon or begins with a quotation, as many a headline does."""
    key, value, end = line.groups()
    if _OF_YAML.match(value) or not (_COLON.search(value) or value[0] in "\"'"):
        return line[0]
    return "".join((key, "'", value.replace("'", "''"), "'", end))


def _refuse_bombs(block: str, name: str, source: str, first_line: int) -> None:
    import yaml

    opens = (
        yaml.FlowMappingStartToken,
        yaml.FlowSequenceStartToken,
        yaml.BlockMappingStartToken,
        yaml.BlockSequenceStartToken,
    )
    closes = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken, yaml.BlockEndToken)
    depth = 0
    for token in yaml.scan(block):
        line = first_line + token.start_mark.line
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise _unreadable(name, source, line, "uses a YAML anchor or alias (quote the value)")
        depth += isinstance(token, opens) - isinstance(token, closes)
        if depth > _DEEPEST:
            raise _unreadable(name, source, line, "is nested too deeply")


def _plain(value: object) -> str | None:
    return " ".join(strip_controls(value).split()) or None if isinstance(value, str) else None
