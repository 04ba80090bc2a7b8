"""Which addresses are inside a network, where no feed from outside may lead: machines at home, a cloud's own services.

`ipaddress.is_global` alone is no answer: it is True for addresses that stand for 127.0.0.1 in other notations.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_WRAPPED = tuple(
    IPv6Network(block)
    for block in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
"""IPv6 addresses that a gateway, or of old a machine itself, turns into IPv4 ones, whichever stand in them."""
_PRIVATE_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


def is_public(address: str) -> bool:
    """Whether an IP address, as the resolver gives it, is one of the open internet."""
    return _is_public(ip_address(address.partition("%")[0]))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return _is_public(ip.ipv4_mapped)
        if ip.is_site_local or any(ip in block for block in _WRAPPED):
            return False
    return ip.is_global and not ip.is_multicast


def is_private_name(host: str) -> bool:
    """Whether whoever wrote this host meant a machine of their own: no name of the open internet looks like it."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_ENDINGS)
