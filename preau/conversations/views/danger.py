"""A threat, or somebody in danger: the list, one alert with its checklist, who is on call, and what is sealed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.conversations import selectors, services
from preau.conversations.danger import SEEN, steps_for
from preau.conversations.guarding_forms import KindForm, OnCallForm, OutcomeForm
from preau.conversations.models import Escalation, Policy
from preau.institutions.models import Capability
from preau.institutions.selectors import holds, institutions_where
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person
from .messages import message_or_404

PER_PAGE = 30


@needs(Capability.MODERATE)
@require_POST
def escalate(request: HttpRequest, message_id: int) -> HttpResponse:
    """« Menace ou danger »: one press alerts people, and seals the message."""
    message = message_or_404(request, message_id)
    found = services.escalation_open(message=message, actor=person(request))
    messages.success(request, _("Les personnes de garde sont averties, et le message est sous scellé."))
    return redirect("conversations:escalation", found.pk)


@needs(Capability.MODERATE)
@require_safe
def escalations(request: HttpRequest) -> HttpResponse:
    is_closed = request.GET.get("etat") == "terminees"
    found = selectors.escalations_where(person(request)).filter(closed_at__isnull=not is_closed)
    boards = institutions_where(person(request), Capability.ADMINISTER).filter(parent__isnull=True)
    shown = {
        "section": "conversations",
        "is_closed": is_closed,
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": "etat=terminees&" if is_closed else "",
        "boards": list(boards.order_by("name")[:PER_PAGE]),
    }
    return render(request, "conversations/escalations.html", shown)


@needs(Capability.MODERATE)
def escalation(request: HttpRequest, escalation_id: int) -> HttpResponse:
    """One alert. POST `act`: acknowledge | done | undone | close."""
    found = get_object_or_404(selectors.escalations_where(person(request)), pk=escalation_id)
    outcome = OutcomeForm(request.POST if request.POST.get("act") == "close" else None)
    if request.method == "POST":
        try:
            if request.POST.get("act") != "close" or outcome.is_valid():
                _act(request, found, outcome)
                return redirect("conversations:escalation", found.pk)
        except PreauError as error:
            messages.error(request, str(error))
    shown = {"section": "conversations", "escalation": found, "outcome": outcome, **_shown(request, found)}
    return render(request, "conversations/escalation.html", shown, status=422 if outcome.errors else 200)


def _act(request: HttpRequest, escalation: Escalation, outcome: OutcomeForm) -> None:
    actor, act = person(request), request.POST.get("act")
    if act == "close":
        services.escalation_close(escalation=escalation, outcome=outcome.cleaned_data["outcome"], actor=actor)
        messages.success(request, _("Alerte terminée."))
    elif act in ("done", "undone"):
        step = request.POST.get("step", "")[:20]
        services.escalation_tick(escalation=escalation, step=step, done=act == "done", actor=actor)
    else:
        services.escalation_acknowledge(escalation=escalation, what=request.POST.get("what", ""), actor=actor)


def _shown(request: HttpRequest, escalation: Escalation) -> dict[str, Any]:
    user, message = person(request), escalation.message
    conversation = message.conversation if message else escalation.conversation
    can_moderate = holds(user, Capability.MODERATE, conversation.page if conversation else escalation.page)
    return {
        "steps": [(step, _done(escalation, step.id)) for step in steps_for(escalation.what)],
        "seen": SEEN,
        "kind": KindForm(initial={"what": escalation.what}),
        "said": selectors.said_of([message])[0] if message and can_moderate else None,
        "can_moderate": can_moderate,
        "conversation": conversation,
        "evidence": escalation.evidence.order_by("pk"),
        "can_open": selectors.evidence_where(user).filter(escalation=escalation).exists(),
    }


def _done(escalation: Escalation, step: str) -> dict[str, Any] | None:
    """Who ticked it, and when."""
    done = escalation.steps.get(step)
    return {"by": done["by"], "moment": dt.datetime.fromisoformat(done["at"])} if done else None


@needs(Capability.ADMINISTER)
def on_call(request: HttpRequest, board_id: int) -> HttpResponse:
    """Who is told at once, on all pages of a board."""
    boards = institutions_where(person(request), Capability.ADMINISTER).filter(parent__isnull=True)
    board = get_object_or_404(boards, pk=board_id)
    policy = Policy.objects.filter(institution=board).first()
    people = list(selectors.moderators_below(board))
    called = policy.on_call.values_list("pk", flat=True) if policy else []
    form = OnCallForm(request.POST or None, people=people, initial={"people": [str(pk) for pk in called]})
    if request.method == "POST" and form.is_valid():
        chosen = [user for user in people if str(user.pk) in form.cleaned_data["people"]]
        services.on_call_set(board=board, people=chosen, actor=person(request))
        messages.success(request, _("C’est noté."))
        return redirect("conversations:escalations")
    return render(request, "conversations/on_call.html", {"section": "conversations", "board": board, "form": form})
