"""What parcels add up to, written on the delivery or the answer that they are of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Min, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_noop

from preau.channels.models import Answer, Delivery, DeliveryState
from preau.channels.services import answer_settle, delivery_settle
from preau.channels.services.tally import conclusion, delivery_conclude, progress_of
from preau.connectors.base import Progress, Receipt
from preau.federation.models import Activity, ParcelState
from preau.kernel import clock

PUBLISHES = ["Create", "Announce"]  # the activities of which a delivery is made; edits are not counted again
SOME_WAIT = gettext_noop("Des serveurs ne répondent pas. Ils recevront cet envoi dès leur retour.")
ALL_FAILED = gettext_noop("Aucun serveur n’a pu recevoir cet envoi.")


@dataclass(frozen=True, slots=True)
class Standing:
    """`waits_until`: when the first of what waits is tried, None where something can be sent right now."""

    progress: Progress
    waits_until: dt.datetime | None


def tally(activity_ids: Iterable[int]) -> None:
    """Write how the deliveries and answers of these activities stand."""
    of_something = Q(delivery__isnull=False) | Q(answer__isnull=False)
    for activity in Activity.objects.filter(of_something, pk__in=list(activity_ids), kind__in=PUBLISHES).order_by("pk"):
        if activity.delivery_id:
            _delivery_tally(activity, activity.delivery_id)
        elif activity.answer_id:
            _answer_tally(activity, activity.answer_id)


@transaction.atomic
def _delivery_tally(activity: Activity, delivery_id: int) -> None:
    Delivery.objects.select_for_update().get(pk=delivery_id)  # of two who count, the last one saw everything
    standing = standing_of(activity)
    if standing.waits_until:
        state = DeliveryState.RETRYING
        delivery_settle(delivery_id=delivery_id, state=state, words=SOME_WAIT, next_at=standing.waits_until)
    elif not standing.progress.waiting:
        words = {DeliveryState.FAILED: ALL_FAILED}
        receipt = Receipt(remote_id=activity.object_uri)
        delivery_conclude(delivery_id=delivery_id, progress=standing.progress, words=words, receipt=receipt)


@transaction.atomic
def _answer_tally(activity: Activity, answer_id: int) -> None:
    Answer.objects.select_for_update().get(pk=answer_id)
    standing = standing_of(activity)
    if standing.waits_until:
        state = DeliveryState.RETRYING
        answer_settle(answer_id=answer_id, state=state, words=SOME_WAIT, next_at=standing.waits_until)
    elif not standing.progress.waiting:
        state = conclusion(standing.progress)
        words = ALL_FAILED if state == DeliveryState.FAILED else ""
        answer_settle(answer_id=answer_id, state=state, words=words)


def standing_of(activity: Activity) -> Standing:
    """In people."""
    parcels = activity.parcels.all()
    progress = progress_of(dict(parcels.order_by().values_list("state").annotate(people=Sum("people"))))
    now = clock.now()
    later = Q(state=ParcelState.RETRYING) | Q(state=ParcelState.PENDING, host__next_at__gt=now)
    at_hand = parcels.filter(state__in=[ParcelState.PENDING, ParcelState.SENDING]).exclude(later)
    if at_hand.exists():
        return Standing(progress, None)
    waiting = parcels.filter(later)
    moment = Greatest(Coalesce(F("next_at"), F("created_at")), Coalesce(F("host__next_at"), F("created_at")))
    return Standing(progress, waiting.aggregate(at=Min(moment))["at"])
