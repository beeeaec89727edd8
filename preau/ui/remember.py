"""How a view says that its answer is the same for everybody, of what it is made, and until when it is true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpResponse

from preau.kernel import clock

LONGEST = 600.0  # seconds: « il y a », mandates that begin and words like « aujourd’hui » are never older than this
# Kept by readers, asked again each time: an alert must be seen within a second. The answer is mostly a 304.
PAGE = "public, no-cache"
FEED = "public, max-age=60"
POSTS = -1  # the tag of lists in which any page's post may appear


def talk_under(post_id: int) -> int:
    """The tag of what is said under a post: below `POSTS`, as ids of pages are above."""
    return POSTS - post_id


PAGE_TALK = -(2**62)  # below all ids of posts


def talk_on(page_id: int) -> int:
    """The tag of what is asked of a page itself, under no post."""
    return PAGE_TALK - page_id


PAGE_COUNTS = -(2**61)  # below all ids of posts, above those of `talk_on`


def counts_on(page_id: int) -> int:
    """The tag of what a page counts of its own moderation."""
    return PAGE_COUNTS - page_id


def remembered(
    response: HttpResponse,
    *tags: Model | int | None,
    until: Iterable[dt.datetime | None] = (),
    cache_control: str = PAGE,
) -> HttpResponse:
    """`response`, to be kept in memory until a change of one of `tags` (pages, their ids, `POSTS`, `talk_under`), or
    until the first of the moments `until`. No tag at all: until anything at all changes in the network itself."""
    response.public_tags = {tag.pk if isinstance(tag, Model) else tag for tag in tags if tag is not None}  # type: ignore[attr-defined]
    now = clock.now()
    seconds = [LONGEST, *((moment - now).total_seconds() for moment in until if moment is not None)]
    response.public_lifetime = max(0.0, min(seconds))  # type: ignore[attr-defined]
    response["Cache-Control"] = cache_control
    return response
