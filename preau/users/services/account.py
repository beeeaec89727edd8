from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from preau.kernel.errors import Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User


def sign_in(request: HttpRequest, user: User) -> None:
    """Open a session for `user`, who has just chosen their password on this very request."""
    get_adapter(request).login(request, user)


def account_deactivate(*, user: User, by: User) -> None:
    """Shut an account: its sessions end with their next request, its roles stay for the day it is opened again.

    Raises `NotAllowed` unless `by` is a superuser, `Invalid` for one's own account.
    """
    _must_be_superuser(by)
    if user.pk == by.pk:
        raise Invalid(_("Vous ne pouvez pas désactiver votre propre compte. Rien n’a changé."))
    _set_active(user, by, is_active=False)


def account_activate(*, user: User, by: User) -> None:
    """Open a shut account again. Raises `NotAllowed` unless `by` is a superuser."""
    _must_be_superuser(by)
    _set_active(user, by, is_active=True)


def _must_be_superuser(by: User) -> None:
    if not by.is_superuser:
        raise NotAllowed(_("Seule la personne qui administre l’installation peut faire cela. Rien n’a changé."))


def _set_active(user: User, by: User, *, is_active: bool) -> None:
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.is_active == is_active:
            return
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        verb = "user.activated" if is_active else "user.deactivated"
        record(verb=verb, subject=locked, actor=by, snapshot={"email": locked.email})
