"""A model's server that whoever runs the tests may name, so that the suite of the random model asks that one too.

``BRIEFING_TEST_BASE_URL`` says where it is and ``BRIEFING_TEST_MODEL`` which model to ask; the key comes from
``OPENAI_API_KEY``.
"""

import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class NamedServer:
    base_url: str
    model: str
    key: str

    def addresses(self) -> tuple[str, ...]:
        """Return the addresses that a test may connect to for it."""
        host = urlsplit(self.base_url).hostname
        return tuple({str(each[4][0]) for each in socket.getaddrinfo(host, None)})


def _from_environment() -> NamedServer | None:
    url = os.environ.get("BRIEFING_TEST_BASE_URL", "").strip()
    if not url:
        return None
    model = os.environ.get("BRIEFING_TEST_MODEL", "").strip() or "default"
    return NamedServer(url, model, os.environ.get("OPENAI_API_KEY", ""))


NAMED = _from_environment()
"""Read once, before the tests take the key out of the environment."""
