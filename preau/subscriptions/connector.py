"""Mail as a network that Préau hosts: publishing is writing one letter a reader, and sending them in their turn."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from preau.channels.services.tally import progress_of
from preau.connectors.base import Outgoing, Progress, Receipt

from .models import Letter
from .services.letters import letters_again, letters_cancel, letters_decide, letters_write


class MailConnector:
    """See `preau.connectors.base`. `publish` never raises: what a mail server says concerns letters, not the post."""

    name = "mail"
    repeats_safely = True  # a reader has at most one letter of a post, whatever the number of calls

    def publish(self, outgoing: Outgoing) -> Receipt:
        return Receipt(is_done=letters_write(delivery_id=outgoing.delivery_id) == 0)

    def progress(self, delivery_ids: Iterable[int]) -> dict[int, Progress]:
        rows = Letter.objects.filter(delivery__in=list(delivery_ids)).values_list("delivery", "state")
        counts: dict[int, dict[str, int]] = {}
        for delivery_id, state, number in rows.annotate(number=Count("pk")):
            counts.setdefault(delivery_id, {})[state] = number
        return {delivery_id: progress_of(by_state) for delivery_id, by_state in counts.items()}

    def retry(self, delivery_id: int) -> None:
        letters_again(delivery_id=delivery_id)

    def resolve(self, delivery_id: int, *, resend: bool) -> None:
        letters_decide(delivery_id=delivery_id, resend=resend)

    def cancel(self, delivery_id: int) -> None:
        letters_cancel(delivery_id=delivery_id)
