"""From what happens in the rooms below to `PublicChange` rows, in the transaction of what happened.

Once it is committed, this process forgets at once what it concerns; the others read the row within a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from preau.channels.models import Channel
from preau.federation.models import Actor
from preau.institutions.models import Page
from preau.institutions.selectors import ancestry
from preau.posts.models import Post
from preau.ui.remember import POSTS, counts_on, talk_on, talk_under

from .cache import MEMORY
from .models import PublicChange


def pages_changed(pages: Iterable[int]) -> None:
    """What these pages show has changed, and so have the lists in which their posts may appear."""
    gone = set(pages)
    PublicChange.objects.bulk_create([PublicChange(page_id=page) for page in sorted(gone)])
    transaction.on_commit(lambda: MEMORY.drop({POSTS, *gone}))


def everything_changed() -> None:
    """A name, an opening, an import: other pages show it too. Telling which costs more than rendering them anew."""
    PublicChange.objects.create()
    transaction.on_commit(MEMORY.clear)


def on_post(*, post: Post, **_: Any) -> None:
    pages_changed({post.page_id, *post.placements.values_list("page_id", flat=True)})


def on_placing(*, page: Page, **_: Any) -> None:
    pages_changed({page.pk})


def on_network(**_: Any) -> None:
    everything_changed()


def on_channel(*, instance: Channel, **_: Any) -> None:
    """An official account is on its page and in the register; a network that Préau hosts has no address to show."""
    if instance.address:
        everything_changed()


def on_actor(*, instance: Actor, created: bool, **_: Any) -> None:
    """What other servers read of a page: whether it approves followers, where it has moved."""
    if instance.page_id and not created:
        pages_changed({instance.page_id})


def on_replies(*, post_id: int, **_: Any) -> None:
    """Somebody spoke under a post: its own address alone shows it. What the page shows stays in memory."""
    PublicChange.objects.create(page_id=talk_under(post_id))
    transaction.on_commit(lambda: MEMORY.drop({talk_under(post_id)}))


def on_page_talk(*, page_id: int, **_: Any) -> None:
    """Somebody asked a page something, or was answered."""
    PublicChange.objects.create(page_id=talk_on(page_id))
    transaction.on_commit(lambda: MEMORY.drop({talk_on(page_id)}))


def on_reception(*, page_ids: list[int], **_: Any) -> None:
    """When these pages answer, or how long that takes, has changed: their posts and questions say it too."""
    pages_changed(page_ids)


def on_moderation(*, page: Page, **_: Any) -> None:
    """Something was hidden, shown, contested or blocked: the counts of the page, and of those above, are others."""
    above = Page.objects.filter(institution__in=ancestry(page.institution)).values_list("pk", flat=True)
    tags = {counts_on(pk) for pk in {page.pk, *above}}
    PublicChange.objects.bulk_create([PublicChange(page_id=tag) for tag in sorted(tags)])
    transaction.on_commit(lambda: MEMORY.drop(tags))
