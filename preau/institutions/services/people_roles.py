"""Who holds what role where: granted, changed and removed by those who administer the institution."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions import selectors
from preau.institutions.models import Capability, Institution, Role, RoleKind
from preau.institutions.services.opening import page_open
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User


def must_administer(by: User, institution: Institution) -> None:
    """Raises `NotAllowed` unless `by` administers `institution`."""
    if not selectors.institutions_where(by, Capability.ADMINISTER).filter(pk=institution.pk).exists():
        raise NotAllowed(_("Vous n’administrez pas cet organisme : demandez à qui l’administre. Rien n’a changé."))


def role_grant(*, user: User, institution: Institution, kind: RoleKind, by: User) -> Role:
    """Give `user` a role on `institution`, and open its page if this puts somebody in charge of it for the first time.

    Raises `NotAllowed` unless `by` administers the institution, `Invalid` when `user` holds the role already.
    """
    with transaction.atomic():
        must_administer(by, institution)
        role = role_add(user=user, institution=institution, kind=kind, granted_by=by)
        _record("role.granted", role, by)
    return role


def role_add(*, user: User, institution: Institution, kind: RoleKind, granted_by: User | None) -> Role:
    """The row of a role and its page opened; whoever calls checks the right to and keeps the record."""
    role, is_new = Role.objects.get_or_create(
        user=user, institution=institution, kind=kind, defaults={"granted_by": granted_by}
    )
    if not is_new:
        raise Invalid(_("Cette personne a déjà ce rôle à cet endroit. Rien n’a changé."))
    page = getattr(institution, "page", None)
    if RoleKind(kind).opens_page and page is not None and page.opened_at is None:
        page_open(page=page, by=granted_by)
    return role


def role_change(*, role: Role, kind: RoleKind, by: User, knows_last: bool = False) -> Role:
    """Make a role into one of another kind, on the same institution.

    Raises `NotAllowed`, `Invalid` when the person holds that one too, `Conflict` as `role_revoke` does.
    """
    with transaction.atomic():
        locked = _locked(role, by)
        if kind != RoleKind.ADMINISTRATOR:
            _ask_about_last(locked, knows_last)
        if Role.objects.filter(user=locked.user, institution=locked.institution, kind=kind).exists():
            raise Invalid(_("Cette personne a déjà ce rôle à cet endroit. Rien n’a changé."))
        before, locked.kind, locked.granted_by = locked.kind, kind, by
        locked.save(update_fields=["kind", "granted_by"])
        _record("role.changed", locked, by, before=before)
    return locked


def role_revoke(*, role: Role, by: User, knows_last: bool = False) -> None:
    """Take a role away.

    Raises `NotAllowed` unless `by` administers the institution, and `Conflict` when nobody would administer it any
    more, unless `knows_last` says that this is known and meant.
    """
    with transaction.atomic():
        locked = _locked(role, by)
        _ask_about_last(locked, knows_last)
        _record("role.revoked", locked, by)
        locked.delete()


def _locked(role: Role, by: User) -> Role:
    roles = Role.objects.select_for_update(of=("self",)).select_related("user", "institution")
    locked = roles.filter(pk=role.pk).first()
    if locked is None:
        raise Conflict(_("Quelqu’un vient de retirer ce rôle. Il n’y a plus rien à changer."))
    must_administer(by, locked.institution)
    return locked


def _ask_about_last(role: Role, knows_last: bool) -> None:
    if not knows_last and selectors.is_last_administrator(role):
        raise Conflict(
            _(
                "C’est la dernière personne qui administre cet organisme. Rien n’a changé : invitez d’abord "
                "quelqu’un d’autre, ou cochez la case pour le faire quand même."
            )
        )


def _record(verb: str, role: Role, by: User, **more: str) -> None:
    snapshot = {
        "user": role.user_id,
        "name": str(role.user),
        "institution": role.institution.name,
        "kind": role.kind,
        **more,
    }
    record(verb=verb, subject=role, actor=by, snapshot=snapshot, institution_id=role.institution_id)
