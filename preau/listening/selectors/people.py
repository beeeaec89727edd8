from __future__ import annotations

from django.db.models import QuerySet

from preau.institutions.models import Capability, Institution, RoleKind
from preau.users.models import User


def moderators_of(institution: Institution) -> QuerySet[User]:
    """The people whose role, there or above, lets them moderate."""
    above = [int(pk) for pk in institution.path.strip("/").split("/")]
    kinds = [kind for kind in RoleKind if Capability.MODERATE in kind.capabilities]
    held = User.objects.filter(is_active=True, roles__institution__in=above, roles__kind__in=kinds)
    return held.distinct().order_by("pk")
