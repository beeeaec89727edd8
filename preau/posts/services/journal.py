"""How posts enter the journal."""

from __future__ import annotations

from typing import Any

from preau.posts.models import Post
from preau.records.services import record
from preau.users.models import User


def snapshot(post: Post) -> dict[str, Any]:
    """What the post was: its texts, pictures with their texts, and the pages that show it."""
    return {
        "page": post.page.handle,
        "kind": post.kind,
        "state": post.state,
        "title_fr": post.title_fr,
        "title_en": post.title_en,
        "body_fr": post.body_fr,
        "body_en": post.body_en,
        "alert_state": post.alert_state,
        "expires_at": post.expires_at,
        "published_at": post.published_at,
        "pictures": pictures_of(post),
        "placements": list(post.placements.order_by("page_id").values_list("page_id", flat=True)),
        "origin": post.origin_id,
    }


def pictures_of(post: Post) -> list[dict[str, Any]]:
    """[{"picture": id, "alt_fr": …, "alt_en": …}], in order."""
    return [
        {"picture": a.picture_id, "alt_fr": a.alt_fr, "alt_en": a.alt_en}
        for a in post.attachments.all().order_by("position", "id")
    ]


def enter(post: Post, verb: str, actor: User, **more: Any) -> None:
    """One entry on `post`, in the caller's transaction."""
    record(
        verb=verb,
        subject=post,
        actor=actor,
        snapshot={**snapshot(post), **more},
        institution_id=post.page.institution_id,
    )
