"""The articles as they come with Préau: Markdown in French and English, beside this file.

An article begins with its title (`# …`) and a lead; its parts are `## Heading {#anchor}`. Other screens quote parts by
their anchor, so an edition must keep those of `Article.anchors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preau.institutions.models import Capability

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Article:
    """`expected_of`: whoever holds it on the board or below is expected to acknowledge each edition.

    `path`: what follows « netiquette » in the public address, or None where only the desk reads it.
    """

    slug: str
    expected_of: Capability
    path: str | None
    anchors: tuple[str, ...] = ()


ARTICLES = {
    article.slug: article
    for article in (
        Article("netiquette", Capability.MODERATE, "", ("summary",)),
        # Those of conversations.models.HideReason, in its order: a test there holds the two equal.
        Article("reasons", Capability.MODERATE, "/motifs", ("attack", "hate", "threat", "personal", "illegal", "spam")),
        Article("promise", Capability.MODERATE, "/reponse"),
        Article("charter", Capability.WRITE, None),
    )
}


@cache
def default_source(slug: str, language: str) -> str:
    """The Markdown of an article as it comes with Préau. `language`: "fr" or "en"."""
    return (FOLDER / f"{slug}.{language}.md").read_text()
