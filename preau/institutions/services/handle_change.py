from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Domain, Page, PageHandle
from preau.institutions.signals import page_changed
from preau.kernel import handles
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User

from .opening import journal_of


def page_handle_change(*, page: Page, handle: str, by: User | None) -> Page:
    """Give a page another handle. The former one leads to it for ever, and is never given to another page.

    Raises `Invalid` when `handle` can't be one, or is or was another page's.
    """
    wanted = handle.strip().removeprefix("@").lower()
    if fault := handles.fault(wanted):
        raise Invalid(_refusal(fault))
    try:
        with transaction.atomic():
            locked = Page.objects.select_for_update(of=("self",)).select_related("official").get(pk=page.pk)
            return _change(locked, wanted, by) if wanted != locked.handle else locked
    except IntegrityError as error:  # given to another page at this very moment
        raise Invalid(_taken(wanted)) from error


def _change(page: Page, wanted: str, by: User | None) -> Page:
    kept = PageHandle.objects.filter(domain=page.domain_id, handle=wanted).first()
    if kept and kept.page_id != page.pk:
        raise Invalid(_taken(wanted))
    former, page.handle = page.handle, wanted
    page.version += 1
    page.save(update_fields=["handle", "version", "updated_at"])
    if not kept:
        PageHandle.objects.create(domain_id=page.domain_id, handle=wanted, page=page)
    snapshot = {"former": former, "handle": wanted}
    record(verb="page.handle_changed", subject=page, actor=by, snapshot=snapshot, institution_id=journal_of(page))
    page_changed.send(sender=Page, page=page)
    return page


def handle_for_name(domain: Domain, name: str) -> str:
    """A free handle for a person's page, made of their name."""
    base = handles.cut(handles.parts(name))
    beginning = handles.parts(name)[0][: handles.MAX_LENGTH] if handles.parts(name) else "page"
    taken = PageHandle.objects.filter(domain=domain, handle__startswith=beginning[:10])
    return handles.numbered(base, set(taken.values_list("handle", flat=True)))


def _taken(handle: str) -> str:
    return _("L’identifiant @%(handle)s est, ou a été, celui d’une autre page. Choisissez-en un autre.") % {
        "handle": handle
    }


def _refusal(fault: str) -> str:
    return {
        "length": _("Un identifiant a de 3 à 30 caractères."),
        "characters": _(
            "Un identifiant n’a que des lettres sans accent, des chiffres et des traits de soulignement (_) entre eux."
        ),
        "digits": _("Un identifiant a au moins une lettre."),
        "reserved": _("Ce mot est réservé. Choisissez un autre identifiant."),
    }[fault]
