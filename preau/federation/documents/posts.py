"""Posts as Notes and Articles.

Load a post with `page`, its domain and its owner; many posts with `hashtags` and `attachments__picture` too.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from preau.channels.selectors import origin_of
from preau.federation.protocol import addresses, said
from preau.federation.protocol.context import Document
from preau.federation.selectors.local import open_handles
from preau.institutions.models import Domain
from preau.posts.models import Attachment, Post, PostKind
from preau.posts.selectors import post_address, state_words
from preau.posts.selectors.addresses import hashtag_address, site_address
from preau.posts.services import languages, policy


def post_document(post: Post) -> Document:
    """The Note or Article of a published post."""
    return said.document(said_of(post))


def create_document(post: Post) -> Document:
    """The activity that published it; its id is that of the post with "/activity"."""
    return said.create(said_of(post), addresses.create_uri(origin_of(post.page.domain), post.pk))


def tombstone_document(post: Post) -> Document:
    """What stays of a withdrawn post."""
    former = "Article" if post.is_article else "Note"
    uri = addresses.post_uri(origin_of(post.page.domain), post.pk)
    return said.tombstone(uri, former, post.withdrawn_at or post.saved_at)


def said_of(post: Post) -> said.Said:
    origin = origin_of(post.page.domain)
    spoken = _languages(post)
    return said.Said(
        id=addresses.post_uri(origin, post.pk),
        author=addresses.actor_uri(origin, post.page_id),
        followers=addresses.followers_uri(origin, post.page_id),
        url=post_address(post),
        published=post.published_at or post.created_at,
        updated=post.edited_at,
        is_article=post.is_article,
        texts={language: _text(post, language) for language in spoken},
        tags=[*hashtags(post, spoken[0]), *mentions(post.page.domain, f"{post.body_fr} {post.body_en}")],
        pictures=[_picture(origin, found, spoken[0]) for found in _illustrations(post)],
        replies=addresses.replies_uri(origin, post.pk),
    )


def _languages(post: Post) -> list[str]:
    """Those in which the post is written, its page's first one first."""
    wanted = [*policy(post.page).split("+"), "fr", "en"]
    written = languages(post)
    return sorted(written, key=wanted.index) or wanted[:1]


def _text(post: Post, language: str) -> said.Text:
    with translation.override(language):
        lead = state_words(post, post.page) if post.kind == PostKind.ALERT else ""
        elsewhere = _("Lire en français")
    site = site_address(post.page.domain, language)
    return said.Text(
        html=absolute(getattr(post, f"html_{language}"), origin_of(post.page.domain)),
        url=f"{site}/@{post.page.handle}/{post.pk}",
        title=getattr(post, f"title_{language}"),
        lead=lead,
        elsewhere=elsewhere,
    )


def absolute(html: str, origin: str) -> str:
    """`html` whose links within the site lead there from anywhere."""
    return re.sub(r'(href=")/(?!/)', rf"\g<1>{origin}/", html)


def hashtags(post: Post, language: str) -> list[said.Tag]:
    domain = post.page.domain
    found = sorted(post.hashtags.all(), key=lambda hashtag: hashtag.pk)
    return [said.Tag("Hashtag", f"#{one.label}", hashtag_address(domain, one.name, language)) for one in found]


def mentions(domain: Domain, text: str) -> list[said.Tag]:
    """The open pages of `domain` that `text` names."""
    origin = origin_of(domain)
    host = origin.partition("://")[2]
    pages = dict(sorted(set(open_handles(domain, text).values())))
    return [said.Tag("Mention", f"@{name}@{host}", addresses.actor_uri(origin, pk)) for pk, name in pages.items()]


def _illustrations(post: Post) -> list[Attachment]:
    return [found for found in post.attachments.all() if found.picture.renditions]


def _picture(origin: str, attachment: Attachment, language: str) -> said.Picture:
    picture = attachment.picture
    widest = picture.renditions[-1]
    alts = {"fr": attachment.alt_fr, "en": attachment.alt_en}
    return said.Picture(
        url=f"{origin}{settings.MEDIA_URL}{widest['file']}",
        alt=alts[language] or attachment.alt_fr or attachment.alt_en,
        width=widest["width"],
        height=widest["height"],
        blurhash=picture.blurhash,
        media_type=widest.get("type", "image/webp"),
    )
