from __future__ import annotations

from preau.channels.models import Answer
from preau.channels.signals import reported
from preau.federation.models import RemoteNote
from preau.federation.protocol import values
from preau.federation.protocol.cleaning import plain
from preau.institutions.models import Page
from preau.posts.models import Post

from .incoming import Incoming

MAX_REASON = 2000  # characters
MAX_ABOUT = 30  # addresses


def handle(incoming: Incoming) -> str:
    """A server passes on what one of its people reports, mostly without saying who: to the moderators of the page."""
    about = values.ids_of(incoming.activity.object)[:MAX_ABOUT]
    page = next((page for uri in about if (page := _page_of(incoming, uri))), None)
    if page is None:
        return "it is about nothing of ours"
    reason = plain(values.first(incoming.activity.document.get("content")), MAX_REASON)
    reported.send(sender=incoming.remote.uri, page=page, about=about, reason=reason, item=incoming.item)
    return ""


def _page_of(incoming: Incoming, uri: str) -> Page | None:
    """The page that what is reported stands on: ours, or what somebody said to it."""
    match incoming.resolve(uri):
        case Page() as page:
            return page
        case Post() as post:
            return post.page
        case Answer() as answer:
            return answer.channel.page
    note = RemoteNote.objects.select_related("page").filter(uri=uri).first()
    return note.page if note else None
