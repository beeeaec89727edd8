"""The newest posts of many pages, at a cost that does not grow with what they ever said."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, OuterRef, QuerySet, Subquery

from preau.institutions.models import Page
from preau.posts.models import Post


def newest_among(posts: QuerySet[Post], pages: Iterable[int], moment: str, count: int) -> QuerySet[Post]:
    """Those of `posts` that can be among the `count` newest by `moment`; `pages`: ids of all those that sign them.

    One index lookup a page gives its newest date. Only the `count` freshest pages can have a post in the list, and none
    of that list is older than the last of these dates: left to itself, a database sorts all that the pages ever said.
    """
    one = posts.filter(page=OuterRef("pk")).order_by(F(moment).desc(), "-pk").values(moment)[:1]
    dated = Page.objects.filter(pk__in=list(pages)).order_by().annotate(newest=Subquery(one))
    dates = {pk: date for pk, date in dated.values_list("pk", "newest") if date is not None}
    if len(dates) <= count:
        return posts.filter(page__in=list(dates))
    oldest = sorted(dates.values(), reverse=True)[count - 1]  # pages of that very moment too: a text for many is one
    return posts.filter(page__in=[pk for pk, date in dates.items() if date >= oldest], **{f"{moment}__gte": oldest})
