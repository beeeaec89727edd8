"""Blocking somebody for a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from preau.conversations import notices, selectors, services
from preau.conversations.guarding_forms import BlockForm, ReasonForm, UntilForm
from preau.conversations.models import Block
from preau.conversations.services.telling import way_to
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel import clock
from preau.kernel.errors import PreauError

from .frame import person
from .messages import message_or_404, shown_alone

PER_PAGE = 30


@needs(Capability.MODERATE)
def block_author(request: HttpRequest, message_id: int) -> HttpResponse:
    """Block whoever wrote a message, once what it does was read."""
    message = message_or_404(request, message_id)
    page = message.conversation.page
    form = BlockForm(request.POST or None, wide=selectors.wide_choices(person(request), page))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.block_make(
                message=message,
                reason=form.cleaned_data["reason"],
                until=form.until,
                note=form.cleaned_data["note"],
                institution=form.cleaned_data.get("where"),
                actor=person(request),
            )
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("C’est fait : ce que cette personne écrit ici est retenu pour un temps."))
            return redirect("conversations:block", made.pk)
    shown = {"section": "conversations", "form": form, "told": way_to(message), **shown_alone(message)}
    return render(request, "conversations/block_author.html", shown, status=422 if form.errors else 200)


@needs(Capability.MODERATE)
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """`etat`: en-vigueur (default) | a-revoir | finis."""
    state = request.GET.get("etat", "")
    state = state if state in ("a-revoir", "finis") else "en-vigueur"
    found = _in_state(selectors.blocks_where(person(request)), state)
    shown = {
        "section": "conversations",
        "state": state,
        "states": [("en-vigueur", _("En vigueur")), ("a-revoir", _("À revoir")), ("finis", _("Finis"))],
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"etat={state}&",
    }
    return render(request, "conversations/blocks.html", shown)


def _in_state(blocks: QuerySet[Block], state: str) -> QuerySet[Block]:
    running = Q(lifted_at=None, ended_at=None, until__gt=clock.now())
    if state == "finis":
        return blocks.exclude(running)
    return (
        blocks.filter(running, review_at__lte=clock.now(), reviewed_at=None)
        if state == "a-revoir"
        else (blocks.filter(running).order_by(F("until").asc()))
    )


@needs(Capability.MODERATE)
def block(request: HttpRequest, block_id: int) -> HttpResponse:
    """One block. POST `act`: lift | extend | review."""
    found = get_object_or_404(selectors.blocks_where(person(request)), pk=block_id)
    act = request.POST.get("act", "")
    lift = ReasonForm(request.POST if act == "lift" else None, prefix="lift")
    extend = UntilForm(request.POST if act == "extend" else None, prefix="extend")
    if request.method == "POST":
        try:
            done = _act(request, found, act, lift, extend)
        except PreauError as error:
            messages.error(request, str(error))
            done = found
        if done:
            return redirect("conversations:block", done.pk)
    others = selectors.others_who_moderate(found.page, person(request))
    shown = {
        "section": "conversations",
        "blocking": found,
        "lift": lift,
        "extend": extend,
        "must_be_another": found.made_by_id == person(request).pk and others.exists(),
        "notice": notices.blocked(found, ""),
    }
    return render(request, "conversations/block.html", shown, status=422 if lift.errors or extend.errors else 200)


def _act(request: HttpRequest, block: Block, act: str, lift: ReasonForm, extend: UntilForm) -> Block | None:
    """None where the form is to be filled again."""
    actor = person(request)
    if act == "review":
        done = services.block_review(block=block, note=request.POST.get("note", ""), actor=actor)
        messages.success(request, _("Revu : le blocage reste comme il est."))
        return done
    if act == "lift" and lift.is_valid():
        done = services.block_lift(block=block, reason=lift.cleaned_data["reason"], actor=actor)
        messages.success(request, _("Blocage levé. La personne en est avertie."))
        return done
    if act == "extend" and extend.is_valid():
        note = extend.cleaned_data["note"]
        done = services.block_extend(block=block, until=extend.until, note=note, actor=actor)
        messages.success(request, _("Nouvelle décision prise : la personne en est avertie."))
        return done
    return None
