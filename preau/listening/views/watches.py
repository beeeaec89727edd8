from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.institutions.models import Capability, Institution, Official
from preau.institutions.selectors import institutions_where, search
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.listening import selectors, services
from preau.listening.models import Watch
from preau.listening.watch_forms import TrialForm, WatchForm, rows_for

from .frame import person, watch_or_404

PER_SCREEN, FOUND = 50, 20


@needs(Capability.READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What the institutions that one sees listen for."""
    user = person(request)
    rows = selectors.watches_where(user).prefetch_related("terms").order_by("institution__path", "name", "pk")
    page = Paginator(rows, PER_SCREEN).get_page(request.GET.get("page"))
    waiting = selectors.waiting_by_watch(list(page))
    context = {
        "section": "watch",
        "page_obj": page,
        "lines": [(watch, waiting.get(watch.pk, 0)) for watch in page],
        "mine": set(selectors.watches_where(user, Capability.MODERATE).values_list("pk", flat=True)),
        "moderates": selectors.may_listen(user),
    }
    return render(request, "listening/watches.html", context)


@needs(Capability.MODERATE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """For which institution: a search among those that one moderates, boards first; or about which official."""
    mine = institutions_where(person(request), Capability.MODERATE)
    text = request.GET.get("q", "").strip()[:100]
    mandates = selectors.mandates_where(person(request), text, FOUND)
    if not text and not mandates and len(first := mine[:2]) == 1:
        return redirect("listening:watch_make", institution_id=first[0].pk)
    rows = search(mine, text, FOUND) if text else mine.select_related("parent").order_by("path")[:FOUND]
    context = {"section": "watch", "found": list(rows), "mandates": mandates, "text": text}
    return render(request, "listening/watch_choose.html", context)


@needs(Capability.MODERATE)
def make(request: HttpRequest, institution_id: int) -> HttpResponse:
    """`elu`: the official whom it is about."""
    mine = institutions_where(person(request), Capability.MODERATE).select_related("parent")
    institution = get_object_or_404(mine, pk=institution_id)
    sources = selectors.sources_of(selectors.board_of(institution))
    name, offered = _offered(institution, selectors.official_at(institution, request.GET.get("elu", "")))
    form = WatchForm(
        request.POST or None,
        rows=rows_for([], offered),
        sources=sources,
        initial={"name": name, "sources": list(sources)},
    )
    if form.is_valid():
        try:
            watch = services.watch_make(actor=person(request), institution=institution, **_content(form))
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La veille est en place. Elle relit d’abord les trente derniers jours."))
            return redirect("listening:watch", watch_id=watch.pk)
    return _form(request, form, institution)


def _offered(institution: Institution, official: Official | None) -> tuple[str, list[selectors.Suggestion]]:
    """What a new watch may be called, and look for."""
    if official is None:
        return _("Ce qu’on dit de nous"), selectors.suggestions_for(institution)
    name = _("Ce qu’on dit de %(name)s") % {"name": official.name}
    return name[:120], selectors.suggestions_about(official, institution)


@needs(Capability.MODERATE)
def change(request: HttpRequest, watch_id: int) -> HttpResponse:
    watch = watch_or_404(request, watch_id)
    rows = rows_for(watch.terms.all(), selectors.suggestions_for(watch.institution))
    sources = selectors.sources_of(selectors.board_of(watch.institution))
    initial = {"name": watch.name, "sources": list(watch.sources.all())}
    form = WatchForm(request.POST or None, rows=rows, sources=sources, initial=initial)
    if form.is_valid():
        try:
            services.watch_change(actor=person(request), watch=watch, **_content(form))
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La veille est changée."))
            return redirect("listening:watch", watch_id=watch.pk)
    return _form(request, form, watch.institution, watch)


def _content(form: WatchForm) -> dict[str, Any]:
    values = form.cleaned_data
    return {"name": values["name"], "terms": form.sought(), "sources": list(values["sources"])}


def _form(request: HttpRequest, form: WatchForm, institution: Institution, watch: Watch | None = None) -> HttpResponse:
    context = {"section": "watch", "form": form, "institution": institution, "watch": watch}
    return render(request, "listening/watch_form.html", context, status=422 if form.errors else 200)


@needs(Capability.READ)
def watch(request: HttpRequest, watch_id: int) -> HttpResponse:
    """One watch: what it looks for, how far it is, and a box to try it on a text."""
    found = watch_or_404(request, watch_id, Capability.READ)
    trial, form = None, TrialForm(request.POST or None)
    if form.is_valid():
        trial = selectors.trial_of(found, form.cleaned_data["title"], form.cleaned_data["text"])
    can_change = selectors.watches_where(person(request), Capability.MODERATE).filter(pk=found.pk).exists()
    context = {"section": "watch", "watch": found, "form": form, "trial": trial, "can_change": can_change}
    return render(request, "listening/watch.html", context)


@needs(Capability.MODERATE)
@require_POST
def switch(request: HttpRequest, watch_id: int) -> HttpResponse:
    """POST `state`: paused | active."""
    found = watch_or_404(request, watch_id)
    if request.POST.get("state") == "paused":
        services.watch_pause(actor=person(request), watch=found)
        messages.success(request, _("La veille est en pause : elle n’entend plus rien. Ce qu’elle a entendu reste."))
    else:
        services.watch_resume(actor=person(request), watch=found)
        messages.success(request, _("La veille reprend, et relit les trente derniers jours."))
    return redirect("listening:watch", watch_id=found.pk)


@needs(Capability.MODERATE)
def delete(request: HttpRequest, watch_id: int) -> HttpResponse:
    """Asks first, then deletes."""
    found = watch_or_404(request, watch_id)
    if request.method == "POST":
        services.watch_delete(actor=person(request), watch=found)
        messages.success(request, _("La veille est supprimée."))
        return redirect("listening:watches")
    context = {"section": "watch", "watch": found, "mentions": found.mentions.count()}
    return render(request, "listening/watch_delete.html", context)
