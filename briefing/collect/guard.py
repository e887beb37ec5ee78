"""Which addresses may be fetched, and a connection that goes to a checked address and to no other.

A host name is resolved once, every address it has is checked, and the connection is made to a
checked one: a name that changes its answer between check and connection (DNS rebinding) gains nothing.
"""

import ipaddress
import re
from collections.abc import Callable, Collection, Sequence

import httpx2

from briefing.deadline import DeadlineTransport, Lookup

WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})

# IANA special-purpose address registries (RFC 6890 and what was added since), and multicast
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_LOCAL_NAME = re.compile(r"(?:.*\.)?localhost(?:\.localdomain)?\.?", re.IGNORECASE)


class RefusedError(Exception):
    """Something must not be fetched; the message says why, as the end of a sentence about it."""


def is_public(address: str) -> bool:
    """Tell whether ``address``, an IP address, is one of the public internet.

    Mapped, translated and tunnelled IPv4 (``::ffff:0:0/96``, NAT64, 6to4, Teredo) is not: it can hide a private one.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_V4)
    return ip in _GLOBAL_V6 and not any(ip in network for network in _NOT_PUBLIC_V6)


def check_url(url: httpx2.URL, *, allow: Collection[str]) -> None:
    """Raise :class:`RefusedError` where ``url`` must not be asked, whatever its host resolves to.

    A host in ``allow`` may have any port and any address.
    """
    if url.scheme not in ("http", "https"):
        raise RefusedError("is refused: only http and https addresses are fetched")
    if not url.host:
        raise RefusedError("is refused: the address names no host")
    if url.userinfo:
        raise RefusedError("is refused: an address must not carry a user name or a password")
    if url.host in allow:
        return
    if _LOCAL_NAME.fullmatch(url.host):
        raise RefusedError(f"is refused: {url.host} is this machine; {_REMEDY}")
    if url.port is not None and url.port not in WEB_PORTS:
        raise RefusedError(f"is refused: port {url.port} is not a port of the web; {_REMEDY}")


_REMEDY = "add the host to allow_hosts under [fetch] if it is yours"


def checked_addresses(host: str, port: int, *, allow: Collection[str], lookup: Lookup) -> Sequence[str]:
    """Return the addresses of ``host``, all of them public or the host allowed.

    One private address among public ones refuses the host: which of them answers is not ours to choose.
    Raises :class:`RefusedError`.
    """
    try:
        addresses = lookup(host, port)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"cannot be reached: there is no host {host}") from error
    private = [address for address in addresses if not is_public(address)]
    if private and host not in allow:
        raise RefusedError(f"is refused: {host} is at {private[0]}, which is not a public address; {_REMEDY}")
    return addresses


class GuardedTransport(DeadlineTransport):
    """Connects to checked addresses only, and gives up when ``seconds_left`` has run out."""

    def __init__(self, *, allow: Collection[str], lookup: Lookup, seconds_left: Callable[[], float]) -> None:
        def checked(host: str, port: int, limited: Lookup) -> Sequence[str]:
            return checked_addresses(host, port, allow=allow, lookup=limited)

        super().__init__(seconds_left=seconds_left, addresses=checked, lookup=lookup)
