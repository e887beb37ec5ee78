"""What sites let a robot read of them: RFC 9309, the Robots Exclusion Protocol."""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from briefing.collect.fetch import USER_AGENT, Fetcher
from briefing.errors import FetchError

PRODUCT = USER_AGENT.partition("/")[0]
MAX_RULES = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of the sites that one reading meets; each site is asked once, however many threads want to know."""

    fetcher: Fetcher
    source: str
    now: datetime
    _rules: dict[str, Any] = field(default_factory=dict)
    _asking: dict[str, Lock] = field(default_factory=dict)

    def refusal(self, url: str) -> str | None:
        """Return why ``url`` must not be fetched, or ``None``."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._asking.setdefault(site, Lock()):
            if site not in self._rules:
                self._rules[site] = self._ask(f"{site}/robots.txt")
        rules = self._rules[site]
        if rules is None:
            return "is not fetched, because the site's robots.txt could not be had"
        return (
            None
            if rules.can_fetch(url, PRODUCT)
            else "is not fetched, because the site's robots.txt forbids it"
        )

    def _ask(self, address: str) -> Any:
        """Return the rules; a site without a robots.txt allows all, one that cannot answer (``None``) nothing."""
        from protego import Protego

        try:
            answer = self.fetcher.get(address, source=self.source, states={}, now=self.now)
        except FetchError as error:
            unavailable = error.status is not None and HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR  # fmt: skip
            return Protego.parse("") if unavailable and error.status != HTTPStatus.TOO_MANY_REQUESTS else None
        return Protego.parse((answer.body or b"")[:MAX_RULES].decode("utf-8-sig", "replace"))
