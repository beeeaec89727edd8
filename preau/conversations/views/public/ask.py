"""Asking or commenting without an account: the form, and the screen that says what happens now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from preau.conversations import limits, selectors
from preau.conversations.asking import AskForm
from preau.conversations.models import Appears, Message
from preau.conversations.selectors.visitors import answerable, netiquette_of
from preau.conversations.services.visitors import Closed, Refusal, visitor_say
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.models import Post, PostState
from preau.ui.remember import remembered
from preau.ui.visiting import own_form, private
from preau.users.services import client_network, public

from .frame import TOO_MANY, language_of, page_or_404, post_or_404, show


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, handle: str, post_id: int | None = None) -> HttpResponse:
    """`?a=`: the public message that is answered."""
    page = page_or_404(request, handle)
    post = post_or_404(page, post_id) if post_id is not None else None
    page = post.page if post else page
    if page.handle != handle:
        return redirect(_address(page, post, request.GET.get("a", "")), permanent=True)
    if post and post.state == PostState.WITHDRAWN:
        return _closed(request, page, post)
    answered = answerable(page, post, request.GET.get("a", ""))
    form = AskForm(request.POST or None, page=page)
    if form.is_bound and form.is_machine:
        return redirect(_received(page, post))
    if not form.is_valid():
        return _form(request, page, post, answered, form, status=422 if form.is_bound else 200)
    return _keep(request, page, post, answered, form)


def _keep(request: HttpRequest, page: Page, post: Post | None, answered: Message | None, form: AskForm) -> HttpResponse:
    typed = form.cleaned_data
    try:
        visitor_say(
            page=page,
            post=post,
            answered=answered,
            name=typed["name"],
            email=typed["email"],
            text=typed["text"],
            is_private=typed["private"],
            language=language_of(),
            number=form.number,
            place=client_network(request),
        )
    except Closed:
        return _closed(request, page, post)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        response = _form(request, page, post, answered, form, status=TOO_MANY)
        response["Retry-After"] = str(refusal.seconds)
        return response
    return redirect(_received(page, post))


def _form(
    request: HttpRequest, page: Page, post: Post | None, answered: Message | None, form: AskForm, status: int
) -> HttpResponse:
    rule = selectors.policy_for(page).visitors
    if rule == Appears.CLOSED:
        return _closed(request, page, post)
    said = selectors.said_of([answered])[0] if answered else None
    context: dict[str, Any] = {"page": page, "post": post, "answered": said, "form": form, "appears": rule}
    context["netiquette"] = netiquette_of(page, language_of())
    shown = show(request, "ask", context, status=status)
    is_the_same_for_all = not form.is_bound and answered is None
    return remembered(shown, page, until=[clock.now() + limits.FORM_SHARED]) if is_the_same_for_all else shown


def _closed(request: HttpRequest, page: Page, post: Post | None) -> HttpResponse:
    """What was typed meanwhile is given back."""
    words = request.POST.get("text", "")[: limits.LOOKED_AT]
    status = 410 if post and post.state == PostState.WITHDRAWN else 403
    return show(request, "closed", {"page": page, "post": post, "words": words}, status=status)


def _address(page: Page, post: Post | None, answers: str) -> str:
    path = (
        reverse("visitors:reply", args=[page.handle, post.pk]) if post else reverse("visitors:ask", args=[page.handle])
    )
    return f"{path}?{urlencode({'a': answers})}" if answers else path


def _received(page: Page, post: Post | None) -> str:
    if post:
        return reverse("visitors:reply_received", args=[page.handle, post.pk])
    return reverse("visitors:received", args=[page.handle])


@public
@private
@require_safe
def received(request: HttpRequest, handle: str, post_id: int | None = None) -> HttpResponse:
    """The same for everybody: nobody learns from it whose mailbox is known here."""
    page = page_or_404(request, handle)
    post = post_or_404(page, post_id) if post_id is not None else None
    notice = selectors.notice_for(page, clock.now(), language_of())
    context = {"page": page, "post": post, "appears": selectors.policy_for(page).visitors, "notice": notice}
    return show(request, "received", context)
