"""Posts, answers and activities at their own addresses."""

from __future__ import annotations

import datetime as dt
import json
import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.federation import documents, selectors
from preau.federation.protocol import addresses, persons
from preau.federation.protocol.context import MEDIA_TYPE
from preau.institutions.selectors import page_by_handle
from preau.kernel import clock
from preau.posts.models import Post, PostState
from preau.posts.selectors import post_address
from preau.ui.remember import remembered, talk_under
from preau.users.services import public

from .answering import answered, domain_of, forgotten, written

COUNTED = dt.timedelta(seconds=30)  # how old a list of replies may be


def _asked_post(request: HttpRequest, post_id: int) -> Post:
    """Errors: 404 where the public knows of none."""
    found = selectors.post_of(domain_of(request), post_id)
    if found is None:
        raise Http404
    return found


def _asked_answer(request: HttpRequest, answer_id: int) -> Answer:
    """Errors: 404 for a private one too: whoever it is for has got it."""
    found = selectors.answer_of(domain_of(request), answer_id)
    if found is None or found.is_private:
        raise Http404
    return found


@public
@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    return _shown(_asked_post(request, post_id))


@public
@require_safe
def by_permalink(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """What a permalink is to other servers (`negotiation`)."""
    found = _asked_post(request, post_id)
    kept = page_by_handle(found.page.domain, handle)
    if kept is None or kept[0].pk != found.page_id:
        raise Http404
    return _shown(found) if handle == found.page.handle else forgotten(_shown(found))


def _shown(found: Post) -> HttpResponse:
    if found.state == PostState.WITHDRAWN:
        return answered(documents.tombstone_document(found), found.page, status=410)
    return answered(documents.post_document(found), found.page)


@public
@require_safe
def for_people(request: HttpRequest, post_id: int) -> HttpResponse:
    """Where a browser is led that was given the id of a post (`negotiation`)."""
    return HttpResponseRedirect(post_address(_asked_post(request, post_id)))


@public
@require_safe
def create(request: HttpRequest, post_id: int) -> HttpResponse:
    found = _asked_post(request, post_id)
    if found.state == PostState.WITHDRAWN:
        return answered(documents.tombstone_document(found), found.page, status=410)
    return answered(documents.create_document(found), found.page)


@public
@require_safe
def replies(request: HttpRequest, post_id: int) -> HttpResponse:
    """The ids of what was answered in public, wherever that was."""
    found = _asked_post(request, post_id)
    uri = addresses.replies_uri(origin_of(found.page.domain), found.pk)
    items = selectors.replies_under(found) if found.state == PostState.PUBLISHED else []
    return answered(persons.listed(uri, items), found.page, talk_under(found.pk), until=[clock.now() + COUNTED])


@public
@require_safe
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = _asked_answer(request, answer_id)
    if found.withdrawn_at:
        return answered(documents.answer_tombstone(found), found.channel.page, status=410)
    return answered(documents.answer_document(found), found.channel.page, until=[clock.now() + COUNTED])


@public
@require_safe
def answer_create(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = _asked_answer(request, answer_id)
    if found.withdrawn_at:
        return answered(documents.answer_tombstone(found), found.channel.page, status=410)
    return answered(documents.answer_create_document(found), found.channel.page, until=[clock.now() + COUNTED])


@public
@require_safe
def activity(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """An activity as it was sent. Errors: 404 for one that was not for everybody."""
    found = selectors.public_activity(domain_of(request), uid)
    if found is None:
        raise Http404
    return remembered(written(json.loads(found.document), MEDIA_TYPE), found.actor.page_id)


@public
@csrf_exempt
def inbox(_request: HttpRequest, **_which: int) -> HttpResponse:
    """What is posted here is answered before it gets to Django (`door`); nobody may look inside."""
    return HttpResponseNotAllowed(["POST"])
