"""Up the tree: to the board of a page, and to whatever of its ancestors a rule stands on."""

from __future__ import annotations

from django.utils import timezone

from preau.institutions.models import Institution, Mandate, Page


def institution_of(page: Page) -> Institution | None:
    """The institution behind a page; behind an official's, that of their mandate (the newest one that runs)."""
    if page.institution_id is not None:
        return page.institution
    running = Mandate.objects.filter(official=page.official_id).current(timezone.localdate())
    mandate = running.select_related("institution").first()
    return mandate.institution if mandate else None


def ancestry(institution: Institution | None) -> list[int]:
    """Ids from `institution` up to the root, the nearest first."""
    return [int(part) for part in institution.path.split("/") if part][::-1] if institution else []


def board_id_of(page: Page) -> int | None:
    """The id of the institution at the top of the page's tree."""
    line = ancestry(institution_of(page))
    return line[-1] if line else None
