"""Where the model is, and whether it may be asked there."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from briefing.errors import ConfigError
from briefing.settings import OPENAI_URL, ModelSettings
from briefing.summarize.model.secret import Secret

KEY_VARIABLE = "OPENAI_API_KEY"
URL_VARIABLE = "OPENAI_BASE_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """``local`` where the host is this machine or one that the configuration allows."""

    base_url: str
    model: str
    key: Secret | None
    local: bool

    @property
    def is_openai(self) -> bool:
        """Tell whether this is OpenAI's own API, and not one made like it."""
        return self.base_url == OPENAI_URL


def configured(settings: ModelSettings, environ: Mapping[str, str]) -> bool:
    """Tell whether somebody named a model: a key or an address is there, in ``settings`` or in ``environ``."""
    named = settings.api_key_file is not None or settings.base_url != OPENAI_URL
    return named or any(environ.get(name, "").strip() for name in (KEY_VARIABLE, URL_VARIABLE))


def find_endpoint(settings: ModelSettings, environ: Mapping[str, str]) -> Endpoint:
    """Return where to ask. What ``environ`` says wins over ``settings``.

    Raises :class:`ConfigError` for an address that must not be asked, and for a key that is missing or no key.
    """
    named_by = URL_VARIABLE if environ.get(URL_VARIABLE, "").strip() else "model.base_url"
    address = (environ.get(URL_VARIABLE, "").strip() or settings.base_url).rstrip("/")
    parts = _checked(address, named_by)
    host = parts.hostname or ""
    local = _is_loopback(host) or host in settings.allow_hosts
    if settings.local_only and not local:
        raise ConfigError(
            f"{named_by}: {host} is not this machine, and model.local_only is true; "
            "add the host to model.allow_hosts if it is yours"
        )
    key = _find_key(settings, environ)
    if key is None and address == OPENAI_URL:
        raise ConfigError(
            f"{KEY_VARIABLE} is not set; set it, or model.api_key_file, or model.base_url of another server"
        )
    if key is not None and parts.scheme == "http" and not local:
        raise ConfigError(
            f"{named_by}: the key would travel in the clear to {host}; write https://, or add the host to "
            "model.allow_hosts"
        )
    return Endpoint(base_url=address, model=settings.name, key=key, local=local)


def _checked(address: str, named_by: str) -> SplitResult:
    """Return the parts of ``address``. A user name, a password or a query is refused: logs show addresses."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not address.isascii() or not address.isprintable() or " " in address:
        raise ConfigError(f"{named_by}: is no http or https address of a model's API")
    if parts.username is not None or parts.query or parts.fragment:
        raise ConfigError(f"{named_by}: must not carry a user, a password, a query or a fragment")
    return parts


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _find_key(settings: ModelSettings, environ: Mapping[str, str]) -> Secret | None:
    named_by, value = KEY_VARIABLE, environ.get(KEY_VARIABLE, "").strip()
    if not value and settings.api_key_file is not None:
        named_by, value = "model.api_key_file", _read_key(settings.api_key_file)
    if not value:
        return None
    if not (value.isascii() and value.isprintable()) or " " in value:
        raise ConfigError(f"{named_by}: holds characters that no key has")
    return Secret(value)


def _read_key(path: Path) -> str:
    try:
        value = path.expanduser().read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"model.api_key_file: {path}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ConfigError(f"model.api_key_file: {path}: is not text") from None
    if not value:
        raise ConfigError(f"model.api_key_file: {path}: is empty")
    return value
