from __future__ import annotations

import datetime as dt

from preau.kernel import clock
from preau.posts.models import Post, Presence
from preau.users.models import User

SEEN_FOR = dt.timedelta(seconds=60)


def presence_note(*, actor: User, post: Post) -> list[str]:
    """Note that `actor` has the draft open, and give the names of the others who have."""
    now = clock.now()
    Presence.objects.update_or_create(post=post, user=actor, defaults={"seen_at": now})
    others = Presence.objects.filter(post=post, seen_at__gte=now - SEEN_FOR).exclude(user=actor)
    return [str(presence.user) for presence in others.select_related("user").order_by("pk")[:5]]
