"""The canonical brief -> Markdown, HTML and mail bodies, and the index of editions, by Jinja2 templates that people may override."""

import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from inspect import isfunction, signature
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    meta,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing import __version__
from briefing.brief import Brief
from briefing.brief.lines import Line
from briefing.brief.overview import Listed
from briefing.brief.sources import Passage, SourceRow
from briefing.errors import ConfigError, RenderError
from briefing.labels import ENGLISH, Labels, labels_in
from briefing.publish import (
    columns,
    dates,
    drawing,
    escape,
    header,
    hedging,
    horizons,
    names,
    outlook,
    provenance,
    quotation,
    speakers,
    status,
    wording,
)
from briefing.publish.compiled import Compiled
from briefing.types import Evidence

_FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


class Proof(NamedTuple):
    """A passage with the quote in it, and the number of its source."""

    number: int
    grade: str
    section: str
    before: str
    quote: str
    after: str


class Renderer:
    """Renders briefs. A template in the reader's own ``folder`` overrides the built-in one of that name.

    Raises :class:`ConfigError` for a folder that is not there and for a template in it that would never be used.
    Raises :class:`RenderError`, as each method does, for a template that is missing or cannot be filled, with its
    file, line and what to do.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder and not folder.is_dir():
            raise ConfigError(f"{folder}: is no folder of templates; create it or change `templates`")
        places = [*([folder] if folder else []), _built_in_folder()]
        self._loader = ChoiceLoader([FileSystemLoader(place) for place in places])
        self._environments: dict[str, ImmutableSandboxedEnvironment] = {}
        if folder:
            self._check_names(FileSystemLoader(folder).list_templates(), folder)

    def markdown(self, brief: Brief) -> str:
        """Return the brief as CommonMark with tables."""
        return self._render("brief.md.j2", brief)

    def html(self, brief: Brief) -> str:
        """Return the brief as one self-contained page without a script or a request to anywhere."""
        return self._render("brief.html.j2", brief)

    def email_html(self, brief: Brief) -> str:
        """Return the HTML body of the mail, its styles inlined (E2 to E4)."""
        from css_inline import CSSInliner

        page = self._render("email.html.j2", brief)
        return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False).inline(page)

    def email_text(self, brief: Brief) -> str:
        """Return the text body of the mail, with the same content as the HTML body (E1)."""
        return self._render("email.txt.j2", brief)

    def index(self, editions: Sequence[Listed]) -> str:
        """Return the list of editions as one self-contained page; a script of its own searches it, and asks nobody."""
        spoken = {each.overview.header.language for each in editions}
        language = spoken.pop() if len(spoken) == 1 else ENGLISH
        script = self._filled("index.js.j2", language)
        digest = b64encode(sha256(script.encode()).digest()).decode()
        return self._filled(
            "index.html.j2",
            language,
            language=language,
            editions=editions,
            markings=sorted({each.overview.header.marking or "" for each in editions} - {""}),
            script=Markup(script),  # noqa: S704  (a template without expressions)
            script_digest=f"sha256-{digest}",
        )

    @property
    def fingerprint(self) -> str:
        """Return a digest of the templates: what changes it may change what is rendered."""
        environment, digest = self._environment(ENGLISH), sha256(__version__.encode())
        for name in sorted(filter(_is_template, self._loader.list_templates())):
            digest.update(f"\0{name}\0{self._loader.get_source(environment, name)[0]}".encode())
        return digest.hexdigest()

    def _render(self, name: str, brief: Brief) -> str:
        return self._filled(name, brief.header.language, brief=brief, proofs=_proofs(brief))

    def _filled(self, name: str, language: str, /, **values: object) -> str:
        try:
            text = self._environment(language).get_template(name).render(values)
        except _FAULTS as error:
            fault = _explained(error)
            if fault is None:
                raise
            raise RenderError(fault) from error
        return text.strip() + "\n"

    def _check_names(self, names: Sequence[str], folder: Path) -> None:
        """Find the file whose name nobody asks for: what was meant to change something would change nothing."""
        own = list(filter(_is_meant, names))
        known = {each for each in FileSystemLoader(_built_in_folder()).list_templates() if _is_template(each)}
        asked = known.intersection(own)
        while asked:
            known |= asked
            asked = set(self._asked_for(sorted(asked))).intersection(own) - known
        for name in own:
            if name not in known:
                listed = ", ".join(sorted(filter(_is_template, known)))
                raise ConfigError(f"{folder / name}: replaces no template; there are: {listed}")

    def _asked_for(self, names: Sequence[str]) -> Iterator[str]:
        environment = self._environment(ENGLISH)
        for name in names:
            try:
                source, file, _ = self._loader.get_source(environment, name)
                asked = meta.find_referenced_templates(environment.parse(source, name, file))
                yield from (each for each in asked if each)
            except TemplateSyntaxError as error:
                raise RenderError(_explained(error)) from error
            except UnicodeDecodeError as error:
                raise ConfigError(f"{name}: this template is not UTF-8 text; save it as such") from error

    def _environment(self, language: str) -> ImmutableSandboxedEnvironment:
        if language not in self._environments:
            self._environments[language] = _environment(self._loader, labels_in(language))
        return self._environments[language]


def _is_template(name: str) -> bool:
    return name.endswith(".j2")


def _is_meant(name: str) -> bool:
    """Tell of a file that somebody put there, not of what a file manager, an editor or Git leaves in a folder."""
    return not name.endswith("~") and not any(part.startswith((".", "#")) for part in name.split("/"))


def built_in(name: str) -> str:
    """Return a file of the built-in templates as it stands. Raises :class:`RenderError` for an unknown name."""
    path = _built_in_folder() / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RenderError(f"{path}: {error.strerror}; reinstall the program") from error


def _built_in_folder() -> Path:
    """Return the templates in the installed package, else those at the top of the repository."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


# ── the environment ───────────────────────────────────────────────────────────

_COMPILED = Compiled()


def _environment(loader: ChoiceLoader, labels: Labels) -> ImmutableSandboxedEnvironment:
    """Every expression of every template is escaped for the template's own format, by its name.

    Jinja's default would leave ``*.html.j2`` unescaped.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    environment.globals.update(_vocabulary(labels))
    return environment


@pass_context
def _finalized(context: Context, value: object) -> object:
    """Escape one value for the format of the template that prints it."""
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, Markup):
        return value
    text = "" if value is None else str(value)
    name = context.name or ""
    if name.endswith(".md.j2"):
        return Markup(escape.markdown(text))  # noqa: S704  (escaped for Markdown in this line)
    if name.endswith(".html.j2"):
        return _with_edges(text)
    return Markup(escape.plain(text))  # noqa: S704  (plain text has no markup)


def _with_edges(text: str) -> str:
    """Return ``text`` made plain, with the white space at its ends: a page prints some sentences in parts."""
    inner = escape.plain(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{inner}{after}" if inner else ""


_WORDING = (
    columns,
    dates,
    header,
    hedging,
    horizons,
    names,
    outlook,
    provenance,
    quotation,
    speakers,
    status,
    wording,
)
"""The modules whose public functions templates may call."""


def _vocabulary(labels: Labels) -> dict[str, Any]:
    """Return what templates may call beside the brief: our labels and wording, dates and links."""
    words = {
        name: _in_words_of(labels, function)
        for module in _WORDING
        for name, function in vars(module).items()
        if isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }
    return {
        **words,
        "label": labels,
        "link": escape.link,
        "sign": drawing.SIGNS.__getitem__,
        "drawing": partial(_drawing, labels=labels),
        "host": escape.host,
        "markdown_link": lambda url: Markup(escape.markdown_link(url)),  # noqa: S704  (checked and bracketed)
    }


def _drawing(brief: Brief, labels: Labels) -> Markup:
    return Markup(drawing.drawn(brief.timeline, brief.header.day, labels))  # noqa: S704  (numbers and words of ours)


def _in_words_of(labels: Labels, function: Callable[..., object]) -> Callable[..., object]:
    """Return ``function`` with its last argument, the labels, given: a template need not know its language."""
    return partial(function, labels=labels) if "labels" in signature(function).parameters else function


# ── evidence on the page ──────────────────────────────────────────────────────


def _proofs(brief: Brief) -> Callable[[Line], list[Proof]]:
    """Return what gives the passages of a line, each quote set apart."""
    sources = {row.article_id: row for row in brief.sources}
    passages: dict[tuple[str, str, int | None], list[Passage]] = {}
    for passage in brief.passages:
        passages.setdefault((passage.article_id, passage.section, passage.index), []).append(passage)

    def proofs(line: Line) -> list[Proof]:
        return [proof for each in line.evidence for proof in _shown(each, passages, sources)][:3]

    return proofs


def _shown(
    evidence: Evidence,
    passages: dict[tuple[str, str, int | None], list[Passage]],
    sources: dict[str, SourceRow],
) -> Iterator[Proof]:
    for passage in passages.get((evidence.article_id, evidence.section, evidence.index), []):
        start, end = evidence.start - passage.start, evidence.end - passage.start
        if start >= 0 and end <= len(passage.text):
            text = passage.text
            source = sources[evidence.article_id]
            yield Proof(
                source.number, source.grade, evidence.section, text[:start], text[start:end], text[end:]
            )
            return


# ── faults ────────────────────────────────────────────────────────────────────


def _explained(error: Exception) -> str | None:
    """Return one line on what is wrong with which template, ``None`` where no template is at fault."""
    remedy = "correct it, or remove the file to use the built-in template"
    if isinstance(error, TemplateNotFound):
        return f"{error.name}: there is no template of this name; put it into the folder of templates"
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}: {error.message}; {remedy}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return None
    what = " ".join(str(error).split())
    return f"{frames[-1].filename}, line {frames[-1].lineno}: {what}; {remedy}"
