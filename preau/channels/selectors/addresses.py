"""Absolute addresses, for what leaves the house: mails and other networks."""

from __future__ import annotations

from django.conf import settings

from preau.institutions.models import Domain, Page
from preau.posts.models import Picture


def origin_of(domain: Domain) -> str:
    """The scheme and host of a domain, without a final slash: "https://rivages.exemple"."""
    return settings.ORIGIN if domain.is_default else f"{settings.ORIGIN_PARTS.scheme}://{domain.host}"


def picture_address(page: Page, picture: Picture, width: int) -> str:
    """The rendition nearest to `width` pixels from below, else the narrowest; "" for a picture that has none."""
    renditions = sorted(picture.renditions, key=lambda r: r["width"])
    fitting = [r for r in renditions if r["width"] <= width] or renditions[:1]
    return f"{origin_of(page.domain)}{settings.MEDIA_URL}{fitting[-1]['file']}" if fitting else ""
