"""The other way round: who may do something on a page."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from preau.institutions.models import Capability, Institution, Page, Role, RoleKind
from preau.institutions.models.role import OFFICIAL_CAPABILITIES
from preau.users.models import User

from .tree import ancestry


def people_with(capability: Capability, page: Page) -> QuerySet[User]:
    """Those who hold `capability` on `page` by a role or as the official that it is of, by name. The answer that
    `pages_where` gives, asked from the other end; superusers, who may do anything, are not listed."""
    kinds = [kind for kind in RoleKind if capability in kind.capabilities]
    roles = Role.objects.filter(kind__in=kinds, institution__in=_above(page, capability))
    found = Q(pk__in=roles.values("user_id"))
    if page.official_id and capability in OFFICIAL_CAPABILITIES:
        found |= Q(official=page.official_id)
    return User.objects.filter(found, is_active=True).order_by("name", "email")


def _above(page: Page, capability: Capability) -> list[int]:
    """The institutions whose roles reach `page`."""
    if page.institution_id is not None:
        return ancestry(page.institution)
    if capability not in (Capability.ADMINISTER, Capability.READ):
        return []
    homes = Institution.objects.filter(mandates__official=page.official_id)
    return sorted({pk for home in homes for pk in ancestry(home)})
