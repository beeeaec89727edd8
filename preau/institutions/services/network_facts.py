"""What the ministry's files say of each institution, as the fields of the model."""

from __future__ import annotations

from typing import Any

from preau.institutions import ministry
from preau.institutions.models import Institution
from preau.institutions.models.institution import LanguagePolicy

Facts = dict[str, Any]

# Fields that an import keeps as the file has them. The language policy isn't one: it is the file's only at first.
OFFICIAL = (
    *("kind", "name", "short_name", "address", "postal_code", "municipality_code", "municipality_name"),
    *("latitude", "longitude", "levels", "website", "website_given"),
)

# English-language boards, and those of a status of their own, publish in both languages.
POLICIES = {"Franco": LanguagePolicy.FR, "Anglo": LanguagePolicy.BOTH, "Statut": LanguagePolicy.BOTH}


def board_facts(board: ministry.Board, known: Institution | None) -> Facts:
    """A board's fields. What a file of schools alone doesn't tell (the website) stays as it is known."""
    if not board.website and known is not None:
        website, given = known.website, known.website_given
    else:
        website, given = ministry.normalised(board.website), board.website[:300]
    return {"kind": Institution.Kind.BOARD, "name": board.name, "website": website, "website_given": given}


def school_facts(school: ministry.School) -> Facts:
    """A school's fields."""
    facts = {name: getattr(school, name) for name in OFFICIAL if hasattr(school, name)}
    return {**facts, "website": ministry.normalised(school.website), "website_given": school.website}


def policy(network: str) -> str:
    """The language policy that an institution has until a person changes it."""
    return POLICIES.get(network, LanguagePolicy.FR)
