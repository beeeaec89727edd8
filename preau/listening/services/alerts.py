from __future__ import annotations

from django.db import transaction

from preau.kernel import clock
from preau.listening.models import Alert
from preau.records.services import record
from preau.users.models import User

from .rights import must_moderate


@transaction.atomic
def alert_see(*, actor: User, alert: Alert) -> None:
    """Somebody has taken note of it: its banner goes away for all. Raises NotAllowed."""
    must_moderate(actor, alert.institution)
    if Alert.objects.filter(pk=alert.pk, seen_at=None).update(seen_at=clock.now(), seen_by=actor):
        snapshot = {"observed": alert.observed, "expected": alert.expected}
        record(verb="alert.seen", subject=alert, actor=actor, snapshot=snapshot, institution_id=alert.institution_id)
