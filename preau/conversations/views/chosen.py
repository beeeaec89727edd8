from __future__ import annotations

from django.http import HttpRequest

from preau.conversations.selectors import Said


def chosen_of(request: HttpRequest, said: list[Said]) -> Said | None:
    """The message to answer: that of `a` (or `message`, posted), else the newest of theirs."""
    theirs = [one for one in said if not one.message.is_ours and not one.message.withdrawn_at]
    asked = request.GET.get("a", "") or request.POST.get("message", "")
    chosen = next((one for one in theirs if str(one.message.pk) == asked), None)
    return chosen or max(theirs, key=lambda one: (one.message.said_at, one.message.pk), default=None)
