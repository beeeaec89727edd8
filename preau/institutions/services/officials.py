"""Officials and their mandates: each with a page of their own, found from those of the institutions they serve."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Institution, Mandate, Official, Page, PageHandle
from preau.institutions.signals import network_changed, page_changed
from preau.kernel.errors import Invalid
from preau.kernel.text import one_line
from preau.records.services import record
from preau.users.models import User

from .handle_change import handle_for_name


def official_add(
    *,
    name: str,
    institution: Institution,
    title: str,
    title_en: str = "",
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: User | None,
) -> Official:
    """Add an official with a first mandate and a page, which opens once they, or somebody, are in charge of it.

    Raises `Invalid` when the name or title is missing, or the mandate ends before it starts.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 120:
        raise Invalid(_("Donnez le nom de la personne, d’au plus 120 caractères."))
    with transaction.atomic():
        official = Official.objects.create(domain=institution.domain, name=name)
        handle = handle_for_name(institution.domain, name)
        page = Page.objects.create(domain=institution.domain, official=official, handle=handle, name=name)
        PageHandle.objects.create(domain=institution.domain, handle=handle, page=page)
        snapshot = {"name": name, "handle": handle}
        record(verb="official.added", subject=official, actor=by, snapshot=snapshot, institution_id=institution.pk)
        mandate_add(
            official=official,
            institution=institution,
            title=title,
            title_en=title_en,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,
        )
        network_changed.send(sender=type(institution.domain), domain=institution.domain)
    return official


def mandate_add(
    *,
    official: Official,
    institution: Institution,
    title: str,
    title_en: str = "",
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: User | None,
) -> Mandate:
    """Give an official a mandate. Raises `Invalid` as `official_add` does, or for an institution of another domain."""
    if institution.domain_id != official.domain_id:
        raise Invalid(_("Cet organisme est d’un autre domaine que la page de la personne."))
    mandate = Mandate(official=official, institution=institution)
    return _write(mandate, "mandate.added", title, title_en, starts_on, ends_on, by)


def mandate_edit(
    *,
    mandate: Mandate,
    title: str,
    title_en: str = "",
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: User | None,
) -> Mandate:
    """Correct a mandate's title or dates, or end it. Raises `Invalid` as `official_add` does."""
    verb = "mandate.ended" if ends_on and not mandate.ends_on else "mandate.edited"
    return _write(mandate, verb, title, title_en, starts_on, ends_on, by)


def _write(
    mandate: Mandate,
    verb: str,
    title: str,
    title_en: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: User | None,
) -> Mandate:
    mandate.title, mandate.title_en = one_line(title), one_line(title_en)
    mandate.starts_on, mandate.ends_on = starts_on, ends_on
    if not 0 < len(mandate.title) <= 120 or len(mandate.title_en) > 120:
        raise Invalid(_("Donnez le titre de la personne, d’au plus 120 caractères."))
    if ends_on and ends_on < starts_on:
        raise Invalid(_("Le mandat finit avant de commencer. Corrigez une des deux dates."))
    with transaction.atomic():
        mandate.save()
        record(verb=verb, subject=mandate, actor=by, snapshot=_snapshot(mandate), institution_id=mandate.institution_id)
        for page in Page.objects.filter(official=mandate.official) | Page.objects.filter(
            institution=mandate.institution
        ):
            page_changed.send(sender=Page, page=page)
    return mandate


def _snapshot(mandate: Mandate) -> dict[str, Any]:
    return {
        "official": mandate.official.name,
        "institution": mandate.institution.name,
        "title": mandate.title,
        "starts_on": mandate.starts_on,
        "ends_on": mandate.ends_on,
    }
