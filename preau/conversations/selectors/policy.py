"""The rules that hold on a page."""

from __future__ import annotations

from collections.abc import Iterable

from preau.conversations.models import Policy
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import ancestry, institution_of
from preau.kernel.once import once


def policy_for(page: Page) -> Policy:
    """The policy of the page's institution, else of the nearest one above it, else the usual one (not saved)."""
    return policy_of(institution_of(page))


def policy_of(institution: Institution | None) -> Policy:
    """The same, for an institution."""
    line = ancestry(institution)
    return once(("policy", *line), lambda: _nearest([line])[0])


def policies_of(pages: Iterable[Page]) -> dict[int, Policy]:
    """By page id, in one query (officials' pages: one more each)."""
    rows = {page.pk: page for page in pages}
    return dict(zip(rows, _nearest([ancestry(institution_of(page)) for page in rows.values()]), strict=True))


def _nearest(lines: list[list[int]]) -> list[Policy]:
    ids = {pk for line in lines for pk in line}
    found = {policy.institution_id: policy for policy in Policy.objects.filter(institution__in=ids)} if ids else {}
    return [next((found[pk] for pk in line if pk in found), Policy()) for line in lines]
