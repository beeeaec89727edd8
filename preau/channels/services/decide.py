"""What a person decides about a delivery that failed, or of which nobody knows what became."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels import registry
from preau.channels.models import Delivery, DeliveryState
from preau.jobs.services import task_named
from preau.kernel.errors import Conflict
from preau.posts.models import PostState
from preau.records.services import record
from preau.users.models import User


def _locked(delivery: Delivery) -> Delivery:
    found = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if found.post.state != PostState.PUBLISHED:
        raise Conflict(_("Cette publication a été retirée : elle n’est plus envoyée."))
    return found


def _again(delivery: Delivery) -> None:
    delivery.state, delivery.attempts, delivery.next_at, delivery.last_error = DeliveryState.PENDING, 0, None, ""
    delivery.save(update_fields=["state", "attempts", "next_at", "last_error"])
    task_named("preau.channels.tasks.deliver").enqueue(delivery_id=delivery.pk)


def _recorded(delivery: Delivery, verb: str, actor: User) -> None:
    page = delivery.channel.page
    record(
        verb=verb,
        subject=delivery,
        actor=actor,
        snapshot={"post": delivery.post_id, "network": delivery.channel.network, "page": page.handle},
        institution_id=page.institution_id,
    )


@transaction.atomic
def delivery_retry(*, delivery: Delivery, actor: User) -> None:
    """Send what failed once more. Raises Conflict where nothing failed, or the post was withdrawn."""
    found = _locked(delivery)
    hosted = registry.hosted(found.channel.network)
    has_failures = hosted and (progress := hosted.progress([found.pk]).get(found.pk)) and progress.failed
    if found.state != DeliveryState.FAILED and not has_failures:
        raise Conflict(_("Rien à renvoyer : cet envoi n’est plus en échec."))
    if hosted:
        hosted.retry(found.pk)
    _again(found)
    _recorded(found, "delivery.retried", actor)


@transaction.atomic
def delivery_resolve(*, delivery: Delivery, was_received: bool, actor: User) -> None:
    """Hold an uncertain delivery for received, or send it again. Raises Conflict where nothing is uncertain."""
    found = _locked(delivery)
    hosted = registry.hosted(found.channel.network)
    if found.state != DeliveryState.UNKNOWN:
        raise Conflict(_("Cet envoi n’est plus incertain : il n’y a rien à décider."))
    if hosted:
        hosted.resolve(found.pk, resend=not was_received)
    elif was_received:
        found.state, found.last_error = DeliveryState.DELIVERED, ""
        found.save(update_fields=["state", "last_error"])
    if not was_received:
        _again(found)
    _recorded(found, "delivery.confirmed" if was_received else "delivery.resent", actor)
