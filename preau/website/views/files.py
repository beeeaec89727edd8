"""Pictures: those that people published, and the cards that are drawn for links."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from preau.institutions.models import Page
from preau.users.services import public
from preau.website.card import card_of, card_of_page
from preau.website.shown import Shown

from .finding import of_page
from .post import post_of

# What Préau itself writes under MEDIA_ROOT: re-encoded pictures, under names that it makes.
PICTURE = re.compile(r"(?:pages|posts)/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(webp|jpg|png|avif|gif)")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png", "avif": "image/avif", "gif": "image/gif"}


@public
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture, for ever the same at its address. Nothing else that lies in the folder is ever served."""
    match = PICTURE.fullmatch(path)
    if match is None:
        raise Http404
    response = _file(Path(settings.MEDIA_ROOT) / path, TYPES[match[1]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@public
@of_page
def card(request: HttpRequest, page: Page, post_id: int) -> HttpResponse:
    """The picture that networks show beside a link to the post."""
    seen = Shown(post_of(page, post_id))
    if seen.is_withdrawn or seen.page != page:
        raise Http404
    response = HttpResponse(card_of(seen).read_bytes(), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@public
@of_page
def page_card(request: HttpRequest, page: Page) -> HttpResponse:
    """The picture that networks show beside a link to the page."""
    response = HttpResponse(card_of_page(page).read_bytes(), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _file(path: Path, media_type: str) -> FileResponse:
    try:
        return FileResponse(path.open("rb"), content_type=media_type)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
