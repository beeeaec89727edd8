from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from preau.conversations import selectors
from preau.conversations.models import Message
from preau.conversations.pictures import KEY, digest_of, path_of, slot_of
from preau.posts.models import PostState
from preau.users.models import User
from preau.users.services import public


@public
@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponseBase:
    """Our copy of a picture that a message shows; 404 once it does no longer, or to whom may not read the message."""
    match = KEY.fullmatch(key)
    rows = Message.objects.select_related("conversation__post")
    message = rows.filter(pk=int(match[1])).first() if match else None
    if match is None or message is None:
        raise Http404
    address = slot_of(message, match[2], match[3])
    is_public = _is_public(message)
    if address is None or not (is_public or _may_read(request, message)):
        raise Http404
    response = _file(digest_of(address))
    response["Cache-Control"] = "public, max-age=3600" if is_public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_public(message: Message) -> bool:
    conversation = message.conversation
    stands_under = conversation.post is not None and conversation.post.state == PostState.PUBLISHED
    return message.is_shown and stands_under and not conversation.is_private


def _may_read(request: HttpRequest, message: Message) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    return selectors.conversations_where(user).filter(pk=message.conversation_id).exists()


def _file(digest: str) -> FileResponse:
    try:
        return FileResponse(path_of(digest).open("rb"), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
