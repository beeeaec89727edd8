"""Which addresses of the Internet Préau may call: public ones, on the usual ports, and nothing of its own network."""

from __future__ import annotations

import ipaddress

PORTS = frozenset({80, 443})

# IANA's special-purpose registries (RFC 6890 and after) with multicast, and every range that only carries another
# address inside it (mapped, NAT64, 6to4, Teredo): nothing public needs those to be reached.
_REFUSED = [
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/8", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32"),
        *("2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]


def is_public(address: str) -> bool:
    """Whether `address`, an IP address as sockets write it (a zone may follow a "%"), is of the public Internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return not any(ip.version == network.version and ip in network for network in _REFUSED)


def is_loopback(address: str) -> bool:
    """Whether `address` is this very machine."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def may_call(address: str, port: int, *, allow_loopback: bool = False) -> bool:
    """Whether a connection to `address` and `port` may be opened. On this machine, where that is allowed, any port."""
    if allow_loopback and is_loopback(address):
        return True
    return port in PORTS and is_public(address)
