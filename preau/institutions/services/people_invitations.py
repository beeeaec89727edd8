"""Inviting somebody by mail to a role, or to take charge of their own official page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from preau.institutions import selectors
from preau.institutions.models import Capability, Institution, Invitation, Official, Role, RoleKind
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.kernel.text import one_line
from preau.records.services import record
from preau.users.models import User

from .opening import journal_of, page_open
from .people_roles import must_administer, role_add
from .people_tokens import digest_of, new_nonce, token_of


def invitation_send(
    *,
    email: str,
    name: str,
    language: str,
    by: User,
    institution: Institution | None = None,
    kind: RoleKind | None = None,
    official: Official | None = None,
) -> Invitation:
    """Invite `email` to the role `kind` on `institution`, or to take charge of `official`'s page.

    One that still waits for the same thing is sent again in place of a second. Raises `NotAllowed` unless `by`
    administers the institution (or one where the official has a mandate), `Invalid` when there is nothing to accept.
    """
    email = User.objects.normalize_email(email.strip()).lower()
    with transaction.atomic():
        if institution is not None and kind is not None:
            must_administer(by, institution)
            _one_at_a_time(institution)
            if Role.objects.filter(user__email=email, institution=institution, kind=kind).exists():
                raise Invalid(_("Cette personne a déjà ce rôle à cet endroit. Rien n’a été envoyé."))
        elif official is not None:
            _must_administer_official(by, official)
            _one_at_a_time(official)
            if official.user_id is not None:
                raise Invalid(_("Quelqu’un s’occupe déjà de cette page. Rien n’a été envoyé."))
        else:
            raise Invalid(_("Dites à quoi vous invitez cette personne : un rôle quelque part, ou sa propre page."))
        target: dict[str, Any] = {"institution": institution, "kind": kind or "", "official": official}
        waiting = Invitation.objects.pending().filter(email=email, **target).first()
        invitation = waiting or Invitation(email=email, token_digest=new_nonce(), expires_at=clock.now(), **target)
        invitation.name, invitation.language = one_line(name), language
        return _post(invitation, by, "invitation.sent_again" if waiting else "invitation.sent")


def _one_at_a_time(target: Institution | Official) -> None:
    """Until the end of the transaction, nobody else invites to `target`: pressing twice sends one invitation."""
    type(target)._default_manager.select_for_update(of=("self",)).filter(pk=target.pk).values("pk").first()


def invitation_send_again(*, invitation: Invitation, by: User) -> Invitation:
    """Send a new mail, with a new token and a new delay; the token of the old one stops working."""
    with transaction.atomic():
        return _post(_locked_pending(invitation, by), by, "invitation.sent_again")


def invitation_revoke(*, invitation: Invitation, by: User) -> None:
    """Call an invitation back. Raises `NotAllowed`, or `Conflict` when it was taken up or called back already."""
    with transaction.atomic():
        locked = _locked_pending(invitation, by)
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        _record("invitation.revoked", locked, by)


def invitation_accept(*, token: str, user: User | None, name: str = "", password: str | None = None) -> User:
    """Take up an invitation: as `user`, whose e-mail it must be, or as a new person with `name` and `password`.

    Without a password, the new person signs in through their organisation's account. Returns whoever holds the role
    now. Raises `Invalid` when the token is no longer good or the password is weak (in words), `Conflict` when an
    account of that e-mail exists and nobody is signed in with it.
    """
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(of=("self",)).filter(token_digest=digest_of(token)).first()
        if invitation is None or selectors.invitation_fault(invitation):
            raise Invalid(
                _("Cette invitation n’est plus valable. Demandez-en une autre à la personne qui vous a invité·e.")
            )
        person = user or _new_person(invitation, name, password)
        if person.email != invitation.email:
            raise Conflict(_("Cette invitation est pour une autre adresse que celle de votre compte."))
        invitation.accepted_at = clock.now()
        invitation.save(update_fields=["accepted_at"])
        _record("invitation.accepted", invitation, person)
        _take_up(invitation, person)
    return person


def _new_person(invitation: Invitation, name: str, password: str | None) -> User:
    if User.objects.filter(email=invitation.email).exists():
        raise _has_an_account()
    name = one_line(name) or invitation.name
    if password is not None:
        try:
            validate_password(password, User(email=invitation.email, name=name))
        except ValidationError as error:
            raise Invalid(" ".join(error.messages)) from error
    try:
        with transaction.atomic():
            return User.objects.create_user(invitation.email, password, name=name[:120], language=invitation.language)
    except IntegrityError as error:  # another invitation of theirs is being accepted at this very moment
        raise _has_an_account() from error


def _has_an_account() -> Conflict:
    return Conflict(_("Vous avez déjà un compte : entrez d’abord, puis acceptez l’invitation."))


def _take_up(invitation: Invitation, person: User) -> None:
    if invitation.institution is not None:
        kind = RoleKind(invitation.kind)
        if not Role.objects.filter(user=person, institution=invitation.institution, kind=kind).exists():
            role_add(user=person, institution=invitation.institution, kind=kind, granted_by=invitation.invited_by)
        return
    official = Official.objects.select_for_update(of=("self",)).get(invitations=invitation)
    if (
        official.user_id not in (None, person.pk)
        or Official.objects.filter(user=person).exclude(pk=official.pk).exists()
    ):
        raise Invalid(
            _("Cette page a déjà quelqu’un, ou votre compte a déjà une page. Dites-le à qui vous a invité·e.")
        )
    official.user = person
    official.save(update_fields=["user"])
    if hasattr(official, "page") and official.page.opened_at is None:
        page_open(page=official.page, by=person)


def _must_administer_official(by: User, official: Official) -> None:
    if not selectors.pages_where(by, Capability.ADMINISTER).filter(official=official).exists():
        raise NotAllowed(_("Vous n’administrez pas l’organisme de cette personne. Rien n’a été envoyé."))


def _locked_pending(invitation: Invitation, by: User) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.institution is not None:
        must_administer(by, locked.institution)
    elif locked.official is not None:
        _must_administer_official(by, locked.official)
    if locked.accepted_at or locked.revoked_at:
        raise Conflict(_("Cette invitation a déjà été acceptée ou annulée. Rien n’a changé."))
    return locked


def _post(invitation: Invitation, by: User, verb: str) -> Invitation:
    """Save with a new token and a new delay, keep the record, and ask for the mail."""
    invitation.invited_by, invitation.nonce = by, new_nonce()
    invitation.expires_at = clock.now() + dt.timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    invitation.token_digest = digest_of(token_of(invitation))
    invitation.save(update_fields=["token_digest"])
    _record(verb, invitation, by)
    task_named("preau.institutions.tasks.invitation_mail").enqueue(invitation_id=invitation.pk)
    return invitation


def _record(verb: str, invitation: Invitation, by: User) -> None:
    if invitation.institution is not None:
        journal: int | None = invitation.institution_id
    else:
        page = getattr(invitation.official, "page", None)
        journal = journal_of(page) if page else None
    snapshot = {
        "email": invitation.email,
        "kind": invitation.kind,
        "institution": invitation.institution.name if invitation.institution else "",
        "official": invitation.official.name if invitation.official else "",
        "expires_at": invitation.expires_at,
    }
    record(verb=verb, subject=invitation, actor=by, snapshot=snapshot, institution_id=journal)
