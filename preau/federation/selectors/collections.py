"""What the collections of an actor, and of a post, hold."""

from __future__ import annotations

import datetime as dt
import json
import uuid

from django.db.models import Count, Max, prefetch_related_objects

from preau.channels.selectors import origin_of, public_answers, public_replies
from preau.federation.models import Activity, Actor, FollowState
from preau.federation.protocol import addresses
from preau.federation.protocol.context import PUBLIC
from preau.institutions.models import Domain, Page
from preau.kernel import clock
from preau.posts.models import Hashtag, Post, PostState
from preau.posts.selectors import pinned_posts
from preau.posts.selectors.public import Cursor, newest_of

PER_PAGE = 20
FEATURED_TAGS = 8
TAGS_OF = dt.timedelta(days=365)
MAX_REPLIES = 200


def followers_count(actor: Actor) -> int:
    return actor.followers.filter(state=FollowState.ACCEPTED).count()


def posts_count(page: Page) -> int:
    return Post.objects.filter(page=page, state=PostState.PUBLISHED).count()


def all_posts_count(domain: Domain) -> int:
    return Post.objects.filter(page__domain=domain, state=PostState.PUBLISHED).count()


def active_pages(domain: Domain, since: dt.datetime) -> int:
    """How many pages of `domain` have said something since."""
    said = Post.objects.filter(page__domain=domain, state=PostState.PUBLISHED, published_at__gte=since)
    return said.order_by().values("page").distinct().count()


def newest_posts(page: Page, before: Cursor | None = None) -> tuple[list[Post], Cursor | None]:
    """What `page` itself says, newest first, and where the next ones begin."""
    found = newest_of([page.pk], before=before, limit=PER_PAGE + 1)
    shown = _tagged(found[:PER_PAGE])
    return shown, Cursor.of(shown[-1]) if len(found) > PER_PAGE else None


def featured_posts(page: Page) -> list[Post]:
    """What `page` has pinned, in the order in which it shows it."""
    return _tagged(pinned_posts(page))


def _tagged(posts: list[Post]) -> list[Post]:
    prefetch_related_objects(posts, "hashtags")
    return posts


def featured_tags(page: Page) -> list[tuple[str, str]]:
    """The hashtags that `page` used most in a year: [(folded, as typed)]."""
    recent = Hashtag.objects.filter(post__page=page, published_at__gte=clock.now() - TAGS_OF)
    counted = recent.values("name").annotate(times=Count("id"), label=Max("label")).order_by("-times", "name")
    return [(row["name"], row["label"]) for row in counted[:FEATURED_TAGS]]


def replies_under(post: Post) -> list[str]:
    """Ids of what was said under `post` in public: by others, then by its pages."""
    origin = origin_of(post.page.domain)
    answers = public_answers(post).filter(channel__network="activitypub").values_list("pk", flat=True)
    said = public_replies(post, "activitypub", MAX_REPLIES)
    return [*said, *(addresses.answer_uri(origin, pk) for pk in answers)][:MAX_REPLIES]


def public_activity(domain: Domain, uid: uuid.UUID) -> Activity | None:
    """An activity of an actor of `domain` that was sent to everybody."""
    found = Activity.objects.select_related("actor").filter(uid=uid, actor__domain=domain).first()
    return found if found and _is_public(found) else None


def _is_public(activity: Activity) -> bool:
    document = json.loads(activity.document)
    audience = [document.get("to", []), document.get("cc", [])]
    return any(PUBLIC in ([some] if isinstance(some, str) else some) for some in audience)
