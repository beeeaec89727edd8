"""What all sources of letters to subscribers share: whom a letter goes to, and whose address is dead."""

from __future__ import annotations

from preau.kernel import clock
from preau.subscriptions.models import Letter, Subscriber


class ToReaders:
    """Half of a `preau.mail.services.sending.run.Source`: its letters are read with their subscriber."""

    def recipient(self, letter: Letter) -> str:
        return letter.subscriber.email

    def dead(self, letter_ids: list[int]) -> None:
        gone = Subscriber.objects.filter(letters__in=letter_ids, bounced_at__isnull=True)
        gone.update(bounced_at=clock.now())
