"""Opening and closing pages: a listed institution gets its official page once somebody is in charge of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Page
from preau.institutions.signals import page_changed
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User


def journal_of(page: Page) -> int | None:
    """The institution whose journal a page's acts belong to: its own, or that of the official's newest mandate."""
    if page.institution_id is not None or page.official is None:
        return page.institution_id
    mandate = page.official.mandates.first()
    return mandate.institution_id if mandate else None


def page_open(*, page: Page, by: User | None) -> Page:
    """Open a page, for the first time or again. A page that is open already stays as it is, without an entry."""
    with transaction.atomic():
        locked = Page.objects.select_for_update(of=("self",)).select_related("official").get(pk=page.pk)
        if locked.is_open:
            return locked
        locked.opened_at = locked.opened_at or clock.now()
        locked.closed_at, locked.closed_reason = None, ""
        return _save(locked, "page.opened", by)


def page_close(*, page: Page, by: User | None, reason: str) -> Page:
    """Close a page: it is listed again with its official facts, and says why. Its posts and addresses are kept.

    Raises `Invalid` when no reason is given.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid(_("Dites pourquoi la page ferme : le motif sera affiché à sa place. Rien n’a été changé."))
    with transaction.atomic():
        locked = Page.objects.select_for_update(of=("self",)).select_related("official").get(pk=page.pk)
        if not locked.is_open:
            return locked
        locked.closed_at, locked.closed_reason = clock.now(), reason[:300]
        return _save(locked, "page.closed", by)


def _save(page: Page, verb: str, by: User | None) -> Page:
    page.version += 1
    page.save(update_fields=["opened_at", "closed_at", "closed_reason", "version", "updated_at"])
    snapshot: dict[str, Any] = {
        "handle": page.handle,
        "name": page.name,
        "opened_at": page.opened_at,
        "closed_at": page.closed_at,
        "closed_reason": page.closed_reason,
    }
    record(verb=verb, subject=page, actor=by, snapshot=snapshot, institution_id=journal_of(page))
    page_changed.send(sender=Page, page=page)
    return page
