from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from preau.records.services import record
from preau.users.models import User


def administrator_create(*, email: str, name: str, language: str, password: str | None) -> tuple[User, bool]:
    """Make `email` administer the installation; says whether the account is new. Only the command line calls this.

    Without a password, a new account has none yet (`password_link`), and an existing one keeps its own.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=email).first()
        is_new = user is None
        if user is None:
            user = User.objects.create_superuser(email, password, name=name, language=language)
        else:
            _raise_up(user, name, password)
        record(verb="user.made_administrator", subject=user, snapshot={"email": email})
    return user, is_new


def _raise_up(user: User, name: str, password: str | None) -> None:
    user.is_superuser = user.is_active = True
    user.name = name or user.name
    if password is not None:
        user.set_password(password)
    user.save()


def password_link(user: User) -> str:
    """The path of a link that serves once, where `user` chooses a password."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
