"""What an address of ours names, as other servers write it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.federation.protocol.addresses import parse_local
from preau.institutions.models import Domain, Page
from preau.institutions.selectors import page_by_handle
from preau.posts.models import Post, PostState

PERMALINK = re.compile(r"(?:/en)?/@([A-Za-z0-9_]{1,30})(?:/([1-9]\d{0,17}))?", re.ASCII)
SEEN = [PostState.PUBLISHED, PostState.WITHDRAWN]  # what others may have seen


def resolve(uri: str) -> Page | Post | Answer | None:
    """The page, post or answer that `uri` names: by its id for the Fediverse, or by its permalink."""
    domain = _domain_of(uri)
    if domain is None:
        return None
    named = parse_local(origin_of(domain), uri)
    if named is None:
        return _by_permalink(domain, uri[len(origin_of(domain)) :])
    if named.kind == "actor":
        return Page.objects.select_related("domain").filter(domain=domain, pk=named.key).first()
    if named.kind == "post":
        return _post(domain, named.key)
    if named.kind == "answer":
        answers = Answer.objects.select_related("channel__page__domain", "post")
        return answers.filter(channel__page__domain=domain, pk=named.key).first()
    return None


def _domain_of(uri: str) -> Domain | None:
    try:
        host = urlsplit(uri).netloc
    except ValueError:
        return None
    for domain in Domain.objects.filter(host=host):
        if uri.startswith(f"{origin_of(domain)}/"):
            return domain
    default = Domain.objects.filter(is_default=True).first()
    return default if default and uri.startswith(f"{origin_of(default)}/") else None


def _post(domain: Domain, key: str) -> Post | None:
    posts = Post.objects.select_related("page__domain").filter(page__domain=domain, state__in=SEEN)
    return posts.filter(pk=key).first()


def _by_permalink(domain: Domain, path: str) -> Page | Post | None:
    found = PERMALINK.fullmatch(path)
    page = page_by_handle(domain, found[1]) if found else None
    if found is None or page is None:
        return None
    if not found[2]:
        return page[0]
    post = _post(domain, found[2])
    return post if post and post.page_id == page[0].pk else None
