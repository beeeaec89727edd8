"""Absolute public addresses, made of what is known here: pages, posts and hashtags keep theirs for ever."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

from preau.institutions.models import Domain
from preau.institutions.selectors import page_address
from preau.posts.models import Post

HASHTAGS = "mots-clics"


def post_address(post: Post) -> str:
    """The permalink of a post: "https://host/@handle/<id>". Load `post.page.domain` with the post."""
    return f"{page_address(post.page)}/{post.pk}"


def site_address(domain: Domain, language: str = "fr") -> str:
    """Where a domain's public pages start in `language`: "https://host" or "https://host/en"."""
    origin = settings.ORIGIN if domain.is_default else f"{settings.ORIGIN_PARTS.scheme}://{domain.host}"
    return origin if language == "fr" else f"{origin}/{language}"


def hashtag_address(domain: Domain, name: str, language: str = "fr") -> str:
    """The page of a folded hashtag: "https://host/mots-clics/viealecole"."""
    return f"{site_address(domain, language)}/{HASHTAGS}/{quote(name)}"
