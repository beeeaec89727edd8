from __future__ import annotations

from preau.institutions.models import Page
from preau.posts.models import Post, PostState

from .public import with_signer

MOST = 3  # pinned posts a page


def pinned_posts(page: Page) -> list[Post]:
    """What `page` keeps on top, the newest pinned first, as readers of a timeline get posts. Three queries."""
    pinned = Post.objects.filter(pin__page=page, state=PostState.PUBLISHED)
    return list(with_signer(pinned).order_by("-pin__pinned_at", "-pin__id")[:MOST])
