from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts import services
from preau.posts.selectors.desk import open_pages_where, posts_where

from .composer import person


@needs(Capability.PUBLISH)
@require_POST
def boost(request: HttpRequest, post_id: int) -> HttpResponse:
    """Share a post on a page of one's own, or take that back."""
    user = person(request)
    post = get_object_or_404(posts_where(user, Capability.READ), pk=post_id)
    page = get_object_or_404(open_pages_where(user, Capability.PUBLISH), handle=request.POST.get("page", "")[:30])
    try:
        if request.POST.get("do") == "undo":
            services.post_unboost(actor=user, post=post, page=page)
            messages.success(request, _("Partage retiré. Les courriels déjà partis ne reviennent pas."))
        else:
            services.post_boost(actor=user, post=post, page=page)
            messages.success(request, _("Partagé sur la page %(page)s.") % {"page": page.name})
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("posts:detail", post_id=post.pk)
