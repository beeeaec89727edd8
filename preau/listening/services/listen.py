from __future__ import annotations

from django.db import transaction

from preau.listening.models import BoardSource, Watch, WatchSource
from preau.records.services import record
from preau.users.models import User

from .rights import must_moderate


@transaction.atomic
def source_listen(*, actor: User, chosen: BoardSource) -> None:
    """Have all active watches of the board and of its schools listen there from now on. Raises NotAllowed."""
    must_moderate(actor, chosen.board)
    watches = Watch.objects.filter(is_active=True, institution__path__startswith=chosen.board.path)
    there = WatchSource.objects.filter(source=chosen.source).values("watch")
    made = [WatchSource(watch=watch, source=chosen.source) for watch in watches.exclude(pk__in=there)]
    WatchSource.objects.bulk_create(made, ignore_conflicts=True)
    snapshot = {"source": str(chosen), "watches": [watch.watch_id for watch in made]}
    record(
        verb="source.listened_to", subject=chosen.source, actor=actor, snapshot=snapshot, institution_id=chosen.board_id
    )
