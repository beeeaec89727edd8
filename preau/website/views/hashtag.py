from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from preau.kernel.text import fold
from preau.posts.selectors import public as reading
from preau.ui.remember import POSTS, remembered
from preau.users.services import public
from preau.website.addresses import path_to
from preau.website.shown import ends_of, shown

from .finding import cursor_of, domain_of, moved, show


@public
def hashtag(request: HttpRequest, name: str) -> HttpResponse:
    """The newest posts that carry a hashtag, from all pages of the domain."""
    folded = fold(name.replace("\x00", ""))
    domain = domain_of(request)
    if domain is None or not folded or len(folded) > 100:
        raise Http404
    if folded != name:
        return moved(path_to("hashtag", folded))
    before = cursor_of(request)
    label, posts = reading.by_hashtag(domain, folded, before=before, limit=reading.LIMIT + 1)
    if not posts and before is None:
        raise Http404
    more = str(reading.Cursor.of(posts[reading.LIMIT - 1])) if len(posts) > reading.LIMIT else ""
    context: dict[str, Any] = {"label": label, "posts": shown(posts[: reading.LIMIT]), "more": more}
    return remembered(show(request, domain, "hashtag", context), POSTS, until=ends_of(context["posts"]))


@public
def short(request: HttpRequest, name: str) -> HttpResponse:
    """/mots/<name>, which is quicker to say."""
    return moved(path_to("hashtag", name))
