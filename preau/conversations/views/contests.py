"""What people contest, on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.conversations import selectors, services
from preau.conversations.guarding_forms import DecideForm
from preau.conversations.models import Contest, Message
from preau.conversations.services.contest import must_be_another
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person


@needs(Capability.MODERATE)
def contest(request: HttpRequest, contest_id: int) -> HttpResponse:
    """One contest, what it is about, and the decision."""
    found = get_object_or_404(selectors.contests_where(person(request)), pk=contest_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reverse = form.cleaned_data["decision"] == "reverse"
        try:
            services.contest_decide(
                contest=found, reverse=reverse, reply=form.cleaned_data["reply"], actor=person(request)
            )
        except PreauError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("C’est décidé, et la personne en est avertie."))
        return redirect("conversations:contest", found.pk)
    message = _message(found)
    shown = {
        "section": "conversations",
        "contest": found,
        "form": form,
        "must_be_another": must_be_another(found, person(request)),
        "said": selectors.said_of([message])[0] if message else None,
        "conversation": message.conversation if message else None,
    }
    return render(request, "conversations/contest.html", shown, status=422 if form.errors else 200)


def _message(contest: Contest) -> Message | None:
    decision = contest.removal or contest.block
    return decision.message if decision else None
