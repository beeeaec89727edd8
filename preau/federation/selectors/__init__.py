"""Reading what the Fediverse may know, and what it told us."""

from .addresses import account_name, actor_id, post_id
from .collections import (
    active_pages,
    all_posts_count,
    featured_posts,
    featured_tags,
    followers_count,
    newest_posts,
    posts_count,
    public_activity,
    replies_under,
)
from .followers import followed_pages, followers_of, waits
from .hosts import hosts, may_govern, policies_of, policy_of
from .local import answer_of, domain_of_host, domain_of_origin, page_of, post_of, resolve

__all__ = [
    "account_name",
    "active_pages",
    "actor_id",
    "all_posts_count",
    "answer_of",
    "domain_of_host",
    "domain_of_origin",
    "featured_posts",
    "featured_tags",
    "followed_pages",
    "followers_count",
    "followers_of",
    "hosts",
    "may_govern",
    "newest_posts",
    "page_of",
    "policies_of",
    "policy_of",
    "post_id",
    "post_of",
    "posts_count",
    "public_activity",
    "replies_under",
    "resolve",
    "waits",
]
