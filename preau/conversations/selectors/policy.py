"""The rules that hold on a page."""

from __future__ import annotations

from preau.conversations.models import Policy
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import ancestry, institution_of


def policy_for(page: Page) -> Policy:
    """The policy of the page's institution, else of the nearest one above it, else the usual one (not saved)."""
    return policy_of(institution_of(page))


def policy_of(institution: Institution | None) -> Policy:
    """The same, for an institution."""
    line = ancestry(institution)
    found = {policy.institution_id: policy for policy in Policy.objects.filter(institution__in=line)}
    return next((found[pk] for pk in line if pk in found), Policy())
