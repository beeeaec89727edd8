"""The clock of a conversation: until when the page means to answer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from preau.conversations.models import WAITING, Conversation
from preau.conversations.selectors.clock import due_at, timetable_of, timetables_of
from preau.conversations.selectors.policy import policies_of, policy_of
from preau.institutions.models import Institution
from preau.institutions.selectors import institution_of
from preau.jobs.services import task_named

BATCH = 500


def conversation_clock(*, conversation: Conversation) -> None:
    """Set `due_at` by the goal and the hours of its page, in the row and on `conversation`."""
    due = due_for(conversation)
    if due != conversation.due_at:
        conversation.due_at = due
        Conversation.objects.filter(pk=conversation.pk).update(due_at=due)


def due_for(conversation: Conversation) -> dt.datetime | None:
    """Until when its page means to answer, by the goal and the hours that hold there."""
    institution = institution_of(conversation.page)
    policy = policy_of(institution)
    return due_at(conversation, policy, timetable_of(institution, policy))


def clocks_recompute(*, institution: Institution) -> None:
    """The hours, the holidays or the goal of `institution` have changed: have the clocks below it set anew."""
    task = task_named("preau.conversations.tasks.recompute_clocks")
    task.using(unique_key=f"clocks:{institution.pk}").enqueue(institution_id=institution.pk)


@transaction.atomic
def clocks_set(*, institution_id: int, after: int = 0) -> int | None:
    """Set anew the next clocks at and below an institution, at most `BATCH`, of conversations above `after`.

    Gives where to go on, or None at the end. Safe to run again.
    """
    institution = Institution.objects.filter(pk=institution_id).first()
    if institution is None:
        return None
    below = Q(page__institution__path__startswith=institution.path)
    spoken_for = Q(page__official__mandates__institution__path__startswith=institution.path)
    waiting = Conversation.objects.filter(below | spoken_for, state__in=WAITING, pk__gt=after)
    ids = list(waiting.order_by("pk").distinct().values_list("pk", flat=True)[:BATCH])
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    rows = list(found.select_related("page__institution", "page__official").order_by("pk"))
    pages = {row.page_id: row.page for row in rows}
    hours, policies = timetables_of(pages.values()), policies_of(pages.values())
    changed = []
    for row in rows:
        due = due_at(row, policies[row.page_id], hours[row.page_id])
        if due != row.due_at:
            row.due_at = due
            changed.append(row)
    Conversation.objects.bulk_update(changed, ["due_at"], batch_size=100)
    return ids[-1] if len(ids) == BATCH else None
