from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.models import InboundItem
from preau.conversations.models import Message, Report
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import Conflict
from preau.kernel.markup import tidy
from preau.records.services import record
from preau.users.models import User

from .rights import require_moderator

MAX_REASON = 2_000  # characters
MAX_ABOUT = 50


@transaction.atomic
def report_open(
    *, page: Page, sender: str, about: list[str], reason: str, item: InboundItem | None = None
) -> Report | None:
    """Put a report before the moderators of `page`. None where it was read already."""
    if item is not None and Report.objects.filter(item=item).exists():
        return None
    named = [str(uri)[:500] for uri in about[:MAX_ABOUT]]
    report = Report.objects.create(
        page=page, item=item, sender=sender, about=named, reason=tidy(reason[:MAX_REASON]), created_at=clock.now()
    )
    report.messages.set(Message.objects.filter(remote_id__in=named, conversation__page=page))
    return report


@transaction.atomic
def report_settle(*, report: Report, note: str, actor: User) -> None:
    """A moderator has looked at it. Raises NotAllowed, or Conflict where somebody else has."""
    found = Report.objects.select_for_update(of=("self",)).select_related("page").get(pk=report.pk)
    require_moderator(actor, found.page)
    if found.settled_at:
        raise Conflict(_("Quelqu’un a déjà réglé ce signalement."))
    found.settled_at, found.settled_by = clock.now(), actor
    found.settled_note = " ".join(note.split())[:500]
    found.save(update_fields=["settled_at", "settled_by", "settled_note"])
    record(
        verb="report.settled",
        subject=found,
        actor=actor,
        snapshot={"page": found.page.handle, "about": found.about, "note": found.settled_note},
        institution_id=found.page.institution_id,
    )
