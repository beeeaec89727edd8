"""What a draft is made of, and how it becomes what the public reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.institutions.models import Institution, Page, PageHandle
from preau.kernel import markup
from preau.kernel.errors import Invalid
from preau.kernel.text import fold
from preau.posts.models import Post, PostKind
from preau.posts.selectors.addresses import hashtag_address, site_address

# Characters as a reader counts them. A message is for reading at once; beyond, it is an article.
LIMITS = {PostKind.MESSAGE: 3_000, PostKind.ALERT: 1_000, PostKind.ARTICLE: 40_000, PostKind.STATEMENT: 40_000}
TITLE_LIMIT = 200
ALT_LIMIT = 1_500
Alts = dict[int, tuple[str, str]]  # attachment id -> (French, English)
TEXTS = ("title_fr", "title_en", "body_fr", "body_en")


class Content(TypedDict, total=False):
    """What people may set on a draft. `cascade`: schools' pages that show it too, signed by `page`;
    `also_for`: pages that publish the same text in their own name."""

    page: Page
    kind: str
    title_fr: str
    title_en: str
    body_fr: str
    body_en: str
    alert_state: str
    expires_at: dt.datetime | None
    cascade: Iterable[Page]
    also_for: Iterable[Page]
    alts: Alts  # the alternative texts of its pictures


def write(post: Post, content: Content) -> None:
    """Set the fields of `post` from `content`, tidied. The caller saves. Raises Invalid for what is too long."""
    for name in TEXTS:
        if name in content:
            setattr(post, name, _tidied(name, content[name]))  # type: ignore[literal-required]
    for name in ("page", "kind", "alert_state", "expires_at"):
        if name in content:
            setattr(post, name, content[name])  # type: ignore[literal-required]
    if post.kind not in PostKind.values:
        raise Invalid(_("Ce genre de publication n’existe pas."))
    if post.kind != PostKind.ALERT:
        post.alert_state, post.expires_at = "", None
    _measure(post)
    post.search_text = fold(" ".join(getattr(post, name) for name in TEXTS))


def describe(post: Post, alts: Alts) -> None:
    """Set the alternative texts of the pictures of `post`. Ids of other posts' pictures are left alone."""
    for attachment in post.attachments.filter(pk__in=alts):
        french, english = (" ".join(markup.tidy(text).split())[:ALT_LIMIT] for text in alts[attachment.pk])
        if (attachment.alt_fr, attachment.alt_en) != (french, english):
            attachment.alt_fr, attachment.alt_en = french, english
            attachment.save(update_fields=["alt_fr", "alt_en"])


def _tidied(name: str, text: str) -> str:
    tidy = markup.tidy(text)
    return " ".join(tidy.split()) if name.startswith("title") else tidy.strip()


def _measure(post: Post) -> None:
    limit = LIMITS[PostKind(post.kind)]
    for body in (post.body_fr, post.body_en):
        over = markup.length(body) - limit if len(body) <= 2 * markup.MAX_TEXT else len(body) - limit
        if over > 0:
            raise Invalid(
                ngettext(
                    "Le texte dépasse la limite de %(over)d caractère. Raccourcissez-le, ou faites-en un article.",
                    "Le texte dépasse la limite de %(over)d caractères. Raccourcissez-le, ou faites-en un article.",
                    over,
                )
                % {"over": over}
            )
    if max(len(post.title_fr), len(post.title_en)) > TITLE_LIMIT:
        raise Invalid(_("Le titre est trop long : deux cents caractères au plus."))


def policy(page: Page) -> str:
    """The languages in which a page publishes, its first one first: "fr", "en" or "fr+en"."""
    if page.institution is not None:
        return page.institution.language_policy
    mandate = page.official.mandates.select_related("institution").first() if page.official else None
    return mandate.institution.language_policy if mandate else Institution.LanguagePolicy.FR


def languages(post: Post) -> list[str]:
    """The languages in which `post` says something."""
    return [language for language in ("fr", "en") if _says(post, language)]


def _says(post: Post, language: str) -> bool:
    return bool(getattr(post, f"body_{language}") or getattr(post, f"title_{language}"))


def render(post: Post) -> None:
    """Set `html_fr` and `html_en` from the texts. Handles are linked where they are those of open pages."""
    domain = post.page.domain
    named = markup.handles(f"{post.body_fr} {post.body_en}")[:50]
    open_pages = PageHandle.objects.filter(
        domain=domain, handle__in=named, page__opened_at__isnull=False, page__closed_at__isnull=True
    )
    known = dict(open_pages.values_list("handle", "page__handle")) if named else {}
    make = markup.article_html if post.is_article else markup.message_html
    for language in ("fr", "en"):
        site = site_address(domain, language)
        html = make(
            getattr(post, f"body_{language}"),
            tag_url=lambda name, language=language: hashtag_address(domain, name, language),  # type: ignore[misc]
            handle_url=lambda handle, site=site: f"{site}/@{known[handle]}" if handle in known else None,  # type: ignore[misc]
        )
        setattr(post, f"html_{language}", html)
