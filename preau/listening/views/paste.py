"""What somebody saw elsewhere, brought by hand."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from preau.institutions.models import Capability
from preau.institutions.selectors import institutions_where
from preau.institutions.services import needs
from preau.kernel.errors import Invalid
from preau.listening import selectors, services
from preau.listening.forms import PasteForm
from preau.listening.models import Item
from preau.users.models import User


def _after(request: HttpRequest, user: User, item: Item) -> HttpResponse:
    """On to what the watches made of it; where none knows it, what to do about that."""
    mention = selectors.mentions_where(user).filter(item=item).order_by("pk").first()
    if mention:
        return redirect("listening:mention", mention.pk)
    messages.info(request, _("Aucune veille ne s’y reconnaît. Ajoutez à l’une d’elles un mot qui s’y trouve."))
    return redirect("listening:watches")


@needs(Capability.MODERATE)
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """POST `institution`, and `url`, `text` or both; `title`, `who`, `where`."""
    user = cast(User, request.user)
    institutions = institutions_where(user, Capability.MODERATE).order_by("path")
    form = PasteForm(request.POST if request.method == "POST" else None, institutions=institutions)
    if request.method == "POST" and form.is_valid():
        try:
            item, is_new = services.item_paste(actor=user, **form.cleaned_data)
        except Invalid as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, _("C’est gardé.") if is_new else _("C’était déjà là : rien n’est en double."))
            return _after(request, user, item)
    context = {"section": "watch", "form": form, "may_paste": institutions.exists()}
    return render(request, "listening/paste.html", context, status=422 if form.errors else 200)
