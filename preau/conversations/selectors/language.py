from __future__ import annotations

from preau.conversations.models import Message
from preau.institutions.models import Institution, Page


def language_of(page: Page, asked: Message) -> str:
    """The page's language; where it has two, that of whoever asks."""
    policy = page.institution.language_policy if page.institution else Institution.LanguagePolicy.FR
    if policy == Institution.LanguagePolicy.EN:
        return "en"
    return "en" if "en" in policy and asked.language.startswith("en") else "fr"
