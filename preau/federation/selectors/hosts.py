"""What we decided about other servers, and how they fare."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from preau.federation.models import FollowState, Host, Policy
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.users.models import User

STRICTER = {Policy.OPEN: 0, Policy.LIMITED: 1, Policy.BLOCKED: 2}


def policy_of(name: str) -> Policy:
    """What holds for the server `name` (as `Host.name` writes it): its own policy, or a stricter one of a domain that
    it is under."""
    return policies_of([name])[name]


def policies_of(names: Iterable[str]) -> dict[str, Policy]:
    """`policy_of` of each name, in one query."""
    covers = {name: covering(name) for name in names}
    wanted = {cover for covering_names in covers.values() for cover in covering_names}
    decided = Host.objects.filter(name__in=wanted).exclude(policy=Policy.OPEN).values_list("name", "policy")
    found = {name: Policy(policy) for name, policy in decided}
    return {
        name: max((found.get(cover, Policy.OPEN) for cover in above), key=STRICTER.__getitem__)
        for name, above in covers.items()
    }


def covering(name: str) -> list[str]:
    """A server's name and those that stand above it, with and without its port.

    >>> covering("m.exemple.test:8443")
    ['m.exemple.test:8443', 'm.exemple.test', 'exemple.test', 'test']
    """
    host, colon, _ = name.partition(":") if not name.startswith("[") else (name, "", "")
    parts = host.split(".") if not host.replace(".", "").isdecimal() else [host]
    return [*([name] if colon else []), *(".".join(parts[at:]) for at in range(len(parts)))]


def under(name: str) -> Q:
    """The condition on `Host` that holds for the server `name` and for all below it."""
    return Q(name=name) | Q(name__endswith=f".{name}") | Q(name__startswith=f"{name}:") | Q(name__contains=f".{name}:")


def hosts(*, words: str = "", policy: str = "") -> QuerySet[Host]:
    """Other servers by name, with `people` that we know there and `followers` of our pages."""
    found = Host.objects.filter(name__contains=words.strip().lower()) if words.strip() else Host.objects.all()
    if policy in Policy.values:
        found = found.filter(policy=policy)
    accepted = Q(actors__follows__state=FollowState.ACCEPTED)
    return found.annotate(
        people=Count("actors", distinct=True), followers=Count("actors__follows", filter=accepted, distinct=True)
    ).order_by("name")


def may_govern(user: User) -> bool:
    """Whether `user` decides for the whole installation: as its administrator, or that of every board on it."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    roots = Institution.objects.filter(parent=None)
    mine = institutions_where(user, Capability.ADMINISTER).values("pk")
    return roots.exists() and not roots.exclude(pk__in=mine).exists()
