"""A key that shows itself to nobody, and is struck out of what others say."""

import base64
import logging
import re
from urllib.parse import quote

STRUCK = "[key]"

_LOGGERS = (
    "openai",
    "openai._base_client",
    "openai._response",
    "httpx2",
    "httpcore2.connection",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.proxy",
)
"""Who may log what a server sends, which can be the key it was sent."""


class Secret:
    """Holds ``value``, which only :meth:`reveal` returns; no ``repr``, message or log does."""

    def __init__(self, value: str) -> None:
        self.__value = value
        self.__forms = re.compile("|".join(re.escape(form) for form in _forms(value)), re.IGNORECASE)

    def reveal(self) -> str:
        """Return the secret, for the one request header it belongs in."""
        return self.__value

    def strike(self, text: str) -> str:
        """Return ``text`` with the secret, plain, base64 or percent-encoded, replaced."""
        return self.__forms.sub(STRUCK, text)

    def __repr__(self) -> str:
        return "Secret()"


class StrikingFilter(logging.Filter):
    """Strikes the secret out of the records of the libraries that carry it."""

    def __init__(self, secret: Secret) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the secret struck out of its message."""
        said = record.getMessage()
        struck = self._secret.strike(said)
        if struck != said:
            record.msg, record.args = struck, ()
        return True

    def install(self) -> None:
        """Watch the loggers of the libraries until :meth:`remove`."""
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)

    def remove(self) -> None:
        """Undo :meth:`install`."""
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self)


def _forms(value: str) -> list[str]:
    """Return how the secret can be written, longest first; base64 depends on where in a text it begins."""
    raw = value.encode()
    forms = {value, quote(value, safe=""), "".join(f"%{byte:02x}" for byte in raw), raw.hex()}
    for before in range(3):
        # Characters that also hold bits of a neighbour are left out.
        first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            forms.add(encode(b"\0" * before + raw).decode()[first:last])
    return sorted(filter(None, forms), key=len, reverse=True)
