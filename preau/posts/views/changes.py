from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Conflict, PreauError
from preau.posts import services
from preau.posts.forms import EditForm, ReasonForm
from preau.posts.forms.draft import published_alts
from preau.posts.models import Post, PostState
from preau.posts.selectors.desk import posts_where, published_copies
from preau.posts.services import Content

from .composer import SHOWN, languages_of, person

FIELDS = ("title_fr", "title_en", "body_fr", "body_en", "alert_state", "expires_at")


def _published(request: HttpRequest, post_id: int) -> Post:
    posts = posts_where(person(request), Capability.PUBLISH).filter(state=PostState.PUBLISHED)
    return get_object_or_404(posts.select_related("page__domain", "page__institution", "page__official"), pk=post_id)


@needs(Capability.PUBLISH)
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change a published text. Everybody can see that it changed, and how."""
    post = _published(request, post_id)
    initial = {name: getattr(post, name) for name in (*FIELDS, "version")}
    form = EditForm(request.POST or None, post=post, initial=initial)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            edited = services.post_edit(
                actor=person(request),
                post=post,
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                **_content(request, form),
            )
        except PreauError as error:
            form.add_error(None, str(error))
            newer = post if isinstance(error, Conflict) else None
        else:
            messages.success(request, _said(changed=edited.version != form.cleaned_data["version"]))
            return redirect("posts:detail", post_id=post.pk)
    shown = {
        "section": "posts",
        "post": post,
        "form": form,
        "newer": newer,
        "languages": languages_of(post.page),
        "attachments": list(post.attachments.select_related("picture")),
        "own_copies": published_copies(post)[:SHOWN],
    }
    return render(request, "posts/edit.html", shown, status=422 if form.errors else 200)


def _said(*, changed: bool) -> str:
    if changed:
        return _("Modifié. L’ancien texte reste dans l’historique de la publication.")
    return _("Rien n’a changé : la publication est telle qu’avant.")


def _content(request: HttpRequest, form: EditForm) -> Content:
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
    return cast(Content, values | {"alts": published_alts(request.POST)})


@needs(Capability.PUBLISH)
def withdraw(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take a post back, with a reason that stays in its place."""
    post = _published(request, post_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.post_withdraw(actor=person(request), post=post, reason=form.cleaned_data["reason"])
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Retirée. Son adresse dit quand et pourquoi."))
            return redirect("posts:detail", post_id=post.pk)
    shown = {"section": "posts", "post": post, "form": form, "own_copies": published_copies(post)[:SHOWN]}
    return render(request, "posts/withdraw.html", shown, status=422 if form.errors else 200)
