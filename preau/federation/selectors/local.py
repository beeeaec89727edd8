"""From an address back to what it names here."""

from __future__ import annotations

import re

from django.conf import settings

from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.federation.protocol.addresses import Local, parse_local
from preau.institutions.models import Domain, Page, PageHandle
from preau.institutions.selectors import page_by_handle
from preau.kernel import markup
from preau.posts.models import Post, PostState

ORIGIN = re.compile(r"https?://[^/?#@]{1,260}")
PERMALINK = re.compile(r"(?:/en)?/@(\w{1,30})(?:/([1-9]\d{0,17}))?", re.ASCII)
LONGEST = 500  # characters
NAMED = 50  # pages that one text names, at most

PUBLIC_STATES = (PostState.PUBLISHED, PostState.WITHDRAWN)


def domain_of_origin(origin: str) -> Domain | None:
    """The domain of "https://host", exactly as it is written."""
    if origin == settings.ORIGIN:
        return Domain.objects.filter(is_default=True).first()
    scheme, _, host = origin.partition("://")
    domain = Domain.objects.filter(host=host, is_default=False).first() if scheme and host else None
    return domain if domain and origin_of(domain) == origin else None


def domain_of_host(host: str) -> Domain | None:
    """The domain at `host`, with its port where it has one, in lower case."""
    return domain_of_origin(f"{settings.ORIGIN_PARTS.scheme}://{host}")


def resolve(uri: str) -> Page | Post | Answer | None:
    """What `uri` names of ours: a page, a post that the public knew, an answer; by id or by permalink.

    Pages that never opened are nobody. Withdrawn posts and answers are found: what stays of them is the caller's.
    """
    if len(uri) > LONGEST or "?" in uri:
        return None
    found = ORIGIN.match(uri)
    domain = domain_of_origin(found[0]) if found else None
    if domain is None:
        return None
    local = parse_local(origin_of(domain), uri)
    return _by_id(domain, local) if local else _by_permalink(domain, uri)


def _by_id(domain: Domain, local: Local) -> Page | Post | Answer | None:
    if local.kind == "actor":
        return page_of(domain, int(local.key))
    if local.kind in ("post", "create"):
        return post_of(domain, int(local.key))
    return answer_of(domain, int(local.key)) if local.kind == "answer" else None


def _by_permalink(domain: Domain, uri: str) -> Page | Post | None:
    found = PERMALINK.fullmatch(uri[len(origin_of(domain)) :])
    kept = page_by_handle(domain, found[1]) if found else None
    if found is None or kept is None or kept[0].opened_at is None:
        return None
    if found[2] is None:
        return kept[0]
    post = post_of(domain, int(found[2]))
    return post if post and post.page_id == kept[0].pk else None


def page_of(domain: Domain, page_id: int) -> Page | None:
    """A page that is or was open, with its domain and owner."""
    pages = Page.objects.filter(domain=domain, opened_at__isnull=False)
    return pages.select_related("domain", "institution", "official").filter(pk=page_id).first()


def post_of(domain: Domain, post_id: int) -> Post | None:
    """A post that the public knows or knew, with its page."""
    posts = Post.objects.filter(page__domain=domain, state__in=PUBLIC_STATES)
    related = ("page__domain", "page__institution", "page__official")
    return posts.select_related(*related).prefetch_related("attachments__picture").filter(pk=post_id).first()


def answer_of(domain: Domain, answer_id: int) -> Answer | None:
    """An answer of a page of `domain`, private ones too, with its channel's page."""
    answers = Answer.objects.filter(channel__page__domain=domain, channel__network="activitypub")
    related = ("post__page__domain", "channel__page__domain", "channel__page__institution", "channel__page__official")
    return answers.select_related(*related).filter(pk=answer_id).first()


def open_handles(domain: Domain, text: str) -> dict[str, tuple[int, str]]:
    """The handles that `text` names of open pages of `domain`, old ones too: their numbers and handles of today."""
    named = markup.handles(text)[:NAMED]
    if not named:
        return {}
    kept = PageHandle.objects.filter(domain=domain, handle__in=named)
    found = kept.filter(page__opened_at__isnull=False, page__closed_at__isnull=True)
    return {handle: (pk, today) for handle, pk, today in found.values_list("handle", "page_id", "page__handle")}
