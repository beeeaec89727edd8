"""A post as others quote it: the permalink page and oEmbed give the same code."""

from __future__ import annotations

import re

from django.utils.html import format_html

from .addresses import origin
from .shown import Shown


def quotation(seen: Shown) -> str:
    """The exact words, who said them and when, as HTML that needs nothing of ours."""
    words = re.sub(r'href="/(?!/)', f'href="{origin(seen.page.domain)}/', seen.html)
    title = format_html("<p><strong>{}</strong></p>", seen.title) if seen.title else ""
    published = seen.post.published_at
    return f'<blockquote cite="{seen.address}" lang="{seen.language}-CA">{title}{words}' + format_html(
        '<footer>— <cite>{}</cite>, <a href="{}"><time datetime="{}">{}</time></a></footer></blockquote>',
        seen.page.name,
        seen.address,
        published.isoformat() if published else "",
        f"{published:%Y-%m-%d}" if published else "",
    )
