"""Fill an imported network with posts: `python -m bench.inside.seed 200000`.

Rows are written as publishing would leave them, but in bulk: texts, first revision, placements (some boards' posts
cascade to ten schools), hashtags, a mail channel a page and a delivery a post. Dates go back three years.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from typing import Any

from bench import texts
from bench.inside import set_up, tell

BATCH = 5000
YEARS = 3
CASCADES = 0.05  # share of a board's posts that its schools show too
FROM_BOARDS = 0.25  # share of the posts that boards write
STATES = (["published", "draft", "in_review", "withdrawn"], [95, 3, 1, 1])
KINDS = (["message", "article", "alert"], [80, 15, 5])


def quick_writes() -> None:
    """A throwaway installation needs no protection from a power cut."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-512000")


class Seeder:
    """Makes the rows of posts, a batch at a time, always the same ones."""

    def __init__(self, total: int) -> None:
        from django.utils import timezone

        from preau.channels.models import Channel
        from preau.institutions.models import Page

        self.total = total
        self.chance = random.Random(total)
        self.now = timezone.now()
        pages = list(Page.objects.select_related("institution").filter(institution__isnull=False).order_by("id"))
        self.boards = [page for page in pages if page.institution.parent_id is None]
        self.schools = [page for page in pages if page.institution.parent_id is not None]
        self.below: dict[int, list[Any]] = {}
        for page in self.schools:
            self.below.setdefault(page.institution.parent_id, []).append(page)
        self.channels = dict(Channel.objects.filter(network="mail").values_list("page_id", "id"))

    def batch(self, start: int) -> None:
        """Write the posts number `start` to `start + BATCH`, the oldest first."""
        from preau.channels.models import Delivery
        from preau.posts.models import Hashtag, Placement, Post, Revision

        made = [self._post(number) for number in range(start, min(start + BATCH, self.total))]
        Post.objects.bulk_create([post for post, _ in made])
        shown = [(post, tag) for post, tag in made if post.published_at]
        Placement.objects.bulk_create([p for post, _ in made for p in self._placements(Placement, post)], BATCH)
        Revision.objects.bulk_create([self._revision(Revision, post) for post, _ in shown], BATCH)
        tagged = [self._hashtag(Hashtag, post, tag) for post, tag in shown if tag]
        Hashtag.objects.bulk_create(tagged, BATCH)
        Delivery.objects.bulk_create([self._delivery(Delivery, post) for post, _ in shown], BATCH)

    def _post(self, number: int) -> tuple[Any, str]:
        from preau.kernel.text import fold
        from preau.posts.models import Post

        page = self.chance.choice(self.boards if self.chance.random() < FROM_BOARDS else self.schools)
        state, kind = (self.chance.choices(*weights)[0] for weights in (STATES, KINDS))
        at = self.now - dt.timedelta(days=365 * YEARS) * (1 - number / self.total)
        lines, tag = texts.sentences(self.chance), self.chance.choice(texts.TAGS) if self.chance.random() < 0.3 else ""
        post = Post(
            page=page,
            kind=kind,
            state=state,
            title_fr=lines[0][:80] if kind != "message" else "",
            body_fr=texts.body(lines, tag),
            html_fr=texts.html(lines, tag),
            search_text=fold(texts.body(lines, tag)),
            alert_state="disrupted" if kind == "alert" else "",
            expires_at=at + dt.timedelta(hours=12) if kind == "alert" else None,
            published_at=at if state in ("published", "withdrawn") else None,
            withdrawn_at=at + dt.timedelta(days=1) if state == "withdrawn" else None,
            withdrawn_reason="Erreur de date." if state == "withdrawn" else "",
        )
        return post, tag

    def _shown_at(self, post: Any) -> Any:
        return post.published_at if post.state == "published" else None

    def _placements(self, model: Any, post: Any) -> Iterator[Any]:
        yield model(post=post, page=post.page, published_at=self._shown_at(post))
        schools = self.below.get(post.page.institution_id, [])
        if schools and self.chance.random() < CASCADES:
            for page in self.chance.sample(schools, min(10, len(schools))):
                yield model(post=post, page=page, published_at=self._shown_at(post))

    def _revision(self, model: Any, post: Any) -> Any:
        text = {name: getattr(post, name) for name in ("title_fr", "body_fr", "html_fr")}
        return model(post=post, number=1, at=post.published_at, by_label="Camille Exemple", **text)

    def _hashtag(self, model: Any, post: Any, tag: str) -> Any:
        return model(post=post, name=tag, label=tag, published_at=self._shown_at(post))

    def _delivery(self, model: Any, post: Any) -> Any:
        channel = self.channels[post.page_id]
        return model(post=post, channel_id=channel, state="delivered", delivered_at=post.published_at)


def open_pages() -> None:
    """Every page is open, and has its mail channel."""
    from django.utils import timezone

    from preau.channels.models import Channel
    from preau.institutions.models import Page

    Page.objects.update(opened_at=timezone.now() - dt.timedelta(days=365 * YEARS))
    missing = Page.objects.exclude(channels__network="mail").values_list("id", flat=True)
    Channel.objects.bulk_create([Channel(page_id=page, network="mail") for page in missing], BATCH)


def hire() -> None:
    """A communications person on the board that has the most schools."""
    from django.db.models import Count

    from preau.institutions.models import Institution, Role
    from preau.users.models import User

    board = Institution.objects.filter(parent=None).annotate(size=Count("children")).order_by("-size", "id").first()
    user = User.objects.create_user("communications@banc.example", name="Personne des communications")
    Role.objects.create(user=user, institution=board, kind="communications")


def main(total: int) -> None:
    from django.db import transaction

    quick_writes()
    open_pages()
    hire()
    seeder = Seeder(total)
    for start in range(0, total, BATCH):
        with transaction.atomic():
            seeder.batch(start)
    empty_log()
    tell({"posts": total})


def empty_log() -> None:
    """So that the first reader does not pay for what the seeding wrote."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    set_up()
    main(int(sys.argv[1]))
