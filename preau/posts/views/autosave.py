from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import NotAllowed, PreauError
from preau.posts.forms import DraftForm
from preau.posts.models import Post, PostState
from preau.posts.selectors.desk import drafts_where, posts_where
from preau.posts.services import DraftConflict, presence_note
from preau.users.models import User

from .compose import save_draft, starting_page
from .composer import consequences, person


@needs(Capability.WRITE)
@require_POST
def autosave(request: HttpRequest) -> JsonResponse:
    """What was typed so far, saved; and what it would become. JSON: see `_answer`.

    409: somebody else saved first; both texts are kept. 410: it was published or thrown away meanwhile.
    422: it can't be saved as it is, for the reason given.
    """
    user = person(request)
    draft, gone = _draft(request, user)
    page = draft.page if draft else starting_page(user, "")
    if gone or page is None:
        return JsonResponse({"message": _gone(gone)}, status=410)
    form = DraftForm(request.POST, user=user, page=page)
    if not form.is_valid():
        message = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": message}, status=422)
    try:
        saved = save_draft(request, user, form, draft)
    except DraftConflict as conflict:
        url = reverse("posts:copy", args=[conflict.copy.pk])
        return JsonResponse({"message": str(conflict), "url": url}, status=409)
    except PreauError as error:
        return JsonResponse({"message": str(error)}, status=403 if isinstance(error, NotAllowed) else 422)
    return JsonResponse(_answer(request, user, saved))


def _draft(request: HttpRequest, user: User) -> tuple[Post | None, Post | None]:
    """The draft named in the request, if any; or what it became."""
    wanted = request.POST.get("post", "")
    if not wanted:
        return None, None
    if not wanted.isdecimal() or len(wanted) > 18:
        return None, Post(state=PostState.DRAFT)
    draft = drafts_where(user).filter(pk=int(wanted)).first()
    if draft:
        return draft, None
    return None, get_object_or_404(posts_where(user, Capability.WRITE), pk=int(wanted))


def _gone(post: Post | None) -> str:
    if post is not None and post.state == PostState.PUBLISHED:
        return _("Ce texte a été publié entre-temps. Vos derniers mots sont encore ici : copiez-les avant de partir.")
    return _("Ce brouillon n’existe plus. Vos derniers mots sont encore ici : copiez-les avant de partir.")


def _answer(request: HttpRequest, user: User, saved: Post) -> dict[str, Any]:
    """`post`, `version`: to send back next time; `saved`: words for the person; `preview`, `promise`: HTML."""
    saved = get_object_or_404(drafts_where(user), pk=saved.pk)
    shown = {**consequences(user, saved.page, saved), "draft": saved}
    return {
        "post": saved.pk,
        "version": saved.version,
        "url": reverse("posts:resume", args=[saved.pk]),
        "pictures": reverse("posts:picture_add", args=[saved.pk]),
        "saved": _saved_at(),
        "languages": shown["languages"],
        "others": presence_note(actor=user, post=saved),
        "preview": render_to_string("posts/parts/preview.html", shown, request),
        "promise": render_to_string("posts/parts/promise.html", shown, request),
    }


def _saved_at() -> str:
    now = timezone.localtime()
    return _("Enregistré à %(hour)d h %(minute)02d") % {"hour": now.hour, "minute": now.minute}
