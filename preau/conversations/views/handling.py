"""One verb on a conversation as a whole, from its screen: each is a POST that comes back to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.conversations.models import Conversation
from preau.conversations.selectors.later import moments_later, morning_of
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Invalid, PreauError

from .frame import conversation_or_404, person

LONGEST_QUERY = 500  # characters: no list of ours has a longer one


def back(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """To the conversation, the list beside it being as it was."""
    query = request.GET.urlencode()
    query = query if len(query) <= LONGEST_QUERY else ""
    return redirect(reverse("conversations:thread", args=[conversation.pk]) + (f"?{query}" if query else ""))


def _done(request: HttpRequest, conversation: Conversation, act: Callable[[], str]) -> HttpResponse:
    """Do it, and say what was done or why not."""
    try:
        messages.success(request, act())
    except PreauError as error:
        messages.error(request, str(error))
    return back(request, conversation)


@needs(Capability.MODERATE)
@require_POST
def assign(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `to`: me | u<person> | i<institution>, or nothing for nobody."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    return _done(request, conversation, lambda: _assigned(request, conversation, request.POST.get("to", "")))


def _assigned(request: HttpRequest, conversation: Conversation, given: str) -> str:
    user, key = person(request), given[1:]
    to = user if given == "me" else _one(selectors.assignees_of(conversation), key) if given[:1] == "u" else None
    team = next((one for one in selectors.teams_of(conversation) if given == f"i{one.pk}"), None)
    if given and to is None and team is None:
        raise Invalid(_("Cette personne ne répond pas au nom de cette page : elle ne pourrait rien en faire."))
    services.conversation_assign(conversation=conversation, to=to, team=team, actor=user)
    if to == user:
        return _("Cette conversation est à vous.")
    if to or team:
        return _("Conversation confiée à %(name)s.") % {"name": to or team}
    return _("Cette conversation n’est plus confiée à personne.")


def _one(rows, key: str):  # type: ignore[no-untyped-def]
    return rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


@needs(Capability.MODERATE)
@require_POST
def label(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `labels`: the ids of all that it is to bear."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    wanted = set(request.POST.getlist("labels"))

    def act() -> str:
        known = [*selectors.labels_for(conversation), *conversation.labels.all()]
        chosen = [one for one in known if str(one.pk) in wanted]
        services.conversation_label(conversation=conversation, labels=chosen, actor=person(request))
        return _("Étiquettes enregistrées.")

    return _done(request, conversation, act)


@needs(Capability.MODERATE)
@require_POST
def snooze(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `until`: afternoon | tomorrow | monday | day, with `day` (2026-11-30); or nothing, to have it back now."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)

    def act() -> str:
        until = _moment(request.POST.get("until", ""), request.POST.get("day", ""))
        services.conversation_snooze(conversation=conversation, until=until, actor=person(request))
        if until is None:
            return _("La conversation est de retour dans les listes.")
        return _("En veilleuse : elle reviendra d’elle-même, ou dès qu’un message arrive.")

    return _done(request, conversation, act)


def _moment(name: str, day: str) -> dt.datetime | None:
    if not name:
        return None
    if name != "day":
        moments = moments_later()
        if name in moments:
            return moments[name]
    else:
        try:
            chosen = parse_date(day)
        except ValueError:
            chosen = None
        if chosen and chosen.year < 9000:
            return morning_of(chosen)
    raise Invalid(_("Choisissez un moment à venir, d’ici un an."))
