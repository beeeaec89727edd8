from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Domain, Institution, Page, PageHandle
from preau.institutions.models.institution import LanguagePolicy
from preau.institutions.names import handle_candidates
from preau.institutions.signals import network_changed, page_changed
from preau.kernel import handles
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User


def institution_language(*, institution: Institution, policy: str, by: User | None) -> Institution:
    """Choose the languages in which an institution publishes ("fr", "en", "fr+en"). An import never undoes it."""
    if policy not in LanguagePolicy.values:
        raise Invalid(_("Choisissez le français, l’anglais ou les deux."))
    with transaction.atomic():
        locked = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
        if locked.language_policy == policy:
            return locked
        locked.language_policy = policy
        locked.save(update_fields=["language_policy", "updated_at"])
        snapshot = {"name": locked.name, "language_policy": policy}
        record(verb="institution.edited", subject=locked, actor=by, snapshot=snapshot, institution_id=locked.pk)
        page = Page.objects.filter(institution=locked).first()
        if page:
            page_changed.send(sender=Page, page=page)
    return locked


def institution_add(
    *,
    parent: Institution,
    kind: str,
    name: str,
    address: str = "",
    postal_code: str = "",
    municipality_name: str = "",
    website: str = "",
    by: User | None,
) -> Institution:
    """Add below a board an institution that the ministry's file doesn't have, with its page, not open yet.

    Raises `Invalid` when the name is missing, the kind is a board's, or `parent` isn't a board.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 200:
        raise Invalid(_("Donnez le nom de l’établissement, d’au plus 200 caractères."))
    if kind not in Institution.Kind.values or kind == Institution.Kind.BOARD:
        raise Invalid(_("Choisissez une école ou un centre."))
    if parent.kind != Institution.Kind.BOARD:
        raise Invalid(_("Un établissement s’ajoute à un centre de services ou à une commission scolaire."))
    with transaction.atomic():
        made = Institution.objects.create(
            domain=parent.domain,
            parent=parent,
            kind=kind,
            name=name,
            address=address,
            postal_code=postal_code,
            municipality_name=municipality_name,
            website=website,
            website_given=website,
            language_policy=parent.language_policy,
            is_local=True,
        )
        page = _give_page(made)
        snapshot = {"name": name, "kind": kind, "parent": parent.name, "handle": page.handle}
        record(verb="institution.added", subject=made, actor=by, snapshot=snapshot, institution_id=made.pk)
        network_changed.send(sender=Domain, domain=parent.domain)
    return made


def _give_page(institution: Institution) -> Page:
    candidates = handle_candidates(
        name=institution.name,
        municipality=institution.municipality_name,
        code="",
        kind=institution.kind,
    )
    taken = set(PageHandle.objects.filter(domain=institution.domain).values_list("handle", flat=True))
    handle = handles.allocate({"new": [option for option in candidates[:-1] if option]}, given={}, taken=taken)["new"]
    page = Page.objects.create(domain=institution.domain, institution=institution, handle=handle, name=institution.name)
    PageHandle.objects.create(domain=institution.domain, handle=handle, page=page)
    return page
