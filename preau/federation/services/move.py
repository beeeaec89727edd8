"""A page that becomes another account, or was another before: an official who leaves, a domain that changes.

Both accounts must say so, each on its own server: the new one lists the old among its `alsoKnownAs` first, then the old
one tells its followers to follow the new. Posts stay where they are.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.selectors import origin_of
from preau.federation.models import Actor, RemoteActor
from preau.federation.protocol import addresses
from preau.federation.selectors.actors import actor_address
from preau.federation.selectors.audience import follower_inboxes
from preau.institutions.models import Page
from preau.institutions.signals import page_changed
from preau.kernel.errors import Conflict, Invalid
from preau.records.services import record
from preau.users.models import User

from .activity_send import activity_send
from .actors import actor_for

MOST_ALIASES = 10


def address_of(account: RemoteActor | Page) -> str:
    """The id of an account that `actor_find` found."""
    if isinstance(account, RemoteActor):
        return account.uri
    return addresses.actor_uri(origin_of(account.domain), account.pk)


@transaction.atomic
def alias_add(*, page: Page, account: RemoteActor | Page, user: User) -> None:
    """Say that `account` is `page` too: it may then move here. Raises Invalid for the page itself, or one too many."""
    actor = _locked(page)
    uri = address_of(account)
    if uri == actor_address(actor):
        raise Invalid(_("C’est la page elle-même."))
    if uri in actor.also_known_as:
        return
    if len(actor.also_known_as) >= MOST_ALIASES:
        raise Invalid(_("Une page a au plus dix autres comptes. Retirez-en un d’abord."))
    _change(actor, user, "actor.alias_added", also_known_as=[*actor.also_known_as, uri])


@transaction.atomic
def alias_remove(*, page: Page, uri: str, user: User) -> None:
    actor = _locked(page)
    if uri in actor.also_known_as:
        _change(actor, user, "actor.alias_removed", also_known_as=[a for a in actor.also_known_as if a != uri])


def move_check(*, page: Page, account: RemoteActor | Page) -> None:
    """Raises Invalid, in words for whoever asks, unless the followers of `page` may be sent to `account`."""
    actor = actor_for(page)
    here, there = actor_address(actor), address_of(account)
    if here == there:
        raise Invalid(_("C’est la page elle-même."))
    if here not in _aliases_of(account):
        message = _("L’autre compte ne dit pas encore qu’il est aussi cette page. Ajoutez-y d’abord l’alias %(alias)s.")
        raise Invalid(message % {"alias": f"@{page.handle}@{page.domain.host}"})
    if isinstance(account, RemoteActor) and account.moved_to:
        raise Invalid(_("L’autre compte a lui-même déménagé."))


def _aliases_of(account: RemoteActor | Page) -> list[str]:
    if isinstance(account, RemoteActor):
        return list(account.also_known_as)
    return Actor.objects.filter(page=account).values_list("also_known_as", flat=True).first() or []


@transaction.atomic
def actor_move(*, page: Page, account: RemoteActor | Page, user: User) -> None:
    """Tell the followers of `page` to follow `account` from now on. Raises Invalid as `move_check`, or Conflict where
    the page has moved already."""
    move_check(page=page, account=account)
    actor = _locked(page)
    if actor.moved_to:
        raise Conflict(_("Cette page a déjà déménagé."))
    inboxes = follower_inboxes(actor)
    here, there = actor_address(actor), address_of(account)
    _change(actor, user, "actor.moved", moved_to=there)
    document = {"object": here, "target": there, "to": [addresses.followers_uri(origin_of(actor.domain), page.pk)]}
    activity_send(actor=actor, kind="Move", object_uri=here, document=document, inboxes=inboxes)


@transaction.atomic
def move_end(*, page: Page, user: User) -> None:
    """The page speaks for itself again. Followers who went do not come back by themselves."""
    actor = _locked(page)
    if actor.moved_to:
        _change(actor, user, "actor.move_ended", moved_to="")


def _locked(page: Page) -> Actor:
    found = actor_for(page)
    return Actor.objects.select_for_update(of=("self",)).select_related("domain", "page__domain").get(pk=found.pk)


def _change(actor: Actor, user: User, verb: str, **changes: object) -> None:
    for name, value in changes.items():
        setattr(actor, name, value)
    actor.save(update_fields=list(changes))
    page = actor.page
    assert page is not None  # noqa: S101 — only pages move
    snapshot = {"page": page.handle, "also_known_as": actor.also_known_as, "moved_to": actor.moved_to}
    record(verb=verb, subject=page, actor=user, snapshot=snapshot, institution_id=page.institution_id)
    page_changed.send(sender=Page, page=page)
