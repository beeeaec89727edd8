from __future__ import annotations

from django.db import transaction

from preau.channels.selectors import origin_of
from preau.federation.models import Actor
from preau.federation.protocol import addresses
from preau.federation.protocol.context import PUBLIC
from preau.federation.selectors.audience import follower_inboxes
from preau.posts.models import Post

from .activity_send import activity_send


@transaction.atomic
def post_feature(*, post: Post, is_pinned: bool) -> None:
    """Tell the followers of a page that a post is, or no longer is, among those that it keeps on top (`featured`)."""
    actor = Actor.objects.select_related("domain").filter(page=post.page_id).first()
    inboxes = follower_inboxes(actor) if actor else {}
    if actor is None or not inboxes:
        return
    origin = origin_of(actor.domain)
    uri = addresses.post_uri(origin, post.pk)
    document = {
        "object": uri,
        "target": addresses.featured_uri(origin, post.page_id),
        "to": [PUBLIC],
        "cc": [addresses.followers_uri(origin, post.page_id)],
    }
    kind = "Add" if is_pinned else "Remove"
    activity_send(actor=actor, kind=kind, object_uri=uri, document=document, inboxes=inboxes)
