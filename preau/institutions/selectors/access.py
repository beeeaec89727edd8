"""Who may do what where."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Q, QuerySet

from preau.institutions.models import Capability, Institution, Official, Page, Role, RoleKind
from preau.institutions.models.role import OFFICIAL_CAPABILITIES
from preau.users.models import User

FEW = 3


def _kinds_with(capability: Capability) -> list[RoleKind]:
    return [kind for kind in RoleKind if capability in kind.capabilities]


class Held:
    """What one person holds: by role kind, the paths of institutions; and whether a page is theirs as an official."""

    def __init__(self, user: User) -> None:
        self.user_id = user.pk
        self.paths: dict[str, list[str]] = {}
        for kind, path in Role.objects.filter(user=user).order_by("pk").values_list("kind", "institution__path"):
            self.paths.setdefault(kind, []).append(path)

    @cached_property
    def has_page(self) -> bool:
        return Page.objects.filter(official__user=self.user_id).exists()


def roles_remember(user: User) -> None:
    """Look once at what `user` holds, for as long as this object of theirs lives: one request, whose screens ask the
    same a dozen times. A role that changes meanwhile shows with the next request."""
    user.held = Held(user)  # type: ignore[attr-defined]


def _held(user: User) -> Held:
    known: Held | None = getattr(user, "held", None)
    return known if known is not None else Held(user)


def _roots(user: User, capability: Capability) -> list[str]:
    """Paths of the institutions on which `user` holds `capability` by a role."""
    paths = _held(user).paths
    return list(dict.fromkeys(path for kind in _kinds_with(capability) for path in paths.get(kind, ())))


def institutions_where(user: User, capability: Capability) -> QuerySet[Institution]:
    """The institutions on which `user` holds `capability`, roles reaching down their subtrees."""
    everything = Institution.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything.none()
    if user.is_superuser:
        return everything
    return everything.filter(_below(_roots(user, capability)))


def _below(paths: list[str]) -> Q:
    """The institutions of these paths and all below them. Of many, only those that have something below are looked for
    by the beginning of a path, which costs a look at each institution."""
    roots = {int(path.rstrip("/").rpartition("/")[2]): path for path in paths}
    above = set(roots)
    if len(roots) > FEW:
        above = set(Institution.objects.filter(parent__in=list(roots)).order_by().values_list("parent_id", flat=True))
    reach = Q(pk__in=list(roots))
    for pk in above:
        reach |= Q(path__startswith=roots[pk])
    return reach


def pages_where(user: User, capability: Capability) -> QuerySet[Page]:
    """The pages, open or not, on which `user` holds `capability`.

    An institution's role also covers the pages of the officials who have a mandate there — but only to administer
    (open, close, invite) and to read: an official's words are their own.
    """
    if not user.is_authenticated or not user.is_active:
        return Page.objects.none()
    if user.is_superuser:
        return Page.objects.all()
    institutions = institutions_where(user, capability)
    reach = Q(institution__in=institutions)
    if capability in (Capability.ADMINISTER, Capability.READ):
        reach |= Q(official__in=Official.objects.filter(mandates__institution__in=institutions))
    if capability in OFFICIAL_CAPABILITIES:
        reach |= Q(official__user=user)
    return Page.objects.filter(reach)


def holds(user: User, capability: Capability, page: Page) -> bool:
    """Whether `user` holds `capability` on `page`."""
    return pages_where(user, capability).filter(pk=page.pk).exists()


def holds_anywhere(user: User, capability: Capability) -> bool:
    """Whether there is any institution or page on which `user` holds `capability`."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return bool(_roots(user, capability)) or (capability in OFFICIAL_CAPABILITIES and _held(user).has_page)
