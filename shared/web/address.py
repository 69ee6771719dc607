"""The address a request came from: of the connection, or what a trusted proxy says of it."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import Scope

from shared.platform.settings import Settings

UNKNOWN_ADDRESS = "unknown"
FORWARDED = b"x-forwarded-for"


def client_address(scope: Scope, settings: Settings) -> str | None:
    """The client's address, None if it is not known. The last entry of `X-Forwarded-For` is the one a proxy wrote."""
    client = scope.get("client")
    if not client:
        return None
    peer: str = client[0]
    if settings.trusted_proxies and _is_in(peer, settings.trusted_proxies):
        said = next((value for name, value in reversed(scope["headers"]) if name == FORWARDED), b"")
        return _address(said.decode("latin-1").rpartition(",")[2].strip()) or peer
    return peer


def _is_in(address: str, networks: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:  # the path of a socket
        return False
    return any(found in network for network in _networks(networks))


@cache
def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None
