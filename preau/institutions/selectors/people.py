"""People, their roles and invitations, as those who administer an institution see them."""

from __future__ import annotations

import enum

from django.db.models import Q, QuerySet

from preau.institutions.models import Capability, Institution, Invitation, Official, Role, RoleKind
from preau.kernel import clock
from preau.users.models import User

from .access import institutions_where, pages_where


class Fault(enum.Enum):
    """Why an invitation can't be taken up."""

    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    ORPHAN = "orphan"  # whoever sent it no longer may


def roles_administered(user: User, text: str = "", institution: Institution | None = None) -> QuerySet[Role]:
    """The roles held on what `user` administers, by institution and name; `text` is looked for in names and e-mails.

    With `institution`, only those held on it or below.
    """
    reach = institutions_where(user, Capability.ADMINISTER)
    if institution is not None:
        reach = reach.filter(path__startswith=institution.path)
    found = Role.objects.filter(institution__in=reach).select_related("user", "institution", "institution__parent")
    for word in text.split()[:8]:
        found = found.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    return found.order_by("institution__path", "user__name", "user__email", "kind")


def invitations_administered(user: User, institution: Institution | None = None) -> QuerySet[Invitation]:
    """The invitations that wait, on what `user` administers, the newest first; expired ones among them."""
    reach = institutions_where(user, Capability.ADMINISTER)
    condition = Q(institution__in=reach)
    if institution is not None:
        condition = Q(institution__in=reach.filter(path__startswith=institution.path))
    else:
        condition |= Q(official__in=officials_administered(user))
    waiting = Invitation.objects.pending().filter(condition)
    return waiting.select_related("institution", "official", "invited_by").order_by("-created_at", "-id")


def officials_administered(user: User) -> QuerySet[Official]:
    """The officials whose pages `user` administers."""
    pages = pages_where(user, Capability.ADMINISTER).filter(official__isnull=False)
    return Official.objects.filter(pk__in=pages.values("official"))


def is_last_administrator(role: Role) -> bool:
    """Whether nobody else, here or above, would administer the institution of `role` without it."""
    if role.kind != RoleKind.ADMINISTRATOR:
        return False
    above = [int(pk) for pk in role.institution.path.strip("/").split("/")]
    others = Role.objects.filter(kind=RoleKind.ADMINISTRATOR, institution__in=above, user__is_active=True)
    return not others.exclude(pk=role.pk).exclude(user=role.user_id, institution=role.institution_id).exists()


def invitation_fault(invitation: Invitation) -> Fault | None:
    """Why `invitation` can't be taken up now, or None when it can."""
    if invitation.accepted_at:
        return Fault.USED
    if invitation.revoked_at:
        return Fault.REVOKED
    if invitation.has_expired(clock.now()):
        return Fault.EXPIRED
    return None if _still_may(invitation) else Fault.ORPHAN


def _still_may(invitation: Invitation) -> bool:
    """Whether whoever sent the invitation still administers what it offers."""
    by = invitation.invited_by
    if by is None:
        return False
    if invitation.institution_id is not None:
        return institutions_where(by, Capability.ADMINISTER).filter(pk=invitation.institution_id).exists()
    return officials_administered(by).filter(invitations=invitation).exists()
