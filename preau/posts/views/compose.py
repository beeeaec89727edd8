from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts import services
from preau.posts.forms import DraftForm
from preau.posts.forms.draft import initial_for, initial_of
from preau.posts.forms.prefill import prefilled
from preau.posts.models import Post
from preau.posts.selectors.desk import draft_of_window, drafts_where, open_copies, open_pages_where, promise_of
from preau.users.models import User

from .composer import context, person


@needs(Capability.WRITE)
def compose(request: HttpRequest) -> HttpResponse:
    """A new text, in the name of `?page=` or of the person's first page; `genre`, `titre`, `citation`: see `prefilled`.

    Nothing is saved before the person acts: no draft is ever written over."""
    user = person(request)
    page = starting_page(user, request.GET.get("page", ""))
    if page is None:
        return render(request, "posts/no_page.html", {"section": "write"})
    if request.method == "POST":
        return _take(request, user, page, None)
    form = DraftForm(user=user, page=page, initial=initial_for(page) | prefilled(page, request.GET))
    return render(request, "posts/compose.html", context(user, form, page, None))


@needs(Capability.WRITE)
def resume(request: HttpRequest, post_id: int) -> HttpResponse:
    """A draft, taken up again by whoever may write in it."""
    user = person(request)
    draft = get_object_or_404(drafts_where(user), pk=post_id)
    if request.method == "POST":
        return _take(request, user, draft.page, draft)
    form = DraftForm(user=user, page=draft.page, initial=initial_of(draft))
    copies = [copy for copy in open_copies(user).filter(post=draft)[:5] if copy.by_id == user.pk]
    others = services.presence_note(actor=user, post=draft)
    aside = draft.draft_copies.select_related("by")[:20]
    shown = context(user, form, draft.page, draft) | {"copies": copies, "others": others, "set_aside": aside}
    return render(request, "posts/compose.html", shown)


# Where nothing says better: a board, then a school, and nobody's own page.
BOARDS_FIRST = (
    F("official").asc(nulls_first=True),
    F("institution__parent").asc(nulls_first=True),
    "name",
    "pk",
)


def starting_page(user: User, handle: str) -> Page | None:
    """The page asked for, else the person's own, else the first in whose name they may write."""
    pages = open_pages_where(user, Capability.WRITE)
    if handle:
        return get_object_or_404(pages, handle=handle)
    own = pages.filter(official__user=user).first() or pages.filter(institution__roles__user=user).first()
    return own or pages.order_by(*BOARDS_FIRST).first()


def _take(request: HttpRequest, user: User, page: Page, draft: Post | None) -> HttpResponse:
    """Save what was typed, then do what the button said. Whatever is refused, the words come back on the screen."""
    form = DraftForm(request.POST, user=user, page=page)
    if not form.is_valid():
        return _again(request, form, page, draft, _("Rien n’est perdu, mais il y a quelque chose à corriger."))
    try:
        draft = save_draft(request, user, form, draft)
        _take_picture(request, user, draft)
        return _act(request, user, draft)
    except services.DraftConflict as conflict:
        messages.warning(request, str(conflict))
        return redirect("posts:copy", copy_id=conflict.copy.pk)
    except PreauError as error:
        return _again(request, form, form.signer, draft, str(error))


def save_draft(request: HttpRequest, user: User, form: DraftForm, draft: Post | None) -> Post:
    """The draft as typed in `form`, made or saved. A window whose first answer was lost goes on in the same draft."""
    tab = request.POST.get("tab", "")[:32]
    draft = draft or draft_of_window(user, tab)
    if draft is None:
        return services.post_create(actor=user, tab=tab, **form.content())
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    return services.post_save(actor=user, post=draft, version=seen, tab=tab, **form.content())


def _take_picture(request: HttpRequest, user: User, draft: Post) -> None:
    upload = request.FILES.get("picture")
    if upload:
        services.picture_attach(actor=user, post=draft, data=services.upload_bytes(upload))


def _act(request: HttpRequest, user: User, draft: Post) -> HttpResponse:
    action = request.POST.get("action", "save")
    if action == "publish" and promise_of(draft).needs_confirming:
        return redirect("posts:publish", post_id=draft.pk)
    if action == "publish":
        services.post_publish(actor=user, post=draft, version=draft.version)
        messages.success(request, _("Publié. Tout le monde peut le lire dès maintenant."))
        return redirect("posts:detail", post_id=draft.pk)
    if action == "review":
        services.post_send_to_review(actor=user, post=draft)
        messages.success(request, _("La révision est demandée. Les personnes qui publient le voient sur leur bureau."))
        return redirect("posts:detail", post_id=draft.pk)
    if action != "save":
        raise Http404
    messages.success(request, _("Le brouillon est enregistré."))
    return redirect("posts:resume", post_id=draft.pk)


def _again(request: HttpRequest, form: DraftForm, page: Page, draft: Post | None, error: str) -> HttpResponse:
    if draft:  # published or thrown away meanwhile, it is gone, but the words that were typed stay on the screen
        draft = drafts_where(person(request)).filter(pk=draft.pk).first()
    shown: dict[str, Any] = context(person(request), form, page, draft) | {"error": error}
    return render(request, "posts/compose.html", shown, status=422)
