"""What a board decides about a source that it chose."""

from __future__ import annotations

from django.db import transaction

from preau.connectors.asking import Reason
from preau.institutions.models import Institution
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.listening.models import BoardSource, Site, Source, SourceKind, SourceState, WatchSource
from preau.records.services import record
from preau.users.models import User

from .fetching.claim import origin_of
from .own import new_token, own_source
from .rights import must_moderate

FETCH = "preau.listening.tasks.fetch_sources"


@transaction.atomic
def source_pause(*, actor: User, chosen: BoardSource) -> None:
    """Leave it in peace, for this board alone. Raises NotAllowed."""
    _pause(actor, chosen, is_paused=True)


@transaction.atomic
def source_resume(*, actor: User, chosen: BoardSource) -> None:
    """Listen to it again. Raises NotAllowed."""
    _pause(actor, chosen, is_paused=False)


def _pause(actor: User, chosen: BoardSource, *, is_paused: bool) -> None:
    must_moderate(actor, chosen.board)
    changed = BoardSource.objects.filter(pk=chosen.pk, paused_at__isnull=is_paused)
    if changed.update(paused_at=clock.now() if is_paused else None):
        verb = "source.paused" if is_paused else "source.resumed"
        record(verb=verb, subject=chosen, actor=actor, institution_id=chosen.board_id)


@transaction.atomic
def source_try(*, actor: User, chosen: BoardSource) -> None:
    """Ask it at once, whatever it answered before; what its host forbids is asked anew too. Raises NotAllowed."""
    must_moderate(actor, chosen.board)
    source = Source.objects.select_for_update().get(pk=chosen.source_id)
    if source.last_error in (Reason.ROBOTS, Reason.SILENT):
        Site.objects.filter(origin=origin_of(source)).update(robots_at=None)
    source.next_at = None
    if source.state == SourceState.STOPPED:
        source.state, source.failing_since = SourceState.RETRYING, None
    source.save(update_fields=["next_at", "state", "failing_since"])
    record(verb="source.tried", subject=chosen, actor=actor, institution_id=chosen.board_id)
    task_named(FETCH).using(unique_key=f"periodic:{FETCH}").enqueue()  # the same run as the periodic one, only sooner


@transaction.atomic
def source_remove(*, actor: User, chosen: BoardSource) -> None:
    """Take it off the list of this board and of its watches; what was heard stays. Raises NotAllowed."""
    must_moderate(actor, chosen.board)
    snapshot = {"kind": chosen.source.kind, "address": chosen.source.address, "query": chosen.source.query}
    record(verb="source.removed", subject=chosen, actor=actor, snapshot=snapshot, institution_id=chosen.board_id)
    ours = WatchSource.objects.filter(source=chosen.source_id, watch__institution__path__startswith=chosen.board.path)
    ours.delete()
    Source.objects.filter(pk=chosen.source_id, board=chosen.board_id).update(sealed_token="")
    chosen.delete()


@transaction.atomic
def mail_address_change(*, actor: User, board: Institution) -> Source:
    """Give the board another mail address; the old one is nobody's from then on. Raises NotAllowed."""
    must_moderate(actor, board)
    source = own_source(board=board, kind=SourceKind.MAIL)
    source.address = new_token()
    source.save(update_fields=["address"])
    record(verb="source.address_changed", subject=source, actor=actor, institution_id=board.pk)
    return source
