from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Invalid, PreauError
from preau.posts import services
from preau.posts.models import Post
from preau.posts.selectors.desk import drafts_where

from .composer import languages_of, person


@needs(Capability.WRITE)
@require_POST
def add(request: HttpRequest, post_id: int) -> HttpResponse:
    """One picture, while the person goes on typing. Answers the list of pictures, or 422 with a message."""
    user = person(request)
    draft = get_object_or_404(drafts_where(user), pk=post_id)
    try:
        upload = request.FILES.get("picture")
        if upload is None:
            raise Invalid(_("Choisissez d’abord une image."))
        services.picture_attach(actor=user, post=draft, data=services.upload_bytes(upload))
    except PreauError as error:
        return JsonResponse({"message": str(error)}, status=422)
    return _list(request, draft)


@needs(Capability.WRITE)
@require_POST
def remove(request: HttpRequest, post_id: int, attachment_id: int) -> HttpResponse:
    user = person(request)
    draft = get_object_or_404(drafts_where(user), pk=post_id)
    services.picture_remove(actor=user, post=draft, attachment=attachment_id)
    if request.headers.get("X-Requested-With") == "fetch":
        return _list(request, draft)
    messages.success(request, _("L’image est retirée."))
    return redirect("posts:resume", post_id=draft.pk)


def _list(request: HttpRequest, draft: Post) -> HttpResponse:
    shown = {
        "attachments": list(draft.attachments.select_related("picture")),
        "languages": languages_of(draft.page),
        "draft": draft,
    }
    return render(request, "posts/parts/pictures.html", shown)
