"""Settings: one TOML file, and secrets from the environment or a file named in it.

pydantic stands here because strangers' data enters here; the rest of the program sees frozen models.
"""

import os
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from briefing.brief import KEPT, SECTIONS
from briefing.day import Desk
from briefing.errors import ConfigError
from briefing.gazetteer import state
from briefing.labels import ENGLISH, languages
from briefing.text import is_address, is_web
from briefing.topics import TOPICS

CONFIG_NAME = "briefing.toml"
STORE_NAME = "briefing.db"
SAMPLE_NAME = "sample"
"""The folder of the sample's editions in the outputs folder, where each profile has one of its name."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no time zone; write one like Europe/Berlin or UTC")
    return name


def _mail_address(text: str) -> str:
    if not is_address(text):
        raise ValueError(f"{text!r} is not one mail address; write one like desk@example.org")
    return text


def _known_topic(name: str) -> str:
    if name not in TOPICS:
        raise ValueError(f"{name!r} is no topic; the list is in docs/glossary.md")
    return name


def _known_language(code: str) -> str:
    if code not in languages():
        raise ValueError(f"there are no labels in {code!r}; there are: {', '.join(languages())}")
    return code


def _known_sections(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in SECTIONS:
            raise ValueError(f"{name!r} is no section; there are: {', '.join(SECTIONS)}")
    if names[:1] != SECTIONS[:1]:
        raise ValueError(f"the first section is {SECTIONS[0]}")
    if len(set(names)) < len(names):
        raise ValueError("a section stands there twice")
    if missing := [name for name in KEPT if name not in names]:
        raise ValueError(f"no brief is without {', '.join(missing)}")
    return names


def _known_country(code: str) -> str:
    if state(code) is None:
        raise ValueError(f"{code!r} is no country; write its two letters of ISO 3166, like NO")
    return code


def _time_of_day(value: object) -> object:
    if isinstance(value, str):
        return value + ":00" if value.count(":") == 1 else value
    if isinstance(value, time):
        return value
    raise ValueError('write a time of day like "06:30"')  # a number would be taken for seconds after midnight


def _local(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("leave out the offset; it is a time of day in the profile's time_zone")
    return value


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day), AfterValidator(_local)]
Hosts = tuple[Annotated[str, AfterValidator(str.lower)], ...]
"""Names of hosts, as addresses have them when they are compared: in lower case."""
Grade = Literal["A", "B", "C", "D", "E", "F"]


class StoreSettings(_Section):
    """``url`` is an SQLAlchemy address; without one the store is ``briefing.db`` in the outputs folder."""

    url: str | None = None


class SourceSettings(_Section):
    """One source. ``grade`` is the Admiralty letter that the desk gives it."""

    location: str
    name: str | None = None
    kind: Literal["folder", "file", "feed", "page"] | None = None
    outlet: str | None = None
    grade: Grade | None = None

    @model_validator(mode="after")
    def _is_no_folder_on_the_web(self) -> Self:
        if self.kind in ("folder", "file") and is_web(self.location):
            raise ValueError(
                f"an address of the web is no {self.kind}; write feed or page, or leave out kind"
            )
        return self


class FetchSettings(_Section):
    """``allow_hosts`` are hosts that may be fetched although their addresses are private."""

    allow_hosts: Hosts = ()
    workers: Annotated[int, Field(ge=1, le=64)] = 8


class ProfileSettings(_Section):
    """One reader. ``cut_off`` and ``deliver_at`` are local times of day; ``cut_off`` defaults to the day's end."""

    title: str = "Diplomatic Daily Brief"
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    cut_off: TimeOfDay | None = None
    deliver_at: TimeOfDay = time(6, 30)
    recipients: tuple[Annotated[str, AfterValidator(_mail_address)], ...] = ()
    countries: tuple[Annotated[str, AfterValidator(_known_country)], ...] = ()
    topics: tuple[Annotated[str, AfterValidator(_known_topic)], ...] = ()
    interlocutors: tuple[str, ...] = ()
    max_words: Annotated[int, Field(ge=200)] = 900
    max_stories: Annotated[int, Field(ge=1, le=20)] = 5
    sections: Annotated[tuple[str, ...], AfterValidator(_known_sections)] = SECTIONS
    marking: str | None = None
    language: Annotated[str, AfterValidator(_known_language)] = ENGLISH

    @property
    def zone(self) -> ZoneInfo:
        """The profile's time zone."""
        return ZoneInfo(self.time_zone)


OPENAI_URL = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-5.4-mini"
"""A small model with no announced end; it does not reason unless asked to, so that an answer's length is its cost."""
DEFAULT_PRICES = (0.75, 4.50)
"""What a million tokens cost at that model, in and out, in US dollars."""


class ModelSettings(_Section):
    """The language model of the openai engine. The key comes from ``OPENAI_API_KEY`` or ``api_key_file``.

    ``OPENAI_BASE_URL`` wins over ``base_url``. Limits hold for one run: ``max_cost`` in ``currency``,
    prices for a million tokens, times in seconds. Without prices, those of the default model at
    OpenAI are known, and a server on this machine or in ``allow_hosts`` costs nothing.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)] = DEFAULT_MODEL
    base_url: str = OPENAI_URL
    api_key_file: Path | None = None
    local_only: bool = False
    allow_hosts: Hosts = ()
    max_cost: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = 2.0
    max_tokens: Annotated[int, Field(ge=0)] | None = 2_000_000
    price_in: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    price_out: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    requests_per_minute: Annotated[int, Field(ge=1)] | None = None
    tokens_per_minute: Annotated[int, Field(ge=1)] | None = None
    call_seconds: Annotated[float, Field(gt=0, le=3600)] = 60
    run_seconds: Annotated[float, Field(gt=0, le=86_400)] = 1200

    @model_validator(mode="after")
    def _has_both_prices_or_none(self) -> Self:
        if (self.price_in is None) != (self.price_out is None):
            raise ValueError("price_in and price_out go together; set the other one too")
        return self


class MailSettings(_Section):
    """The SMTP server. The password comes from ``BRIEFING_SMTP_PASSWORD`` or ``password_file``."""

    host: str
    sender: str
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None

    def password(self) -> str | None:
        """Return the password, or ``None``. Raises :class:`ConfigError` for a file that cannot be read."""
        if from_environment := os.environ.get("BRIEFING_SMTP_PASSWORD"):
            return from_environment
        if self.password_file is None:
            return None
        try:
            return self.password_file.expanduser().read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"mail.password_file: {self.password_file}: {error.strerror}") from error
        except UnicodeDecodeError:
            raise ConfigError(f"mail.password_file: {self.password_file}: is not text") from None


MOST_GRACE_HOURS = 23
"""Less than a day: an edition that is still to be made is never that of the day before yesterday."""


class ScheduleSettings(_Section):
    """How often ``serve`` collects, and how late an edition may still be made.

    An edition that failed is tried again when the service collects, so that this happens twice within the grace.
    """

    collect_every_minutes: Annotated[int, Field(ge=5, le=MOST_GRACE_HOURS * 60 // 2)] = 60
    grace_hours: Annotated[int, Field(ge=1, le=MOST_GRACE_HOURS)] = 12

    @model_validator(mode="after")
    def _leaves_time_to_try_again(self) -> Self:
        if 2 * self.collect_every_minutes > 60 * self.grace_hours:
            raise ValueError(
                "collect_every_minutes may be at most half of grace_hours, or an edition that fails is not tried again"
            )
        return self


class Settings(_Section):
    """The whole configuration; every key has a default except a source's location and the mail server's host."""

    outputs: Path = Path("outputs")
    templates: Path | None = None
    engine: Literal["auto", "openai", "embedded"] = "auto"
    model: ModelSettings = ModelSettings()
    store: StoreSettings = StoreSettings()
    fetch: FetchSettings = FetchSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    mail: MailSettings | None = None
    sources: tuple[SourceSettings, ...] = ()
    profiles: dict[str, ProfileSettings] = Field(default_factory=lambda: {"default": ProfileSettings()})

    @model_validator(mode="after")
    def _profile_names_are_folder_names(self) -> Self:
        for name in self.profiles:
            if not name.replace("-", "").replace("_", "").isalnum():
                raise ValueError(f"profiles.{name}: a profile's name is letters, digits, - and _")
            if name.casefold() == SAMPLE_NAME:
                raise ValueError(
                    f"profiles.{name}: the editions of `run --samples` have the folder of that name; choose another"
                )
        return self

    @property
    def store_url(self) -> str:
        """The address of the store."""
        return self.store.url or _sqlite_url(self.outputs / STORE_NAME)

    def profile(self, name: str) -> ProfileSettings:
        """Return one profile. Raises :class:`ConfigError` for an unknown name."""
        try:
            return self.profiles[name]
        except KeyError:
            known = ", ".join(sorted(self.profiles))
            raise ConfigError(
                f"profile {name!r} is not configured; name one that is with --profile: {known}"
            ) from None

    def desk(self, name: str) -> Desk:
        """Return what the composer needs of one profile."""
        profile = self.profile(name)
        return Desk(
            title=profile.title,
            countries=profile.countries,
            topics=profile.topics,
            interlocutors=profile.interlocutors,
            max_words=profile.max_words,
            max_stories=profile.max_stories,
            marking=profile.marking,
            language=profile.language,
            sections=profile.sections,
            grades={source.outlet: source.grade for source in self.sources if source.outlet and source.grade},
        )


def load_settings(path: Path | None) -> Settings:
    """Return the settings in ``path``, or the defaults for ``None``.

    Relative paths in the file are taken from the file's own folder.
    Raises :class:`ConfigError`, one line for the first fault, with the key's name.
    """
    if path is None:
        return Settings()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows writes a mark before the text
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; name a readable file with --config") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: has values too deep in one another") from error
    try:
        return Settings.model_validate(_anchored(raw, path.parent))
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first_fault(error)}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "extra_forbidden":
        return f"{key} is not a known key; `briefing init` writes a file with all of them"
    if fault["type"] in _PLAINLY:
        return f"{key}: {_PLAINLY[fault['type']]}"
    return f"{key}: {fault['msg'].removeprefix('Value error, ')}"


_PLAINLY = {"path_type": 'write a path in quotes, like "outputs"'}
"""What pydantic says in words of Python's."""


def _anchored(raw: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return ``raw`` with relative paths taken from ``folder``."""
    for key in ("outputs", "templates"):
        if isinstance(raw.get(key), str):
            raw[key] = _anchored_path(raw[key], folder)
    for section, key in (("mail", "password_file"), ("mail", "ca_file"), ("model", "api_key_file")):
        table = raw.get(section)
        if isinstance(table, dict) and isinstance(table.get(key), str):
            table[key] = _anchored_path(table[key], folder)
    store = raw.get("store")
    if isinstance(store, dict) and isinstance(store.get("url"), str):
        store["url"] = _anchored_store(store["url"], folder)
    sources = raw.get("sources")
    for source in sources if isinstance(sources, list) else ():
        if isinstance(source, dict) and isinstance(source.get("location"), str):
            source["location"] = _anchored_location(source["location"], folder)
    return raw


def _anchored_path(path: str, folder: Path) -> Path:
    try:
        return folder / Path(path).expanduser()
    except RuntimeError as error:
        raise ValueError(f"{path}: there is no such user; write the whole path") from error


def _anchored_location(location: str, folder: Path) -> str:
    if "://" in location:
        return location
    return str(_anchored_path(location, folder))


def _anchored_store(url: str, folder: Path) -> str:
    """Return the address of a store, that of a file from ``folder`` on with its options; what is no address is left to who opens it.

    So is ``file:...``, which SQLite itself takes apart.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return url
    path = parsed.database
    if parsed.get_backend_name() != "sqlite" or not path or path.startswith((":memory:", "file:")):
        return url
    return parsed.set(database=str(_anchored_path(path, folder))).render_as_string(hide_password=False)


def _sqlite_url(path: Path) -> str:
    """Return the address of the store in a file, whatever its name has that means something in an address."""
    from sqlalchemy.engine import URL

    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)
