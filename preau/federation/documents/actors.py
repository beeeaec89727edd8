"""Pages and domains as actors. Load a page with its domain, and its institution or official."""

from __future__ import annotations

from html import escape

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from preau.channels.selectors import origin_of
from preau.federation.models import Actor
from preau.federation.protocol import persons
from preau.federation.protocol.context import Document
from preau.federation.selectors.local import open_handles
from preau.institutions.models import Page
from preau.institutions.selectors import mandates_of, page_address
from preau.kernel import markup
from preau.posts.selectors.addresses import hashtag_address, site_address
from preau.posts.services import policy


def actor_document(actor: Actor) -> Document:
    """The document of a page's actor, or of a domain's own."""
    return persons.document(person_of(actor, actor.page)) if actor.page else domain_of_actor(actor)


def domain_of_actor(actor: Actor) -> Document:
    return persons.instance(origin_of(actor.domain), actor.domain.name, actor.public_key, actor.created_at)


def person_of(actor: Actor, page: Page) -> persons.Person:
    origin = origin_of(page.domain)
    language = policy(page).partition("+")[0]
    with translation.override(language):
        fields = _fields(page)
    return persons.Person(
        origin=origin,
        page_id=page.pk,
        kind="Person" if page.official_id else "Organization",
        handle=page.handle,
        name=page.name,
        url=page_address(page),
        public_key=actor.public_key,
        published=page.opened_at or actor.created_at,
        updated=page.updated_at,
        summaries=_summaries(page, language),
        fields=fields,
        portrait=f"{origin}{page.portrait.url}" if page.portrait else "",
        banner=f"{origin}{page.banner.url}" if page.banner else "",
        is_open=page.is_open,
        approves_followers=actor.approves_followers,
        also_known_as=actor.also_known_as,
        moved_to=actor.moved_to,
    )


def _summaries(page: Page, first: str) -> dict[str, str]:
    order = [first, *({"fr", "en"} - {first})]
    words = {"fr": page.summary_fr, "en": page.summary_en}
    return {language: _summary(page, language, words[language]) for language in order if words[language]}


def _summary(page: Page, language: str, text: str) -> str:
    site = site_address(page.domain, language)
    known = open_handles(page.domain, text)
    return markup.message_html(
        text,
        tag_url=lambda name: hashtag_address(page.domain, name, language),
        handle_url=lambda handle: f"{site}/@{known[handle][1]}" if handle in known else None,
    )


def _fields(page: Page) -> list[persons.Field]:
    """The page itself first: it links back, so other servers show it as proven."""
    found = [persons.Field(_("Page officielle"), persons.link(page_address(page)))]
    found += _offices(page) if page.official else _website(page)
    found += [persons.Field(line["label"], escape(line["value"])) for line in page.fields]
    found += [persons.Field(line["label"], persons.link(line["url"])) for line in page.links]
    return found


def _website(page: Page) -> list[persons.Field]:
    institution = page.institution
    known = {line["url"].rstrip("/") for line in page.links}
    if institution is None or not institution.website or institution.website.rstrip("/") in known:
        return []
    return [persons.Field(_("Site Web"), persons.link(institution.website))]


def _offices(page: Page) -> list[persons.Field]:
    """What an official is today."""
    if page.official is None:
        return []
    mandates = mandates_of(page.official, timezone.localdate())
    english = (translation.get_language() or "fr").startswith("en")
    return [
        persons.Field((english and mandate.title_en) or mandate.title, escape(mandate.institution.name))
        for mandate in mandates[:3]
    ]
