"""What was decided about other servers."""

from __future__ import annotations

from preau.federation.models import Host, Policy

_SEVERITY = [Policy.OPEN, Policy.LIMITED, Policy.BLOCKED]


def policy_of(host: str) -> Policy:
    """What holds for the server `host`: the strictest of what was decided about it and about the domains above it."""
    found = Host.objects.filter(name__in=family(host)).exclude(policy=Policy.OPEN).values_list("policy", flat=True)
    return max((Policy(policy) for policy in found), key=_SEVERITY.index, default=Policy.OPEN)


def family(host: str) -> list[str]:
    """The server itself, with and without its port, and the domains above it.

    >>> family("a.ailleurs.exemple:8443")
    ['a.ailleurs.exemple:8443', 'a.ailleurs.exemple', 'ailleurs.exemple', 'exemple']
    """
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name = host
    parts = name.split(".")
    above = [".".join(parts[at:]) for at in range(len(parts))] if not name.startswith("[") else [name]
    return list(dict.fromkeys([host, *above]))
