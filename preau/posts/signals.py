"""What rooms above may listen for. Each is sent inside the transaction of the change."""

from django.dispatch import Signal

post_published = Signal()  # post: Post, with its placements
post_edited = Signal()  # post: Post, a new public revision
post_withdrawn = Signal()  # post: Post
post_placed = Signal()  # post: Post, page: Page — the page shares it from now on
post_unplaced = Signal()  # post: Post, page: Page — no longer
post_pinned = Signal()  # post: Post, now on top of its page
post_unpinned = Signal()  # post: Post, no longer; not sent of one that is withdrawn

# Asked before publishing: `pages` is a list of page ids. Each receiver returns an `Audience` (posts.selectors).
audience_asked = Signal()
