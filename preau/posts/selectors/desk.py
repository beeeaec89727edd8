"""Reading posts as the desk does: what a person may see, by state, newest first, searched by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import pages_where
from preau.kernel.text import fold
from preau.posts.models import DraftCopy, Post, PostKind, PostState
from preau.users.models import User

from .audience import audience_of
from .newest import newest_among

PAGE_SIZE = 25
FEW_MATCHES = 2_000
FEW_PAGES = 300  # up to here, their ids in the query let the index by page and state serve it


def posts_where(user: User, capability: Capability) -> QuerySet[Post]:
    """The posts of the pages on which `user` holds `capability`."""
    if user.is_superuser and user.is_active:
        return Post.objects.all()
    pages = pages_where(user, capability).order_by()
    few = list(pages.values_list("pk", flat=True)[: FEW_PAGES + 1])
    return Post.objects.filter(page__in=few if len(few) <= FEW_PAGES else pages)


def ids_where(user: User, capability: Capability) -> list[int]:
    """The ids of the pages on which `user` holds `capability`."""
    return list(pages_where(user, capability).order_by().values_list("pk", flat=True))


def published_where(user: User, capability: Capability, count: int) -> QuerySet[Post]:
    """The `count` newest published posts of the pages on which `user` holds `capability`."""
    posts = posts_where(user, capability).filter(state=PostState.PUBLISHED)
    if not user.is_superuser:  # who sees everything walks along the index by date
        posts = newest_among(posts, ids_where(user, capability), "published_at", count)
    return posts.select_related("page").order_by("-published_at", "-pk")[:count]


def open_pages_where(user: User, capability: Capability) -> QuerySet[Page]:
    """The open pages on which `user` holds `capability`, with all that naming them needs."""
    pages = pages_where(user, capability).filter(opened_at__isnull=False, closed_at__isnull=True)
    return pages.select_related("domain", "institution", "official")


def drafts_where(user: User) -> QuerySet[Post]:
    """The drafts, in review or not, that `user` may write in."""
    drafts = posts_where(user, Capability.WRITE).filter(state__in=[PostState.DRAFT, PostState.IN_REVIEW])
    return drafts.select_related("page__domain", "page__institution", "page__official", "saved_by")


def published_copies(post: Post) -> QuerySet[Post]:
    """What other pages say in their own name with the words of `post`, and the public can still read."""
    copies = post.copies.filter(state=PostState.PUBLISHED)
    return copies.select_related("page").order_by("page__name", "pk")


def draft_of_window(user: User, tab: str) -> Post | None:
    """The draft that `user` began in the window `tab` and that nobody else saved since."""
    return drafts_where(user).filter(author=user, saved_by=user, saved_tab=tab).first() if tab else None


def open_copies(user: User) -> QuerySet[DraftCopy]:
    """The words set aside on which somebody has yet to choose, in the drafts that `user` may write in."""
    copies = DraftCopy.objects.filter(post__in=drafts_where(user), settled_at__isnull=True)
    return copies.select_related("by", "post__saved_by", "post__page__domain", "post__page__institution")


def waiting_for(user: User) -> QuerySet[Post]:
    """What is in review on the pages where `user` publishes."""
    return posts_where(user, Capability.PUBLISH).filter(state=PostState.IN_REVIEW)


def matching(posts: QuerySet[Post], words: str) -> QuerySet[Post]:
    """Those of `posts` that hold each of `words`, or a word that starts so. Accents and case are ignored."""
    return _matching(posts, words)[0]


def _matching(posts: QuerySet[Post], words: str) -> tuple[QuerySet[Post], bool]:
    """See `matching`; and whether they are looked up by id, being few."""
    wanted = _telling(re.findall(r"\w+", fold(words[:200]))[:8])
    if not wanted:
        return posts, False
    if connection.vendor == "sqlite":
        return _matching_sqlite(posts, wanted)
    query = " & ".join(f"{word}:*" for word in wanted)
    found = "SELECT id FROM posts_post WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
    return posts.filter(pk__in=RawSQL(found, [query])), False  # noqa: S611 — the words are a parameter


def _telling(words: list[str]) -> list[str]:
    """Without « d », « de », « la »…, which begin half of all words, unless there is nothing else."""
    return [word for word in words if len(word) > 2 or word.isdecimal()] or words


def _matching_sqlite(posts: QuerySet[Post], wanted: list[str]) -> tuple[QuerySet[Post], bool]:
    """SQLite does not know how common a word is, so it is told: rare words are looked up in the index first; common
    ones are looked for (within words too) in each post as it comes, newest first, which soon fills a sheet.

    A word as it stands is counted along its own list, which stops at `FEW_MATCHES`; for a beginning, the index first
    brings together the lists of all the words that begin so, however many posts they hold. Hence this order.
    """
    rare = [word for word in wanted if _count([word]) <= FEW_MATCHES]
    if not rare and _count(wanted) > FEW_MATCHES:
        return _containing(posts, wanted), False
    for looked_up in [words for words in (rare, wanted) if words]:
        found = _starting(looked_up)
        if len(found) <= FEW_MATCHES:
            others = [word for word in wanted if word not in looked_up]
            return _containing(posts.filter(pk__in=found), others), True
    return _containing(posts, wanted), False


class _Unindexed(Func):
    """A column of which SQLite may not use the index (https://www.sqlite.org/optoverview.html, « unary + »)."""

    template = "+%(expressions)s"
    arity = 1


def _count(words: list[str]) -> int:
    """How many posts hold all of `words` as they stand; one more than FEW_MATCHES stands for many."""
    few = "SELECT count(*) FROM (SELECT rowid FROM posts_words WHERE posts_words MATCH %s LIMIT %s)"
    with connection.cursor() as cursor:
        cursor.execute(few, [" ".join(f'"{word}"' for word in words), FEW_MATCHES + 1])
        return int(cursor.fetchone()[0])


def _starting(words: list[str]) -> list[int]:
    """The ids of posts that hold, for each of `words`, a word that begins so: FEW_MATCHES and one more at most."""
    query = " ".join(f'"{word}"*' for word in words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM posts_words WHERE posts_words MATCH %s LIMIT %s", [query, FEW_MATCHES + 1])
        return [row[0] for row in cursor.fetchall()]


def _containing(posts: QuerySet[Post], words: list[str]) -> QuerySet[Post]:
    for word in words:
        posts = posts.filter(search_text__contains=word)
    return posts


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a list: its posts, and the id that asks for the next one."""

    posts: list[Post]
    next_after: int | None


def sheet(
    posts: QuerySet[Post],
    state: str,
    after: int | None = None,
    *,
    pages: Iterable[int] | None = None,
    words: str = "",
) -> Sheet:
    """The posts of `state` that hold `words` (see `matching`) and follow the post `after`, newest first.

    Paged by key, so that the last sheet costs what the first does. With `pages`, the ids of all that sign `posts`, it
    costs the same whatever they ever said.
    """
    moment = "published_at" if state in (PostState.PUBLISHED, PostState.WITHDRAWN) else "saved_at"
    listed, is_few = _matching(posts, words)
    # By its index, SQLite would walk along all the posts of this state to look for a few among them.
    said = _Unindexed(F("state")) if is_few else F("state")
    listed = listed.alias(said=said).filter(said=state)
    last = Post.objects.filter(pk=after).values_list(moment, flat=True).first() if after else None
    if last:
        same = Q(**{moment: last}, pk__lt=after)
        listed = listed.filter(Q(**{f"{moment}__lte": last}) & (Q(**{f"{moment}__lt": last}) | same))
    if pages is not None:
        listed = newest_among(listed, pages, moment, PAGE_SIZE + 1)
    ordered = listed.select_related("page", "author").order_by(F(moment).desc(), "-pk")
    found = list(ordered.defer("search_text", "html_fr", "html_en")[: PAGE_SIZE + 1])
    return Sheet(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None)


@dataclass(frozen=True, slots=True)
class Promise:
    """What publishing would do: in whose name, on how many pages, to how many people."""

    page: Page
    names: list[str]  # the other pages it would be signed by
    shown_on: list[str]  # the other pages that would show it, signed by `page`
    people: int
    is_alert: bool
    networks: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return 1 + len(self.names) + len(self.shown_on)

    @property
    def needs_confirming(self) -> bool:
        """An alert and anything beyond one page are read once more before they leave."""
        return self.is_alert or self.pages > 1


def promise(page: Page, kind: str, cascade: Iterable[Page], also_for: Iterable[Page]) -> Promise:
    """The promise of a text of `kind` on these pages. Asks each network for its audience."""
    shown, signed = list(cascade), list(also_for)
    audiences = audience_of([page.pk, *(p.pk for p in shown), *(p.pk for p in signed)])
    return Promise(
        page,
        [p.name for p in signed],
        [p.name for p in shown],
        sum(audience.people for audience in audiences),
        kind == PostKind.ALERT,
        [audience.network for audience in audiences if audience.people],
    )


def promise_of(post: Post) -> Promise:
    """The promise of a draft as it is saved."""
    shown = Page.objects.filter(placements__post=post).exclude(pk=post.page_id).order_by("name", "pk")
    return promise(post.page, post.kind, shown, post.also_for.order_by("name", "pk"))
