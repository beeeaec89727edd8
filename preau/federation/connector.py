"""ActivityPub as a network that Préau hosts: publishing is one activity, and one parcel an inbox that it goes to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum

from preau.channels.services.tally import progress_of
from preau.connectors.base import Outgoing, OutgoingAnswer, Progress, Receipt

from .models import Parcel
from .services.answer_publish import answer_delete, answer_write
from .services.decide import delivery_again, delivery_cancel
from .services.post_send import delivery_write
from .services.tally import PUBLISHES


class ActivityPubConnector:
    """See `preau.connectors.base`. `publish` never raises: what a server says concerns its parcel, not the post."""

    name = "activitypub"
    repeats_safely = True  # servers know an activity by its id

    def publish(self, outgoing: Outgoing) -> Receipt:
        activity = delivery_write(delivery_id=outgoing.delivery_id)
        return Receipt(remote_id=activity.object_uri if activity else "", is_done=activity is None)

    def progress(self, delivery_ids: Iterable[int]) -> dict[int, Progress]:
        rows = Parcel.objects.filter(activity__delivery__in=list(delivery_ids), activity__kind__in=PUBLISHES)
        counted = rows.order_by().values_list("activity__delivery", "state").annotate(people=Sum("people"))
        counts: dict[int, dict[str, int]] = {}
        for delivery_id, state, people in counted:
            counts.setdefault(delivery_id, {})[state] = people
        return {delivery_id: progress_of(by_state) for delivery_id, by_state in counts.items()}

    def retry(self, delivery_id: int) -> None:
        delivery_again(delivery_id=delivery_id)

    def resolve(self, delivery_id: int, *, resend: bool) -> None:
        """Nothing of ours is ever uncertain: sending again does no harm, so it is done without asking."""

    def cancel(self, delivery_id: int) -> None:
        delivery_cancel(delivery_id=delivery_id)

    def reply(self, answer: OutgoingAnswer) -> Receipt:
        return Receipt(remote_id=answer_write(answer_id=answer.answer_id).object_uri, is_done=False)

    def take_back(self, answer_id: int) -> None:
        answer_delete(answer_id=answer_id)
