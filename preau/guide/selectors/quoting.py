"""What other rooms quote of the guide, where it applies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from preau.guide.articles import ARTICLES
from preau.guide.reading import Linker, html_of, plain, whole_html
from preau.institutions.models import Institution, Page
from preau.kernel.excerpt import read_words

from .applying import above, applied

UNBREAKABLE = re.compile(r" (?=[:;?!»])|(?<=«) ")  # spaces at which French never ends a line
NETIQUETTE = "netiquette"  # as website writes it in its addresses
PUBLIC_ARTICLES = {slug: article.path for slug, article in ARTICLES.items() if article.path is not None}


@dataclass(frozen=True, slots=True)
class Summary:
    """The nétiquette in a few words: `points` are plain, `path` leads to the whole of it."""

    points: list[str]
    path: str
    language: str


def article_path(institution: Institution | None, slug: str, language: str) -> str | None:
    """The path of a public article; None of one that only the desk reads."""
    path = PUBLIC_ARTICLES.get(slug)
    if path is None:
        return None
    page = Page.objects.filter(institution=above(institution)[0]).first() if institution else None
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/@{page.handle}/{NETIQUETTE}{path}" if page else f"{prefix}/{NETIQUETTE}{path}"


def netiquette_path(institution: Institution | None, language: str) -> str:
    """Where the public reads the nétiquette that applies to `institution`."""
    return article_path(institution, "netiquette", language) or ""


def linker(institution: Institution | None, language: str) -> Linker:
    """Leads the links between articles to the public addresses of `institution`'s board."""
    return lambda slug: article_path(institution, slug, language)


def article_html(institution: Institution | None, slug: str, language: str) -> SafeString:
    """A whole article without its title, as safe HTML whose highest heading is an h2. Ids in it begin by its slug."""
    article = applied(institution, slug, language, link=linker(institution, language))
    return whole_html(article.source, article.link, prefix=f"{slug}-")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One part of an article: `html` is safe, without its heading."""

    anchor: str
    heading: str
    html: SafeString


def reasons(institution: Institution | None, language: str) -> list[Quoted]:
    """What is said of each moderation reason, in the order of the closed list."""
    article = applied(institution, "reasons", language, link=linker(institution, language))
    parts = [article.source.part(anchor) for anchor in ARTICLES["reasons"].anchors]
    return [Quoted(part.anchor, plain(part.heading), html_of(part.source, article.link)) for part in parts if part]


def reason_html(institution: Institution | None, reason: str, language: str) -> SafeString:
    """What the moderation reasons say of one of them (`attack`, `hate`…), as safe HTML without its heading."""
    return next((part.html for part in reasons(institution, language) if part.anchor == reason), SafeString(""))


def promise_line(institution: Institution | None, language: str) -> str:
    """The response promise in a sentence or two, plain: what stands before its first part."""
    article = applied(institution, "promise", language, link=linker(institution, language))
    return read_words(html_of(article.source.lead, article.link))


def netiquette_summary(institution: Institution | None, language: str) -> Summary:
    """The points of the nétiquette's part « En bref ». `institution`: the one of the page that is spoken to."""
    article = applied(institution, "netiquette", language, link=linker(institution, language))
    part = article.source.part("summary")
    html = html_of(part.source, article.link) if part else ""
    points = [read_words(point.partition("</li>")[0]) for point in html.split("<li>")[1:]]
    points = [plain(point) for point in points]
    if article.language == "fr":  # a « : » alone at the head of a line is what a phone shows otherwise
        points = [UNBREAKABLE.sub("\u00a0", point) for point in points]
    return Summary(points, netiquette_path(institution, language), article.language)
