"""Reading what the Fediverse may know, and what it told us."""

from .addresses import account_name, actor_address, post_id
from .collections import (
    active_pages,
    all_posts_count,
    featured_posts,
    featured_tags,
    followers_count,
    newest_posts,
    posts_count,
    public_activity,
    public_replies,
)
from .local import answer_of, domain_of_host, domain_of_origin, page_of, post_of, resolve

__all__ = [
    "account_name",
    "active_pages",
    "actor_address",
    "all_posts_count",
    "answer_of",
    "domain_of_host",
    "domain_of_origin",
    "featured_posts",
    "featured_tags",
    "followers_count",
    "newest_posts",
    "page_of",
    "post_id",
    "post_of",
    "posts_count",
    "public_activity",
    "public_replies",
    "resolve",
]
