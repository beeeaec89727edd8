from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts import services
from preau.posts.forms import ReturnForm
from preau.posts.selectors.desk import drafts_where, posts_where

from .composer import consequences, person


@needs(Capability.PUBLISH)
def confirm(request: HttpRequest, post_id: int) -> HttpResponse:
    """Read once more, and what will happen said before it happens. Publishing twice shows what is published."""
    user = person(request)
    post = get_object_or_404(posts_where(user, Capability.PUBLISH), pk=post_id)
    if post.published_at:
        return redirect("posts:detail", post_id=post.pk)
    draft = get_object_or_404(drafts_where(user), pk=post_id)
    error = ""
    if request.method == "POST":
        try:
            services.post_publish(actor=user, post=draft, version=_version(request))
        except PreauError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Publié. Tout le monde peut le lire dès maintenant."))
            return redirect("posts:detail", post_id=draft.pk)
    shown = {"section": "write", "draft": draft, "error": error, **consequences(user, draft.page, draft)}
    return render(request, "posts/confirm.html", shown, status=422 if error else 200)


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


@needs(Capability.PUBLISH)
@require_POST
def give_back(request: HttpRequest, post_id: int) -> HttpResponse:
    """Back to those who wrote it, with a note."""
    post = get_object_or_404(posts_where(person(request), Capability.PUBLISH), pk=post_id)
    form = ReturnForm(request.POST)
    try:
        note = form.cleaned_data["note"] if form.is_valid() else ""
        services.post_return(actor=person(request), post=post, note=note)
        messages.success(request, _("Le brouillon est retourné avec votre note."))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("posts:detail", post_id=post.pk)


@needs(Capability.WRITE)
@require_POST
def discard(request: HttpRequest, post_id: int) -> HttpResponse:
    draft = get_object_or_404(drafts_where(person(request)), pk=post_id)
    try:
        services.post_discard(actor=person(request), post=draft)
    except PreauError as error:
        messages.error(request, str(error))
        return redirect("posts:detail", post_id=draft.pk)
    messages.success(request, _("Le brouillon est jeté. Ses derniers mots restent dans le journal."))
    return redirect("posts:list")
