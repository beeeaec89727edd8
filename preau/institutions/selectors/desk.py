"""What the desk's screens of the network show."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from preau.institutions.models import Institution, Mandate, Page, Role

IN_CHARGE = 20  # names shown of those in charge of a page
STATES = {
    "ouvertes": Q(page__opened_at__isnull=False, page__closed_at__isnull=True),
    "a_ouvrir": Q(page__opened_at__isnull=True, missing_since__isnull=True),
    "fermees": Q(page__closed_at__isnull=False),
    "absentes": Q(missing_since__isnull=False),
}


def in_state(institutions: QuerySet[Institution], state: str) -> QuerySet[Institution]:
    """Those of `institutions` in a state of `STATES`; all of them for any other word."""
    return institutions.filter(STATES[state]) if state in STATES else institutions


def in_charge(page: Page) -> list[Role]:
    """Who may write in a page's name: the roles on its institution and on those above, the nearest first."""
    if page.institution is None:
        return []
    above = [int(part) for part in page.institution.path.strip("/").split("/") if part]
    roles = Role.objects.filter(institution__in=above, user__is_active=True).select_related("user", "institution")
    return list(roles.order_by("-institution__path", "kind", "user__name")[:IN_CHARGE])


def languages_of(page: Page, day: dt.date) -> list[str]:
    """The languages that a page is written in ("fr", "en"): the policy of its institution, or of the official's."""
    institution = page.institution
    if institution is None:
        mandates = Mandate.objects.filter(official=page.official_id).select_related("institution")
        mandate = mandates.current(day).first() or mandates.first()
        institution = mandate.institution if mandate else None
    return institution.language_policy.split("+") if institution else ["fr", "en"]
