"""Official accounts elsewhere: declared by the house, confirmed by somebody who looked, then listed in public."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from preau.channels.models import Channel
from preau.channels.networks import NETWORKS
from preau.institutions.models import Page
from preau.institutions.signals import page_changed
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid
from preau.records.services import record
from preau.users.models import User

MAX_ADDRESS = 300  # characters, as the column


def normal_address(network: str, address: str) -> str:
    """`address` as an https address of that network, without fragment, credentials or port. Raises Invalid."""
    if network not in NETWORKS:
        raise Invalid(_("Choisissez un réseau de la liste."))
    given = address.strip()
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_web = parts.scheme in ("http", "https") and "." in host and not parts.username and not port
    if not is_web or len(given) > MAX_ADDRESS or len(given.split()) > 1:
        raise Invalid(_("Copiez l’adresse du compte telle que le navigateur la montre, par exemple https://…"))
    if not NETWORKS[network].takes(host):
        message = _("Cette adresse n’est pas sur %(network)s. Vérifiez l’adresse ou choisissez un autre réseau.")
        raise Invalid(message % {"network": NETWORKS[network].label})
    if NETWORKS[network].hosts and parts.path.strip("/") == "":
        raise Invalid(_("Cette adresse est celle du réseau entier. Ajoutez le nom du compte à la fin."))
    return urlunsplit(("https", host, parts.path, parts.query, ""))


def _recorded(account: Channel, verb: str, actor: User) -> None:
    snapshot = {
        "page": account.page.handle,
        "network": account.network,
        "address": account.address,
        "label": account.label,
        "is_listed": account.is_listed,
        "is_verified": account.verified_at is not None,
    }
    institution_id = account.page.institution_id
    record(verb=verb, subject=account, actor=actor, snapshot=snapshot, institution_id=institution_id)
    page_changed.send(sender=Page, page=account.page)


def account_declare(*, page: Page, network: str, address: str, label: str, actor: User) -> Channel:
    """Declare that `address` is an official account of `page`. It is public once somebody has verified it.

    Raises Invalid for an address that is not of that network, Conflict where the page already has it.
    """
    normal = normal_address(network, address)
    account = Channel(page=page, network=network, address=normal, label=" ".join(label.split())[:120])
    try:
        with transaction.atomic():
            ended = Channel.objects.filter(page=page, network=network, address=normal, ended_at__isnull=False).first()
            if ended:  # taken up again: it has to be verified anew
                account.pk, account.created_at = ended.pk, ended.created_at
            account.save()
            _recorded(account, "account.declared", actor)
    except IntegrityError as error:
        raise Conflict(_("Ce compte est déjà déclaré pour cette page.")) from error
    return account


@transaction.atomic
def account_verify(*, account: Channel, actor: User) -> None:
    """`actor` looked: the account is the page's, and links back to it."""
    account.verified_at, account.verified_by = clock.now(), actor
    account.save(update_fields=["verified_at", "verified_by"])
    _recorded(account, "account.verified", actor)


@transaction.atomic
def account_list(*, account: Channel, is_listed: bool, actor: User) -> None:
    """Show the account in the public register, or not."""
    account.is_listed = is_listed
    account.save(update_fields=["is_listed"])
    _recorded(account, "account.listed" if is_listed else "account.hidden", actor)


@transaction.atomic
def account_end(*, account: Channel, actor: User) -> None:
    """The account is official no more. It leaves the register; what it was stays in the journal."""
    account.ended_at = clock.now()
    account.save(update_fields=["ended_at"])
    _recorded(account, "account.ended", actor)
